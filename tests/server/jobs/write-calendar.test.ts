import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { type Calendar, CalendarError } from "$lib/server/calendars/calendar.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { type CalendarEntry, listEntryConnections } from "$lib/server/store/calendar-entries.ts";
import { writeCalendar } from "$lib/server/jobs/write-calendar.ts";
import { shortenBooking } from "$lib/server/store/stored-booking.ts";
import { pendingBooking } from "../../support/sample-booking.ts";
import { noon } from "../../support/test-app.ts";
import { town } from "../../support/town.ts";

/** Ada writes to one calendar, whose events are kept here; a write waits for `slow`. */
async function writing(slow: () => Promise<void> = () => Promise.resolve()) {
  const events = new Map<string, CalendarEvent>();
  let underWay = 0, most = 0;
  const calendar: Calendar = {
    list: () => Promise.resolve([]),
    changes: () => Promise.reject(new CalendarError("try-again", "broken")),
    busy: () => Promise.resolve([]),
    find: (_id, uid) => {
      const event = events.get(uid);
      if (!event) return Promise.resolve(null);
      const { start, end, sequence } = event;
      return Promise.resolve({ href: uid, etag: null, start, end, sequence });
    },
    async put(_id, event) {
      most = Math.max(most, ++underWay);
      await slow();
      underWay--;
      events.set(event.uid, event);
      return { href: event.uid, etag: null };
    },
    remove: (_id, uid) => {
      events.delete(uid);
      return Promise.resolve();
    },
  };
  const { app, host } = await town({
    app: { openCalendar: () => Promise.resolve(calendar) },
    calendar: [],
  });
  const writesTo = { connectionId: "connection", calendarId: "work" };
  await app.kv.set(keys.host(host.id), { ...host, targetCalendar: writesTo });
  const agreed = pendingBooking({ hosts: [host.id], status: "CONFIRMED", reservedUntil: null });
  const store = (change: Partial<Booking> = {}) =>
    app.kv.set(keys.booking(agreed.id), shortenBooking({ ...agreed, ...change }));
  const write = (connectionId = "connection") =>
    writeCalendar(
      app,
      newJob({
        hostId: host.id,
        work: { kind: "write-calendar", bookingId: agreed.id, hostId: host.id, connectionId },
        dueAt: noon,
      }, noon),
    );
  await store();
  return { app, host, agreed, events, store, write, most: () => most };
}

Deno.test("writeCalendar: writes of one booking wait for one another, and the last write is the booking's", async () => {
  const { promise: go, resolve: carryOn } = Promise.withResolvers<void>();
  const { agreed, events, store, write, most } = await writing(() => go);
  const first = write();
  await new Promise((turn) => setTimeout(turn));
  await store({ revision: 2, sequence: 1, start: agreed.start + HOUR, end: agreed.end + HOUR });
  const second = write();
  await new Promise((turn) => setTimeout(turn));
  carryOn();
  assert.deepEqual(await Promise.all([first, second]), [{ state: "done" }, { state: "done" }]);
  assert.equal(most(), 1);
  assert.equal(events.get(agreed.uid)?.start, agreed.start + HOUR);
});

Deno.test("writeCalendar: a booking that changes while it is written is written again by the same job", async () => {
  let puts = 0, change = () => Promise.resolve();
  const { agreed, events, store, write } = await writing(async () => {
    if (++puts === 1) await change();
  });
  const later = { start: agreed.start + HOUR, end: agreed.end + HOUR };
  change = async () => void await store({ revision: 2, sequence: 1, ...later });
  assert.deepEqual(await write(), { state: "done" });
  assert.equal(events.get(agreed.uid)?.start, later.start);
  assert.equal(puts, 2);
});

Deno.test("writeCalendar: what stands in an account that was connected anew follows the booking there", async () => {
  const { app, host, agreed, events, store, write } = await writing();
  await write();
  const before = await app.kv.get<CalendarEntry>(keys.calendarEntry(agreed.id, "connection"));
  await app.kv.atomic().delete(before.key).set(
    keys.calendarEntry(agreed.id, "before"),
    before.value,
  )
    .commit();

  await store({ revision: 2, sequence: 1, start: agreed.start + HOUR, end: agreed.end + HOUR });
  assert.deepEqual(await write("before"), { state: "done" });
  assert.equal(events.get(agreed.uid)?.start, agreed.start + HOUR);
  assert.deepEqual(await listEntryConnections(app.kv, agreed.id), [
    { hostId: host.id, connectionId: "connection" },
  ]);

  await store({ revision: 3, status: "CANCELLED" });
  assert.deepEqual(await write("before"), { state: "done" });
  assert.equal(events.size, 0);
});

Deno.test("writeCalendar: an entry that can no longer be removed fails visibly", async () => {
  const { app, host, store, write } = await writing();
  await store({ revision: 2, status: "CANCELLED" });
  assert.equal((await write("before")).state, "failed");
  await app.kv.set(keys.host(host.id), { ...host, targetCalendar: null });
  await store();
  assert.equal((await write("before")).state, "failed");
});
