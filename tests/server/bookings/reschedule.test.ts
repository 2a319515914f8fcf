import assert from "node:assert/strict";
import * as v from "valibot";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { Span } from "$lib/scheduling/span.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { edit } from "$lib/server/event-types/edit.ts";
import { openRateLimiter } from "$lib/server/runtime/rate-limits.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { busyCalendar, connectCalendar, unavailableCalendar } from "../../support/stub-calendar.ts";
import {
  ada,
  addEventType,
  bookingRequest,
  configuredApp,
  mondayTen,
} from "../../support/configured-app.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE;
const day = { start: mondayTen - 2 * HOUR, end: mondayTen + 8 * HOUR };
const byGuest = { by: { actor: "guest" } as const, revision: null, key: null };

async function booked(decision: EventTypeInput["decision"] = "approval") {
  const app = await configuredApp({ openCalendar: busyCalendar(() => Promise.resolve([])) });
  const host = await ada(app);
  const type = await addEventType(app, host, {
    slug: "talk",
    durations: [60],
    slotInterval: 15,
    decision,
  });
  const asked = await bookings.request(app, bookingRequest({ slug: "talk" }));
  assert(asked.ok);
  let { booking } = asked.value;
  if (decision === "approval") {
    const yes = await bookings.confirm(app, booking.id, {
      hostId: host.id,
      revision: booking.revision,
      message: "",
      force: false,
    });
    assert(yes.ok);
    booking = yes.value;
  }
  const byHost = {
    by: { actor: "host", hostId: host.id, force: false } as const,
    revision: null,
    key: null,
  };
  const starts = async () =>
    (await findSlots(app, host, type, 60, day)).starts.map((at) => (at - mondayTen) / MINUTE);
  const held = async () =>
    (await listHolds(app.kv, host.id, day)).map(({ start }) => (start - mondayTen) / MINUTE).sort((
      a,
      b,
    ) => a - b);
  const letters = async () =>
    (await listJobsOfBooking(app.kv, booking.id)).flatMap(({ work }) =>
      work.kind === "send-email" ? [work.emailKind] : []
    );
  return { app, host, type, booking, byHost, starts, held, letters };
}

Deno.test("cancel ends a confirmed meeting for good, frees its time and notifies both", async () => {
  const { app, host, booking, held, letters } = await booked();
  using _ = app;
  const foreign = await bookings.cancel(app, booking.id, {
    by: { actor: "host", hostId: "x" },
    reason: "",
    revision: null,
  });
  assert.equal(!foreign.ok && foreign.refusal.code, "not-found");
  const all = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      bookings.cancel(app, booking.id, {
        by: i % 2 ? { actor: "guest" } : { actor: "host", hostId: host.id },
        reason: "ill",
        revision: null,
      })),
  );
  const [won] = all.filter((each) => each.ok);
  assert.equal(all.filter((each) => each.ok).length, 1);
  assert(won?.ok);
  assert.equal(won.value.status, "CANCELLED");
  assert.equal(won.value.endReason, "cancelled");
  assert.equal(won.value.sequence, booking.sequence + 1);
  assert.deepEqual(await held(), []);
  const told = (await letters()).filter((kind) => kind.endsWith("cancelled")).sort();
  assert.deepEqual(told, ["guest-cancelled", "host-cancelled"]);
  assert.deepEqual((await listHistory(app.kv, booking.id)).map(({ event }) => event), [
    "requested",
    "confirmed",
    "cancelled",
  ]);
});

Deno.test("cancel of a request that waits is a withdrawal", async () => {
  using app = await configuredApp();
  await ada(app);
  const asked = await bookings.request(app, bookingRequest());
  assert(asked.ok);
  const gone = await bookings.cancel(app, asked.value.booking.id, {
    by: { actor: "guest" },
    reason: "",
    revision: 1,
  });
  assert.equal(gone.ok && gone.value.endReason, "withdrawn");
  assert((await bookings.request(app, bookingRequest())).ok, "its time is free again");
});

Deno.test("reschedule: by a host at once, over its own time too; id and UID stay, SEQUENCE grows", async () => {
  const { app, booking, byHost, held, letters } = await booked();
  using _ = app;
  const moved = await bookings.reschedule(app, booking.id, {
    ...byHost,
    start: mondayTen + 30 * MINUTE,
  });
  assert(moved.ok);
  assert.equal(moved.value.uid, booking.uid);
  assert.equal(moved.value.sequence, booking.sequence + 1);
  assert.deepEqual(await held(), [30]);
  assert.deepEqual((await letters()).filter((kind) => kind.endsWith("-rescheduled")).sort(), [
    "guest-rescheduled",
    "host-rescheduled",
  ]);
});

Deno.test("reschedule: by a guest of an instant type at once, and only to an available time", async () => {
  const { app, booking, held } = await booked("instant");
  using _ = app;
  const off = await bookings.reschedule(app, booking.id, {
    ...byGuest,
    start: mondayTen + 7 * MINUTE,
  });
  assert.equal(!off.ok && off.refusal.code, "not-offered");
  assert(!off.ok && off.refusal.alternatives?.length);
  const moved = await bookings.reschedule(app, booking.id, {
    ...byGuest,
    start: mondayTen + 45 * MINUTE,
  });
  assert(moved.ok);
  assert.equal(moved.value.rescheduleRequest, null);
  assert.deepEqual(await held(), [45]);
});

Deno.test("reschedule: of an approved meeting a guest requests it; both times are held until decided", async () => {
  for (const answer of ["confirm", "reject", "expire"] as const) {
    const { app, host, booking, starts, held, letters } = await booked();
    using _ = app;
    const to = mondayTen + 3 * HOUR;
    const asked = await bookings.reschedule(app, booking.id, { ...byGuest, start: to });
    assert(asked.ok);
    assert.equal(asked.value.start, booking.start);
    assert.equal(asked.value.sequence, booking.sequence);
    assert.deepEqual(await held(), [0, 180]);
    assert(!(await starts()).includes(180));
    const other = await bookings.request(app, bookingRequest({ slug: "talk", start: to }));
    assert.equal(!other.ok && other.refusal.code, "taken");

    const decision = {
      hostId: host.id,
      revision: asked.value.revision,
      message: "",
      force: false,
    };
    if (answer === "expire") {
      app.at(asked.value.rescheduleRequest!.expiresAt);
      assert((await starts()).includes(180), "free at the instant of its deadline");
      assert((await bookings.expire(app, booking.id)).ok);
    } else {
      const all = await Promise.all(
        [1, 2, 3].map(() => bookings[answer](app, booking.id, decision)),
      );
      assert.equal(all.filter((each) => each.ok).length, 1);
    }
    assert.deepEqual(await held(), [answer === "confirm" ? 180 : 0]);
    const last = {
      confirm: "guest-rescheduled",
      reject: "reschedule-declined",
      expire: "reschedule-expired",
    }[answer];
    assert.equal((await letters()).filter((kind) => kind === last).length, 1);
  }
});

Deno.test("reschedule: a second request replaces the first, and cancelling frees both times", async () => {
  const { app, booking, held } = await booked();
  using _ = app;
  assert(
    (await bookings.reschedule(app, booking.id, { ...byGuest, start: mondayTen + 2 * HOUR })).ok,
  );
  assert(
    (await bookings.reschedule(app, booking.id, { ...byGuest, start: mondayTen + 4 * HOUR })).ok,
  );
  assert.deepEqual(await held(), [0, 240]);
  assert(
    (await bookings.cancel(app, booking.id, { by: { actor: "guest" }, reason: "", revision: null }))
      .ok,
  );
  assert.deepEqual(await held(), []);
});

Deno.test("reschedule: an expired reschedule request does not stand in the way of the next one", async () => {
  for (const minutes of [120, 60]) {
    const { app, booking } = await booked();
    using _ = app;
    app.at(mondayTen - 30 * HOUR);
    const start = mondayTen + 60 * MINUTE;
    const asked = await bookings.reschedule(app, booking.id, { ...byGuest, start });
    assert(asked.ok && asked.value.rescheduleRequest);
    app.at(asked.value.rescheduleRequest.expiresAt);
    // The form shows it as over, and no job has yet ended it in the store.
    const { revision } = asked.value;
    const again = { ...byGuest, revision, start: mondayTen + minutes * MINUTE };
    const next = await bookings.reschedule(app, booking.id, again);
    assert.equal(next.ok && next.value.rescheduleRequest?.start, again.start, JSON.stringify(next));
    assert.deepEqual((await listHistory(app.kv, booking.id)).map(({ event }) => event).slice(2), [
      "reschedule-requested",
      "reschedule-expired",
      "reschedule-requested",
    ]);
  }
});

Deno.test("withdrawRescheduleRequest: withdrawn once, its time is free and the host is notified", async () => {
  const { app, booking, held, letters } = await booked();
  using _ = app;
  assert(
    (await bookings.reschedule(app, booking.id, { ...byGuest, start: mondayTen + 3 * HOUR })).ok,
  );
  const all = await Promise.all(
    [1, 2, 3].map(() => bookings.withdrawRescheduleRequest(app, booking.id)),
  );
  assert(
    all.every((each) =>
      each.ok && each.value.status === "CONFIRMED" && !each.value.rescheduleRequest
    ),
  );
  assert.deepEqual(await held(), [0]);
  assert.equal((await letters()).filter((kind) => kind === "reschedule-withdrawn").length, 1);
  assert.equal((await listHistory(app.kv, booking.id)).at(-1)?.event, "reschedule-withdrawn");
  assert(
    (await bookings.cancel(app, booking.id, { by: { actor: "guest" }, reason: "", revision: null }))
      .ok,
  );
  const late = await bookings.withdrawRescheduleRequest(app, booking.id);
  assert.equal(!late.ok && late.refusal.code, "already-cancelled");
});

Deno.test("reschedule: never onto another live booking; onto calendar time only by a host who has seen it", async () => {
  const { app, host, booking, byHost, held } = await booked();
  using _ = app;
  assert(
    (await bookings.request(app, bookingRequest({ slug: "talk", start: mondayTen + 2 * HOUR }))).ok,
  );
  const onto = { start: mondayTen + 90 * MINUTE };
  const force = { ...byHost, by: { ...byHost.by, force: true } };
  for (const who of [byGuest, byHost, force]) {
    const moved = await bookings.reschedule(app, booking.id, { ...who, ...onto });
    assert.equal(!moved.ok && moved.refusal.code, "taken");
  }
  await connectCalendar(app, host, [{ start: mondayTen + 4 * HOUR, end: mondayTen + 5 * HOUR }]);
  const busy = { start: mondayTen + 4 * HOUR };
  const guest = await bookings.reschedule(app, booking.id, { ...byGuest, ...busy });
  assert.equal(!guest.ok && guest.refusal.code, "taken");
  const shown = await bookings.reschedule(app, booking.id, { ...byHost, ...busy });
  assert.equal(!shown.ok && shown.refusal.code, "conflict");
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
  using _ = app;
  const wish = { ...byGuest, start: mondayTen + 2 * HOUR, key: { hash: "h", payload: "p" } };
  const all = await Promise.all([1, 2, 3].map(() => bookings.reschedule(app, booking.id, wish)));
  assert(all.every((each) => each.ok));
  assert.equal(
    (await listHistory(app.kv, booking.id)).filter(({ event }) => event === "moved").length,
    1,
  );
  const other = await bookings.reschedule(app, booking.id, {
    ...wish,
    key: { hash: "h", payload: "q" },
  });
  assert.equal(!other.ok && other.refusal.code, "key-reused");
});

Deno.test("reschedule: the host sets aside the conflicts they were shown, and no others", async () => {
  const { app, host, booking, byHost, held } = await booked();
  using _ = app;
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
  const first = await at(4, []);
  assert(!first.ok);
  const elsewhere = await at(6, first.refusal.acknowledged!);
  assert.equal(!elsewhere.ok && elsewhere.refusal.code, "conflict");
  assert((await at(4, first.refusal.acknowledged!)).ok);
  assert.deepEqual(await held(), [240]);
});

Deno.test("reschedule: to its own time the response is stored; a late repeat undoes nothing", async () => {
  const { app, booking, byHost, held } = await booked("instant");
  using _ = app;
  const wish = { start: booking.start, zone: undefined, key: "k".repeat(20) };
  const first = await bookings.rescheduleWithKey(app, booking, wish);
  assert(first.ok);
  assert(
    (await bookings.reschedule(app, booking.id, { ...byHost, start: mondayTen + 2 * HOUR })).ok,
  );
  const again = await bookings.rescheduleWithKey(app, booking, wish);
  assert.deepEqual(again.ok && again.value, { ...first.value, replayed: true });
  assert.deepEqual(await held(), [120]);
});

Deno.test("reschedule: a start beyond every calendar is not available, to guest or host", async () => {
  const { app, booking, byHost } = await booked();
  using _ = app;
  for (const start of [1e300, 8.64e15, NaN]) {
    for (const who of [byGuest, byHost]) {
      const moved = await bookings.reschedule(app, booking.id, { ...who, start });
      assert(!moved.ok && moved.refusal.code === "not-offered", String(start));
    }
  }
});

Deno.test("reschedule: alternatives have the buffers that the booking was made with", async () => {
  const { app, host, type } = await booked("instant");
  using _ = app;
  const wish = { ...v.parse(EventTypeInput, type), bufferBefore: 60 };
  const wider = await edit(app, host.id, type.id, type.revision, wish);
  assert(wider.ok);
  const asked = await bookings.request(
    app,
    bookingRequest({ slug: "talk", start: mondayTen + 3 * HOUR }),
  );
  assert(asked.ok);
  assert(
    (await edit(app, host.id, type.id, wider.value.revision, { ...wish, bufferBefore: 0 })).ok,
  );

  const taken = await bookings.reschedule(app, asked.value.booking.id, {
    ...byGuest,
    start: mondayTen,
  });
  assert(!taken.ok && taken.refusal.code === "taken");
  const { alternatives = [] } = taken.refusal;
  assert(alternatives.length > 0);
  for (const start of alternatives) {
    const moved = await bookings.reschedule(app, asked.value.booking.id, { ...byGuest, start });
    assert(moved.ok, `${(start - mondayTen) / MINUTE} minutes after ten`);
  }
});

Deno.test("reschedule and verifyGuestEmail: calendars are queried with the buffers of the booking", async () => {
  let spans: Span[] = [];
  const app = await configuredApp({
    openCalendar: () =>
      Promise.resolve({
        ...unavailableCalendar,
        busy(_, span) {
          spans.push(span);
          return Promise.resolve([]);
        },
      }),
  });
  using _ = app;
  const host = await ada(app);
  await connectCalendar(app, host);
  const type = await addEventType(app, host, {
    slug: "talk",
    durations: [60],
    bufferBefore: 60,
    decision: "instant",
  });
  const asked = await bookings.request(
    app,
    bookingRequest({ slug: "talk", start: mondayTen + 2 * HOUR }),
  );
  assert(asked.ok);
  const wish = { ...v.parse(EventTypeInput, type), bufferBefore: 0 };
  assert((await edit(app, host.id, type.id, type.revision, wish)).ok);
  spans = [];
  const start = mondayTen + 4 * HOUR;
  assert((await bookings.reschedule(app, asked.value.booking.id, { ...byGuest, start })).ok);
  assert.deepEqual(spans, [{ start: start - HOUR, end: start + HOUR }]);
});

Deno.test("cancel and reschedule: a past meeting is no longer the host's to change", async () => {
  const { app, host, booking, byHost, letters } = await booked();
  using _ = app;
  const by = { actor: "host", hostId: host.id } as const;
  app.at(booking.end);
  const cancelled = await bookings.cancel(app, booking.id, { by, reason: "", revision: null });
  assert.equal(!cancelled.ok && cancelled.refusal.code, "changed");
  const moved = await bookings.reschedule(app, booking.id, {
    ...byHost,
    start: mondayTen + 24 * HOUR,
  });
  assert.equal(!moved.ok && moved.refusal.code, "changed");
  assert.deepEqual((await letters()).filter((kind) => /cancelled|moved/.test(kind)), []);
  app.at(booking.end - 1);
  assert((await bookings.cancel(app, booking.id, { by, reason: "", revision: null })).ok);
});

Deno.test("reschedule: a guest has a dozen an hour, and a repeat of the last does not count", async () => {
  const { app, booking } = await booked("instant");
  using _ = app;
  Object.assign(app, { limits: openRateLimiter(app.now) });
  const move = async (n: number) =>
    await bookings.reschedule(app, booking.id, { ...byGuest, start: mondayTen + (n % 2) * HOUR });
  for (let n = 1; n <= 12; n++) {
    assert((await move(n)).ok, `${n}`);
    assert((await move(n)).ok, `${n} again`);
  }
  const often = await move(13);
  assert(!often.ok && often.refusal.code === "too-many" && often.refusal.retryAfter);
  app.at(app.now() + 2 * HOUR);
  assert((await move(13)).ok);
});

Deno.test("reschedule and cancel: the host's notice ends it for the guest to the millisecond, not for the host", async () => {
  for (const notice of ["rescheduleNotice", "cancellationNotice"] as const) {
    const app = await configuredApp({ openCalendar: busyCalendar(() => Promise.resolve([])) });
    using _ = app;
    const host = await ada(app);
    await addEventType(app, host, {
      slug: "talk",
      durations: [60],
      decision: "instant",
      [notice]: 120,
    });
    const asked = await bookings.request(app, bookingRequest({ slug: "talk" }));
    assert(asked.ok);
    const { id } = asked.value.booking;
    const start = mondayTen + 3 * HOUR;
    const byHost = { actor: "host", hostId: host.id, force: false } as const;
    const act = (by: typeof byGuest.by | typeof byHost, to: number) =>
      notice === "rescheduleNotice"
        ? bookings.reschedule(app, id, { by, start: to, revision: null, key: null })
        : bookings.cancel(app, id, { by, reason: "", revision: null });
    app.at(mondayTen - 120 * MINUTE);
    const late = await act(byGuest.by, start);
    assert.equal(!late.ok && late.refusal.code, "too-late", notice);
    if (notice === "rescheduleNotice") {
      app.at(mondayTen - 120 * MINUTE - 1);
      assert((await act(byGuest.by, mondayTen + 1 * HOUR)).ok, "a millisecond before");
    }
    assert((await act(byHost, start)).ok, notice);
  }
});

Deno.test("reschedule and cancel: another host's booking is not found, and an outdated form does nothing", async () => {
  const { app, booking, byHost, held } = await booked();
  using _ = app;
  const start = mondayTen + 3 * HOUR;
  const stranger = { actor: "host", hostId: "somebody", force: true } as const;
  const foreign = [
    await bookings.reschedule(app, booking.id, { by: stranger, start, revision: null, key: null }),
    await bookings.cancel(app, booking.id, { by: stranger, reason: "", revision: null }),
  ];
  assert.deepEqual(foreign.map((each) => !each.ok && each.refusal.code), [
    "not-found",
    "not-found",
  ]);
  const revision = booking.revision - 1;
  const old = [
    await bookings.reschedule(app, booking.id, { ...byHost, start, revision }),
    await bookings.cancel(app, booking.id, { by: byHost.by, reason: "", revision }),
  ];
  assert.deepEqual(old.map((each) => !each.ok && each.refusal.code), ["changed", "changed"]);
  assert.deepEqual(await held(), [0]);
});
