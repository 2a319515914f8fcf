/** What is kept of hosts says the same as the store, after every verb that changes what a decision depends on. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import { addOverride } from "$lib/server/availability/date-overrides.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { addHolidays, addTimeOff, setBookingLimits } from "$lib/server/availability/host-rules.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { readPresent } from "$lib/server/availability/snapshots.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { commitCalendarState } from "$lib/server/connections/commit-sync.ts";
import { disconnect } from "$lib/server/connections/disconnect.ts";
import { setActive } from "$lib/server/event-types/edit.ts";
import { close } from "$lib/server/hosts/account.ts";
import { edit as editProfile, rename } from "$lib/server/hosts/profile.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";
import { openHostMemory } from "$lib/server/store/host-memory.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { getSchedule } from "$lib/server/store/schedules.ts";
import { setBusyDays } from "$lib/server/store/sync-state.ts";
import { dayOf } from "$lib/server/kv/keys.ts";
import { granted, refusal } from "../../support/granted.ts";
import { repeatingTown, seriesRequest } from "../../support/repeating.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import { ask, bookingRequest, mondayTen, restartApp, type Town, town } from "../../support/town.ts";

const around = { start: mondayTen - 2 * DAY, end: mondayTen + 10 * DAY };

/** What one program decides by and offers. */
async function seenBy(app: Town["app"], { host, type }: Town) {
  const [is, now] = [await getEventType(app.kv, host.id, type.id), await getHost(app.kv, host.id)];
  const snapshots = await readPresent(app, [host.id], {
    times: [around],
    offers: { type: () => is, starts: around },
  });
  const search = { hosts: now ? [now] : [], type: is!, minutes: 30, window: around };
  return { snapshots, starts: (await findSlots(app, search)).starts };
}

/** Asserts that what is kept is what the store has. */
async function compare(here: Town, after: string): Promise<void> {
  const kept = await seenBy(here.app, here);
  const fresh = await restartApp(here.app, { hostMemory: openHostMemory(0) });
  assert.deepEqual(kept, await seenBy(fresh, here), after);
}

type Verb = (here: Town, booking: Booking) => Promise<Outcome<unknown>>;

const verbs: Record<string, Verb> = {
  "hours are saved": async ({ app, host, type: { scheduleId } }) => {
    const { revision } = (await getSchedule(app.kv, host.id, scheduleId))!;
    const rules = [{ weekday: 1 as const, from: 540, to: 900 }, {
      weekday: 3 as const,
      from: 540,
      to: 900,
    }];
    return await schedules.saveRules(app, host.id, scheduleId, { revision, rules });
  },
  "a date is blocked": ({ app, host, type: { scheduleId } }) =>
    addOverride(app, host.id, scheduleId, {
      date: "2026-11-04",
      kind: "block",
      from: 540,
      to: 600,
    }),
  "limits are set": async ({ app, host }) =>
    await setBookingLimits(app, host.id, (await getHostRules(app.kv, host.id)).revision, {
      day: 5,
      week: null,
      month: null,
    }),
  "time off is added": ({ app, host }) =>
    addTimeOff(app, host.id, { first: "2026-11-09", last: "2026-11-09", name: "" }),
  "a holiday is added": ({ app, host }) =>
    addHolidays(app, host.id, [{ date: "2026-11-11", name: "Day" }]),
  "the agenda is set": async ({ app, host }) =>
    await editProfile(app, host.id, (await getHost(app.kv, host.id))!.revision, {
      name: "Ada Beck",
      zone: "Europe/Berlin",
      hourCycle: 24,
      agendaMinute: 420,
    }),
  "the zone is changed": async ({ app, host }) =>
    await editProfile(app, host.id, (await getHost(app.kv, host.id))!.revision, {
      name: "Ada Beck",
      zone: "Europe/Athens",
      hourCycle: 24,
    }),
  "the host is renamed": ({ app, host }) => rename(app, host.id, "ada-b"),
  "the type is turned off": ({ app, host, type }) => setActive(app, host.id, type.id, false),
  "a time is requested": ({ app }) =>
    bookings.request(app, bookingRequest({ start: mondayTen + HOUR })),
  "a series is requested": ({ app }) =>
    bookings.request(app, seriesRequest({}, { start: mondayTen + HOUR })),
  "a request is confirmed": ({ app, host }, { id, revision }) =>
    bookings.confirm(app, id, { hostId: host.id, revision, message: "", force: true }),
  "a request is rejected": ({ app, host }, { id, revision }) =>
    bookings.reject(app, id, { hostId: host.id, revision, message: "", force: true }),
  "a booking is moved": ({ app, host }, { id }) =>
    bookings.reschedule(app, id, {
      by: { actor: "host", hostId: host.id, force: true },
      start: mondayTen + 2 * HOUR,
      revision: null,
      key: null,
    }),
  "a request is withdrawn": ({ app }, { id, revision }) =>
    bookings.cancel(app, id, { by: { actor: "guest" }, reason: "", revision }),
  "a request expires": async ({ app }, { id }) => {
    app.at((await getBooking(app.kv, id))!.reservedUntil! + 1);
    return await bookings.expire(app, id);
  },
  "a calendar is synced": async ({ app, host }) => {
    const { guard } = await getGuard(app.kv, host.id);
    const [key = ""] = Object.keys(guard.calendars);
    const calendar = { key, id: "work" }, { generation } = guard.calendars[key]!;
    const day = dayOf(mondayTen + 2 * DAY);
    const busy = [{ start: mondayTen + 2 * DAY, end: mondayTen + 2 * DAY + HOUR }];
    const synced = await commitCalendarState(
      app,
      host,
      calendar,
      { generation, ownWriteCount: null },
      (is) => is,
      { tookMs: 1, isFailed: false },
      (op) => setBusyDays(op, host.id, calendar.key, generation, new Set([day]), busy),
    );
    assert.equal(synced, "committed");
    return { ok: true, value: null };
  },
  "a calendar is disconnected": ({ app, host }) => disconnect(app, host.id, "connection"),
  "the account is closed": ({ app, host }) => close(app, host.id, { username: "ada", message: "" }),
};

for (const [name, verb] of Object.entries(verbs)) {
  Deno.test(`known hosts: nothing outdated is kept when ${name}`, async () => {
    const here = await repeatingTown(), { app } = here;
    const busy = [{ start: mondayTen + DAY, end: mondayTen + DAY + HOUR }];
    await connectCalendar(app, here.host, busy);
    const requested = await ask(app);
    await compare(here, "before");
    const { versionstamp } = await getGuard(app.kv, here.host.id);
    await granted(verb(here, requested.booking));
    assert.notEqual((await getGuard(app.kv, here.host.id)).versionstamp, versionstamp);
    await compare(here, name);
  });
}

Deno.test("known hosts: bookings are decided and committed without reading the ledger again", async () => {
  const here = await town(), { app } = here;
  await compare(here, "before");
  let lists = 0;
  const { list } = app.kv;
  Object.assign(app.kv, {
    list: (...args: Parameters<typeof list>) => (lists++, list.apply(app.kv, args)),
  });
  const first = await bookings.request(app, bookingRequest());
  const second = await bookings.request(app, bookingRequest({ start: mondayTen + HOUR }));
  assert.ok(first.ok && second.ok);
  assert.equal(lists, 0);
  await compare(here, "after two bookings");
});

Deno.test("known hosts: two programs over one store never decide by what the other has changed", async () => {
  const here = await town(), { app } = here;
  const other = await restartApp(app);
  await compare(here, "before");
  await seenBy(other, here);
  for (const [n, program] of [app, other, other, app].entries()) {
    const start = mondayTen + n * HOUR;
    await ask(program, { start });
    const again = program === app ? other : app;
    assert.equal(refusal(await bookings.request(again, bookingRequest({ start }))).code, "taken");
  }
  await compare(here, "after four bookings");
});
