import assert from "node:assert/strict";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { granted, refusal } from "../../support/granted.ts";
import { bookingRequest, mondayTen } from "../../support/town.ts";
import { groupEvent } from "../../support/group-event.ts";

const byGuest = { by: { actor: "guest" } as const, revision: null, key: null };
const cancelled = { by: { actor: "guest" } as const, reason: "", revision: null };

Deno.test("request gives seats of one slot to several guests until none is left", async () => {
  const { seat, ask, holds, places, slot, verify } = await groupEvent();
  const first = await seat("Grace"), second = await seat("Radia");
  assert.equal(first.slot, second.slot);
  assert.notEqual(first.uid, second.uid);
  assert.deepEqual((await holds()).map((hold) => hold.bookingIds), [[first.id, second.id]]);
  assert.deepEqual((await slot(first)).bookingIds, [first.id, second.id]);
  assert.deepEqual((await places())[0], 1);
  assert.equal((await places())[30], undefined, "another slot would overlap");
  await seat("Konrad");
  assert.equal((await places())[0], undefined);
  assert.equal(refusal(await ask("Edsger")).code, "taken");
  await verify();
});

Deno.test("the hold goes with the last live seat, not before", async () => {
  const { app, seat, holds, places, slot } = await groupEvent();
  const first = await seat("Grace"), second = await seat("Radia");
  assert((await bookings.cancel(app, first.id, cancelled)).ok);
  assert.deepEqual((await holds()).map((hold) => hold.bookingIds), [[second.id]]);
  assert.equal((await places())[0], 2);
  assert((await bookings.cancel(app, second.id, cancelled)).ok);
  assert.deepEqual(await holds(), []);
  assert.deepEqual((await slot(first)).bookingIds, []);
  assert.equal((await places())[30], 3);
});

Deno.test("a pending seat frees its place at the instant of its deadline, without decision or sweep", async () => {
  const { app, seat, ask, decide, places, verify } = await groupEvent({
    decision: "approval",
    seats: 2,
  });
  const agreed = await seat("Grace");
  assert((await bookings.confirm(app, agreed.id, decide(agreed))).ok);
  app.at(mondayTen - 26 * HOUR);
  const waiting = await seat("Radia");
  assert.equal((await places())[0], undefined);
  app.at(waiting.reservedUntil! - 1);
  assert.equal((await ask("Konrad")).ok, false);
  app.at(waiting.reservedUntil!);
  assert.equal((await places())[0], 1);
  const next = await seat("Konrad");
  assert.equal(next.slot, agreed.slot);
  assert.equal((await getBooking(app.kv, waiting.id))?.endReason, "expired");
  await verify();
});

Deno.test("each seat on approval is decided by itself", async () => {
  const { app, seat, decide, holds } = await groupEvent({ decision: "approval" });
  const yes = await seat("Grace"), no = await seat("Radia"), open = await seat("Konrad");
  assert((await bookings.confirm(app, yes.id, decide(yes))).ok);
  assert((await bookings.reject(app, no.id, decide(no))).ok);
  const [hold] = await holds();
  assert.deepEqual(new Set(hold?.bookingIds), new Set([open.id, yes.id]));
  assert.deepEqual(hold?.seatDeadlines, { [open.id]: open.reservedUntil });
  assert.equal(hold?.expiresAt, null);
});

Deno.test("a reschedule takes one seat into a new or an existing slot, never beyond its last place", async () => {
  const { app, host, seat, holds, places, verify } = await groupEvent({ seats: 2 });
  const one = await seat("Grace"), two = await seat("Radia");
  const later = mondayTen + 2 * HOUR;
  const rescheduled = await granted(bookings.reschedule(app, one.id, { ...byGuest, start: later }));
  assert.equal(rescheduled.uid, one.uid);
  assert.notEqual(rescheduled.slot, two.slot);
  const joined = await granted(bookings.reschedule(app, two.id, { ...byGuest, start: later }));
  assert.equal(joined.slot, rescheduled.slot);
  assert.deepEqual((await holds()).map((hold) => hold.bookingIds), [[one.id, two.id]]);
  const three = await seat("Konrad");
  const full = await refusal(bookings.reschedule(app, three.id, { ...byGuest, start: later }));
  assert.equal(full.code, "taken");
  const by = { actor: "host" as const, hostId: host.id, force: true };
  const forced = await refusal(bookings.reschedule(app, three.id, {
    by,
    start: later,
    revision: null,
    key: null,
  }));
  assert.equal(forced.code, "taken");
  assert.equal((await places())[0], 1);
  await verify();
});

Deno.test("a seat alone in its slot may be rescheduled over its own time; beside others it may not", async () => {
  const { app, seat, verify } = await groupEvent();
  const one = await seat("Grace");
  const over = { ...byGuest, start: mondayTen + 30 * MINUTE };
  await granted(bookings.reschedule(app, one.id, over));
  await seat("Radia", mondayTen + 30 * MINUTE);
  const back = await refusal(bookings.reschedule(app, one.id, { ...byGuest, start: mondayTen }));
  assert.equal(back.code, "taken");
  await verify();
});

Deno.test("a confirmed seat's reschedule request holds a place in both slots until the host decides", async () => {
  const { app, seat, decide, places, holds, verify } = await groupEvent({
    decision: "approval",
    seats: 2,
  });
  const later = mondayTen + 2 * HOUR;
  const agreed = async (name: string, start: number) => {
    const requested = await seat(name, start);
    return await granted(bookings.confirm(app, requested.id, decide(requested)));
  };
  const one = await agreed("Grace", mondayTen), other = await agreed("Radia", later);
  const rescheduled = await granted(bookings.reschedule(app, one.id, { ...byGuest, start: later }));
  assert.equal(rescheduled.slot, one.slot);
  assert.deepEqual([(await places())[0], (await places())[120]], [1, undefined]);
  const yes = await granted(bookings.confirm(app, one.id, decide(rescheduled)));
  assert.equal(yes.slot, other.slot);
  assert.equal((await places())[0], 2, "nobody is left in the old slot");
  assert.deepEqual((await holds()).map(({ seatDeadlines }) => seatDeadlines), [{}]);
  await verify();
});

Deno.test("a reschedule request that nobody decides leaves the other slot at its deadline", async () => {
  const { app, seat, decide, places, holds } = await groupEvent({ decision: "approval", seats: 2 });
  const requested = await seat("Grace");
  const yes = await granted(bookings.confirm(app, requested.id, decide(requested)));
  const later = mondayTen + 2 * HOUR;
  const rescheduled = await granted(
    bookings.reschedule(app, requested.id, { ...byGuest, start: later }),
  );
  assert(rescheduled.rescheduleRequest);
  app.at(rescheduled.rescheduleRequest.expiresAt);
  assert.equal((await places())[120], 2);
  assert((await bookings.expire(app, requested.id)).ok);
  assert.deepEqual((await holds()).map(({ slot }) => slot), [yes.slot]);
});

Deno.test("fewer seats than are booked cancel nobody; more seats are available at once", async () => {
  const { app, host, type, input, seat, ask, places } = await groupEvent();
  await seat("Grace");
  const second = await seat("Radia");
  const with_ = async (seats: number, revision: number) => {
    const is = await granted(eventTypes.edit(app, host.id, type.id, revision, input({ seats })));
    return is.revision;
  };
  const revision = await with_(1, type.revision);
  assert.equal((await ask("Konrad")).ok, false);
  assert((await bookings.cancel(app, second.id, cancelled)).ok);
  assert.equal((await ask("Konrad")).ok, false, "one seat, and it is taken");
  await with_(5, revision);
  await seat("Konrad");
  type.seats = 5;
  assert.equal((await places())[0], 3);
});

Deno.test("a slot preserves its length, grid and buffers: a second guest joins it as it is", async () => {
  const { app, host, type, input, seat, verify } = await groupEvent({ bufferAfter: 30 });
  const first = await seat("Grace", mondayTen + 30 * MINUTE);
  const next = await seat("Edsger", mondayTen + 2 * HOUR);
  await granted(eventTypes.edit(
    app,
    host.id,
    type.id,
    type.revision,
    input({ slotInterval: 60, bufferBefore: 120, bufferAfter: 120 }),
  ));
  const second = await seat("Radia", mondayTen + 30 * MINUTE);
  assert.deepEqual([second.slot, second.bufferAfter], [first.slot, 30]);
  assert.notEqual(next.slot, first.slot);
  await verify();
});

Deno.test("caps count a slot once, and a guest who joins it takes nothing of them", async () => {
  const { seat, ask } = await groupEvent({
    bookingLimits: { day: 1, week: null, month: null },
  });
  await seat("Grace");
  await seat("Radia");
  assert.equal(refusal(await ask("Konrad", mondayTen + 2 * HOUR)).code, "not-offered");
  await seat("Konrad");
});

Deno.test("of many who want the last seat at once exactly one gets it", async () => {
  const { app, seat, ask, holds, verify } = await groupEvent({ seats: 5 });
  using _ = app;
  for (const name of ["A", "B", "C", "D"]) await seat(name);
  const requested = await Promise.all(Array.from({ length: 12 }, (_, i) => ask(`Guest${i}`)));
  assert.equal(requested.filter(({ ok }) => ok).length, 1);
  assert.equal((await holds())[0]?.bookingIds.length, 5);
  await verify();
});

Deno.test("a confirmed seat that requests another time and then its own again has its place, whatever expires", async () => {
  const { app, seat, decide, places, holds, verify } = await groupEvent({
    decision: "approval",
    seats: 2,
  });
  const requested = await seat("Grace");
  await granted(bookings.confirm(app, requested.id, decide(requested)));
  await granted(bookings.reschedule(app, requested.id, {
    ...byGuest,
    start: mondayTen + 2 * HOUR,
  }));
  const back = await granted(
    bookings.reschedule(app, requested.id, { ...byGuest, start: mondayTen }),
  );
  assert(back.rescheduleRequest);
  app.at(back.rescheduleRequest.expiresAt);
  assert.equal((await places())[0], 1);
  assert((await bookings.expire(app, requested.id)).ok);
  const [hold] = await holds();
  assert.deepEqual([hold?.bookingIds, hold?.expiresAt, hold?.seatDeadlines], [
    [requested.id],
    null,
    {},
  ]);
  await verify();
});

Deno.test("guests of another length do not share a slot", async () => {
  const { app, type, seat, ask, verify } = await groupEvent({ durations: [60, 30] });
  const hour = await seat("Grace");
  const guest = { name: "Radia", email: "radia@example.com" };
  const shorter = bookingRequest({ slug: type.slug, start: mondayTen, minutes: 30, guest });
  assert.equal(refusal(await bookings.request(app, shorter)).code, "taken");
  const other = await granted(ask("Konrad"));
  assert.equal(other.booking.slot, hour.slot);
  await verify();
});
