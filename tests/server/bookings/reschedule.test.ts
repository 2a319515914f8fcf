import assert from "node:assert/strict";
import * as v from "valibot";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { Span } from "$lib/scheduling/span.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { edit } from "$lib/server/event-types/edit.ts";
import { openRateLimiter } from "$lib/server/runtime/rate-limits.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { connectCalendar, unavailableCalendar } from "../../support/stub-calendar.ts";
import { addEventType, ask, bookingRequest, mondayTen, town } from "../../support/town.ts";
import { booked, byGuest } from "../../support/booked-meeting.ts";
import { granted, refusal } from "../../support/granted.ts";

Deno.test("reschedule: by a host at once, over its own time too; id and UID stay, SEQUENCE grows", async () => {
  const { app, booking, byHost, held, emails } = await booked();
  const rescheduled = await granted(bookings.reschedule(app, booking.id, {
    ...byHost,
    start: mondayTen + 30 * MINUTE,
  }));
  assert.equal(rescheduled.uid, booking.uid);
  assert.equal(rescheduled.sequence, booking.sequence + 1);
  assert.deepEqual(await held(), [30]);
  assert.deepEqual((await emails()).filter((kind) => kind.endsWith("-rescheduled")).sort(), [
    "guest-rescheduled",
    "host-rescheduled",
  ]);
});

Deno.test("reschedule: a request that is moved to an earlier time runs out there", async () => {
  const { app, host } = await town();
  app.settings = { ...app.settings, bookingTtlMs: 365 * DAY };
  const { id, reservedUntil } = (await ask(app, { start: mondayTen + 2 * HOUR })).booking;
  assert.equal(reservedUntil, mondayTen + 2 * HOUR);
  const by = { actor: "host" as const, hostId: host.id, force: true };
  const moved = await granted(bookings.reschedule(app, id, {
    by,
    start: mondayTen,
    revision: null,
    key: null,
  }));
  assert.equal(moved.reservedUntil, mondayTen);
});

Deno.test("reschedule: by a guest of an instant type at once, and only to an available time", async () => {
  const { app, booking, held } = await booked("instant");
  const off = await refusal(bookings.reschedule(app, booking.id, {
    ...byGuest,
    start: mondayTen + 7 * MINUTE,
  }));
  assert.equal(off.code, "not-offered");
  assert(off.alternatives?.length);
  const rescheduled = await granted(bookings.reschedule(app, booking.id, {
    ...byGuest,
    start: mondayTen + 45 * MINUTE,
  }));
  assert.equal(rescheduled.rescheduleRequest, null);
  assert.deepEqual(await held(), [45]);
});

Deno.test("reschedule: never onto another live booking; onto calendar time only by a host who has seen it", async () => {
  const { app, host, booking, byHost, held } = await booked();
  await ask(app, { slug: "talk", start: mondayTen + 2 * HOUR });
  const onto = { start: mondayTen + 90 * MINUTE };
  const force = { ...byHost, by: { ...byHost.by, force: true } };
  for (const who of [byGuest, byHost, force]) {
    const rescheduled = await refusal(bookings.reschedule(app, booking.id, { ...who, ...onto }));
    assert.equal(rescheduled.code, "taken");
  }
  await connectCalendar(app, host, [{ start: mondayTen + 4 * HOUR, end: mondayTen + 5 * HOUR }]);
  const busy = { start: mondayTen + 4 * HOUR };
  const guest = await refusal(bookings.reschedule(app, booking.id, { ...byGuest, ...busy }));
  assert.equal(guest.code, "taken");
  const shown = await refusal(bookings.reschedule(app, booking.id, { ...byHost, ...busy }));
  assert.equal(shown.code, "conflict");
  assert((await bookings.reschedule(app, booking.id, { ...force, ...busy })).ok);
  assert.deepEqual(await held(), [120, 240]);
});

Deno.test("reschedule and request for one time: exactly one gets it", async () => {
  for (let round = 0; round < 20; round++) {
    const { app, booking, held } = await booked("instant");
    using _ = app;
    const start = mondayTen + 2 * HOUR;
    const all = await Promise.all([
      bookings.reschedule(app, booking.id, { ...byGuest, start }),
      bookings.request(app, bookingRequest({ slug: "talk", start })),
      bookings.request(app, bookingRequest({ slug: "talk", start: start + 15 * MINUTE })),
    ]);
    assert.equal(all.filter((each) => each.ok).length, 1);
    assert.deepEqual((await held()).filter((at) => at >= 60).length, 1);
  }
});

Deno.test("reschedule: a repeat with its key is done once", async () => {
  const { app, booking } = await booked("instant");
  const input = { ...byGuest, start: mondayTen + 2 * HOUR, key: { hash: "h", payload: "p" } };
  const all = await Promise.all([1, 2, 3].map(() => bookings.reschedule(app, booking.id, input)));
  assert(all.every((each) => each.ok));
  assert.equal(
    (await listHistory(app.kv, booking.id)).filter(({ event }) => event === "rescheduled").length,
    1,
  );
  const other = await refusal(bookings.reschedule(app, booking.id, {
    ...input,
    key: { hash: "h", payload: "q" },
  }));
  assert.equal(other.code, "key-reused");
});

Deno.test("reschedule: the host sets aside the conflicts they were shown, and no others", async () => {
  const { app, host, booking, byHost, held } = await booked();
  await connectCalendar(app, host, [
    { start: mondayTen + 4 * HOUR, end: mondayTen + 5 * HOUR },
    { start: mondayTen + 6 * HOUR, end: mondayTen + 7 * HOUR },
  ]);
  const at = (hours: number, shown: string[]) =>
    bookings.reschedule(app, booking.id, {
      ...byHost,
      by: { ...byHost.by, force: true, acknowledged: shown },
      start: mondayTen + hours * HOUR,
    });
  const first = await refusal(at(4, []));
  assert.equal(refusal(await at(6, first.acknowledged!)).code, "conflict");
  assert((await at(4, first.acknowledged!)).ok);
  assert.deepEqual(await held(), [240]);
});

Deno.test("reschedule: to its own time the response is stored; a late repeat undoes nothing", async () => {
  const { app, booking, byHost, held } = await booked("instant");
  const by = { actor: "guest" } as const;
  const input = { by, start: booking.start, revision: null, key: "k".repeat(20) };
  const first = await granted(bookings.rescheduleWithKey(app, booking, input));
  assert(
    (await bookings.reschedule(app, booking.id, { ...byHost, start: mondayTen + 2 * HOUR })).ok,
  );
  const again = await granted(bookings.rescheduleWithKey(app, booking, input));
  assert.deepEqual(again, { ...first, replayed: true });
  assert.deepEqual(await held(), [120]);
});

Deno.test("reschedule: a start beyond every calendar is not available, to guest or host", async () => {
  const { app, booking, byHost } = await booked();
  for (const start of [1e300, 8.64e15, NaN]) {
    for (const who of [byGuest, byHost]) {
      const rescheduled = await refusal(bookings.reschedule(app, booking.id, { ...who, start }));
      assert.equal(rescheduled.code, "not-offered", String(start));
    }
  }
});

Deno.test("reschedule: alternatives have the buffers that the booking was made with", async () => {
  const { app, host, type } = await booked("instant");
  const input = { ...v.parse(EventTypeInput, type), bufferBefore: 60 };
  const wider = await granted(edit(app, host.id, type.id, type.revision, input));
  const requested = await ask(app, { slug: "talk", start: mondayTen + 3 * HOUR });
  assert(
    (await edit(app, host.id, type.id, wider.revision, { ...input, bufferBefore: 0 })).ok,
  );

  const taken = await refusal(bookings.reschedule(app, requested.booking.id, {
    ...byGuest,
    start: mondayTen,
  }));
  assert.equal(taken.code, "taken");
  const { alternatives = [] } = taken;
  assert(alternatives.length > 0);
  for (const start of alternatives) {
    await granted(bookings.reschedule(app, requested.booking.id, { ...byGuest, start }));
  }
});

Deno.test("reschedule and verifyGuestEmail: calendars are queried with the buffers of the booking", async () => {
  let spans: Span[] = [];
  const { app, host } = await town({
    app: {
      openCalendar: () =>
        Promise.resolve({
          ...unavailableCalendar,
          busy(_, span) {
            spans.push(span);
            return Promise.resolve([]);
          },
        }),
    },
    calendar: [],
  });
  using _ = app;
  const type = await addEventType(app, host, {
    slug: "talk",
    durations: [60],
    bufferBefore: 60,
    decision: "instant",
  });
  const requested = await ask(app, { slug: "talk", start: mondayTen + 2 * HOUR });
  const input = { ...v.parse(EventTypeInput, type), bufferBefore: 0 };
  assert((await edit(app, host.id, type.id, type.revision, input)).ok);
  spans = [];
  const start = mondayTen + 4 * HOUR;
  assert((await bookings.reschedule(app, requested.booking.id, { ...byGuest, start })).ok);
  assert.deepEqual(spans, [{ start: start - HOUR, end: start + HOUR }]);
});

Deno.test("reschedule: a guest has a dozen an hour, and a repeat of the last does not count", async () => {
  const { app, booking } = await booked("instant");
  Object.assign(app, { limits: openRateLimiter(app.now) });
  const move = async (n: number) =>
    await bookings.reschedule(app, booking.id, { ...byGuest, start: mondayTen + (n % 2) * HOUR });
  for (let n = 1; n <= 12; n++) {
    assert((await move(n)).ok, `${n}`);
    assert((await move(n)).ok, `${n} again`);
  }
  const often = await refusal(move(13));
  assert(often.code === "too-many" && often.retryAfter);
  app.at(app.now() + 2 * HOUR);
  assert((await move(13)).ok);
});
