/** A slot with seats stands in its host's calendar as one event, and follows what the host does to it. */
import assert from "node:assert/strict";
import { type Booking, uidOf } from "$lib/scheduling/booking.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { syncConnection } from "$lib/server/connections/sync-connection.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { granted } from "../../support/granted.ts";
import { mondayTen } from "../../support/town.ts";
import { groupEvent } from "../../support/group-event.ts";
import { memoryCalendar } from "../../support/memory-calendar.ts";

const later = mondayTen + 3 * HOUR;

async function written(input: Partial<EventTypeInput> = {}) {
  const stored = memoryCalendar();
  const workshop = await groupEvent(input, {
    openCalendar: () => Promise.resolve(stored.calendar),
  });
  const { app, host } = workshop;
  await stored.use(app, host);
  const runner = openJobRunner(app, jobHandlers);
  const drain = () => runner.drain();
  return {
    ...workshop,
    stored,
    drain,
    /** What waits is done and the calendar read, until nothing follows from it any more. */
    async read() {
      await drain();
      await syncConnection(app, (await getConnection(app.kv, host.id, "connection"))!);
      await drain();
    },
    now: async (booking: Booking) => (await getBooking(app.kv, booking.id))!,
    emailKinds: async (booking: Booking) =>
      (await listJobsOfBooking(app.kv, booking.id)).flatMap(({ work }) =>
        work.kind === "send-email" && work.to === "guest" ? [work.emailKind] : []
      ),
    async [Symbol.asyncDispose]() {
      await runner.stop(1_000);
      app[Symbol.dispose]();
    },
  };
}

Deno.test("shared slot: one event, rewritten as seats change, gone with the last, without attendees", async () => {
  await using town = await written();
  const { app, seat, drain, stored } = town;
  const one = await seat("Grace"), two = await seat("Radia");
  await drain();
  const event = () => stored.events.get(uidOf(one.slot));
  assert.deepEqual([...stored.events.keys()], [uidOf(one.slot)]);
  assert.equal(event()?.title, "workshop: 2 guests");
  assert.match(event()!.description, /Grace.*\n.*Radia/);
  assert.deepEqual([event()?.attendees, event()?.organizer], [[], null]);
  const off = { by: { actor: "guest" } as const, reason: "", revision: null };
  assert((await bookings.cancel(app, one.id, off)).ok);
  await drain();
  assert.equal(event()?.title, "workshop: 1 guest");
  assert.doesNotMatch(event()!.description, /Grace/);
  assert((await bookings.cancel(app, two.id, off)).ok);
  await drain();
  assert.equal(stored.events.size, 0);
});

Deno.test("shared slot: a requested seat is in no calendar; a rescheduled one changes to the other event", async () => {
  await using town = await written({ decision: "approval" });
  const { app, seat, drain, decide, stored } = town;
  const one = await seat("Grace"), two = await seat("Radia");
  await drain();
  assert.equal(stored.events.size, 0);
  for (const each of [one, two]) assert((await bookings.confirm(app, each.id, decide(each))).ok);
  await drain();
  const moved = await granted(bookings.reschedule(app, one.id, {
    by: { actor: "host", hostId: town.host.id, force: true },
    start: later,
    revision: null,
    key: null,
  }));
  await drain();
  const titles = [...stored.events.values()].map(({ uid, title, start }) => [uid, title, start]);
  assert.deepEqual(titles, [
    [uidOf(two.slot), "workshop: 1 guest", mondayTen],
    [uidOf(moved.slot), "workshop: 1 guest", later],
  ]);
});

Deno.test("shared slot: its own event is not busy beside it, so seats stay on offer", async () => {
  await using town = await written();
  await town.seat("Grace");
  await town.read();
  assert.equal((await town.places())[0], 2);
  await town.seat("Radia");
});

Deno.test("shared slot: dragged by the host, seats and requests follow and each guest is notified once", async () => {
  await using town = await written({ decision: "approval" });
  const { app, seat, decide, stored, read, now, emailKinds, verify } = town;
  const one = await seat("Grace"), two = await seat("Radia"), asking = await seat("Konrad");
  for (const each of [one, two]) assert((await bookings.confirm(app, each.id, decide(each))).ok);
  await read();
  stored.drag(uidOf(one.slot), later);
  await read();
  for (const each of [one, two, asking]) {
    const is = await now(each);
    assert.deepEqual([is.start, is.slot, is.changedBy], [later, one.slot, "calendar"]);
    assert.equal((await listHistory(app.kv, each.id)).length, is.revision);
  }
  assert.equal((await now(asking)).status, "PENDING");
  assert.deepEqual((await town.slot(one)).start, later);
  for (const each of [one, two]) {
    assert.equal(
      (await emailKinds(each)).filter((kind) => kind === "guest-rescheduled").length,
      1,
    );
  }
  const after = (await now(one)).revision;
  await read();
  await read();
  assert.equal((await now(one)).revision, after, "our own write is not the host's doing");
  assert.equal(stored.events.get(uidOf(one.slot))?.start, later);
  await verify();
  await seat("Edsger", mondayTen);
});

Deno.test("shared slot: dragged while a guest joins, the guest's write does not move the event back", async () => {
  await using town = await written();
  const { seat, stored, read, drain, now, verify } = town;
  const one = await seat("Grace");
  await read();
  stored.drag(uidOf(one.slot), later);
  const two = await seat("Radia");
  await drain();
  for (const each of [one, two]) assert.equal((await now(each)).start, later);
  const event = stored.events.get(uidOf(one.slot));
  assert.deepEqual([event?.start, event?.title], [later, "workshop: 2 guests"]);
  await verify();
});

Deno.test("shared slot: dragged onto another meeting, nobody is rescheduled and the host is notified once", async () => {
  await using town = await written();
  const { app, seat, stored, read, now, verify } = town;
  const one = await seat("Grace");
  await seat("Radia");
  await seat("Konrad", later);
  await read();
  stored.drag(uidOf(one.slot), later + 30 * MINUTE);
  await read();
  await read();
  assert.equal((await now(one)).start, mondayTen);
  const notified = (await listJobsOfBooking(app.kv, one.id)).filter(({ work }) =>
    work.kind === "send-email" && work.emailKind === "calendar-change-not-applied"
  );
  assert.equal(notified.length, 1);
  await verify();
});

Deno.test("shared slot: deleted by the host, all seats end after the grace and requests are declined", async () => {
  await using town = await written({ decision: "approval" });
  const { app, seat, decide, stored, read, now, emailKinds, holds } = town;
  const one = await seat("Grace"), two = await seat("Radia"), asking = await seat("Konrad");
  for (const each of [one, two]) assert((await bookings.confirm(app, each.id, decide(each))).ok);
  await read();
  stored.events.clear();
  await read();
  assert.equal((await now(one)).status, "CONFIRMED");
  app.at(app.now() + 11 * MINUTE);
  await read();
  for (const each of [one, two]) {
    assert.equal((await now(each)).status, "CANCELLED");
    assert.equal((await emailKinds(each)).filter((kind) => kind === "guest-cancelled").length, 1);
  }
  assert.equal((await now(asking)).status, "REJECTED");
  assert.deepEqual(await holds(), []);
  await read();
  assert.equal(stored.events.size, 0);
});

Deno.test("shared slot: a hundred seats are rescheduled in one commit, and each guest is notified", async () => {
  await using town = await written({ seats: 100 });
  const { seat, stored, read, drain, now, emailKinds, verify } = town;
  const all: Booking[] = [];
  for (let i = 0; i < 100; i++) all.push(await seat(`Guest${i}`));
  await read();
  stored.drag(uidOf(all[0]!.slot), later);
  await read();
  await drain();
  for (const each of all) {
    assert.equal((await now(each)).start, later);
    assert.equal(
      (await emailKinds(each)).filter((kind) => kind === "guest-rescheduled").length,
      1,
    );
  }
  await verify();
});
