import assert from "node:assert/strict";
import type { Calendar } from "$lib/server/calendars/calendar.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { syncCalendar } from "$lib/server/connections/sync-calendar.ts";
import { keys } from "$lib/server/kv/keys.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { ask, bookingRequest, mondayTen, town } from "../../support/town.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import { granted, refusal } from "../../support/granted.ts";
import { sampleCalendar, sampleConnection } from "../../support/sample-connection.ts";

const HALF_HOUR = 30 * MINUTE;
const calendar = { key: "connection:work", id: "work" };

/** A calendar server that tells of one busy span, after a moment. */
function calendarWith(busy: Span, moment: () => Promise<void>): Calendar {
  const unasked = () => Promise.reject(new Error("not asked for here"));
  return {
    list: unasked,
    busy: unasked,
    find: unasked,
    put: unasked,
    remove: unasked,
    async changes() {
      await moment();
      const object = {
        href: "a",
        etag: "1",
        uid: "a",
        busy: [busy],
        bookingId: null,
        approximate: null,
      };
      return { isFullSync: true, objects: [object], removed: [], cursor: null, unreadable: [] };
    },
  };
}

/** Each set has a store of its own: a thousand rounds and more in `prove`. */
const SETS = Deno.env.get("INVITO_PROVE") === "full" ? 13 : 1;

Deno.test("request: a time that a reading makes busy is given before the reading counts, or not at all", async () => {
  for (let set = 0; set < SETS; set++) await eightyRounds();
});

async function eightyRounds() {
  const { app, host } = await town({ app: { withLock: (_hostIds, act) => act() } });
  using _ = app;
  const state = { ...unreadCalendar("none"), syncedAt: app.now(), syncedUntil: Infinity };
  await app.kv.set(keys.guard(host.id), { version: 1, calendars: { [calendar.key]: state } });

  let given = 0, refused = 0;
  for (let round = 0; round < 80; round++) {
    const start = mondayTen + Math.floor(round / 12) * DAY * 7 + (round % 12) * HALF_HOUR;
    // The first two rounds are no race: one for each end.
    const wait = (ms: number) => new Promise<void>((go) => setTimeout(go, ms));
    const moment = () => wait(round === 0 ? 250 : round % 4);
    const requested = () => bookings.request(app, bookingRequest({ start }));
    const [ended, outcome] = await Promise.all([
      syncCalendar(
        app,
        host,
        calendar,
        calendarWith({ start, end: start + HALF_HOUR }, moment),
      ),
      round === 1
        ? wait(250).then(requested)
        : round % 3 === 2
        ? moment().then(requested)
        : requested(),
    ]);
    assert.equal(ended, "synced");
    if (!outcome.ok) {
      assert.equal(outcome.refusal.code, "taken");
      refused++;
      continue;
    }
    given++;
    const booking = await app.kv.get(keys.booking(outcome.value.booking.id));
    const reading = await app.kv.get(keys.syncState(host.id, calendar.key));
    assert(booking.versionstamp! < reading.versionstamp!, "given over busy time that was known");
  }
  assert(given > 0 && refused > 0, `${given} given, ${refused} refused`);
}

Deno.test("confirm: busy time that is synced during the conflict check is shown, not passed over", async () => {
  const { app, host } = await town({ app: { withLock: (_hostIds, act) => act() } });
  const state = { ...unreadCalendar("none"), syncedAt: app.now(), syncedUntil: Infinity };
  await app.kv.set(keys.guard(host.id), { version: 1, calendars: { [calendar.key]: state } });
  const { booking } = await ask(app);

  await addWorkCalendar(app.kv, host.id);
  let asked = 0;
  const isNow = () => Promise.resolve();
  app.openCalendar = () =>
    Promise.resolve({
      ...calendarWith(booking, isNow),
      async busy() {
        // The first answer is still "free"; right behind it the calendar is read, and it is not.
        if (++asked > 1) return [{ start: booking.start, end: booking.end, title: "Dentist" }];
        assert.equal(
          await syncCalendar(app, host, calendar, calendarWith(booking, isNow)),
          "synced",
        );
        return [];
      },
    });
  const decision = { hostId: host.id, revision: booking.revision, message: "", force: false };
  const yes = await refusal(bookings.confirm(app, booking.id, decision));
  assert.deepEqual([yes.code, yes.detail], ["conflict", "Dentist"]);
  const anyway = await granted(bookings.confirm(app, booking.id, { ...decision, force: true }));
  assert.equal(anyway.status, "CONFIRMED");
});

async function addWorkCalendar(kv: Deno.Kv, hostId: string): Promise<void> {
  const connection = sampleConnection({ hostId, calendars: [sampleCalendar({ id: calendar.id })] });
  await kv.set(keys.connection(hostId, connection.id), connection);
}
