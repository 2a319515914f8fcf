import assert from "node:assert/strict";
import { bookingIdOf } from "$lib/scheduling/booking.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { restoreEntries } from "$lib/server/connections/restore-entries.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { listJobsOfBooking, newJob, writeJob } from "$lib/server/store/jobs.ts";
import { busyCalendar, connectCalendar } from "../../support/stub-calendar.ts";
import { addHost, ask, configuredApp, mondayTen } from "../../support/town.ts";
import { agreed, later } from "../../support/edited-entry.ts";
import { refusal } from "../../support/granted.ts";

Deno.test("applyCalendarEdits: a known entry that was moved reschedules its booking", async () => {
  const { booking, read } = await agreed();
  const moved = await read({ start: later });
  assert.deepEqual([moved.start, moved.sequence], [later, booking.sequence + 1]);
});

Deno.test("applyCalendarEdits: a difference that our own write has yet to change is not the host's edit", async () => {
  for (
    const given of [
      { sequence: -1 },
      { start: mondayTen - HOUR },
      { sequence: null, start: null, revision: 1 },
    ]
  ) {
    const { app, booking, read } = await agreed(given);
    using _ = app;
    assert.equal((await read({ start: later })).revision, booking.revision);
  }
});

Deno.test("applyCalendarEdits: nothing follows while a write is waiting or running", async () => {
  for (const state of ["waiting", "running"] as const) {
    const { app, host, booking, read } = await agreed();
    using _ = app;
    const job = newJob({
      hostId: host.id,
      work: {
        kind: "write-calendar",
        bookingId: booking.id,
        hostId: host.id,
        connectionId: "connection",
      },
      dueAt: app.now(),
    }, app.now());
    await writeJob(app.kv.atomic(), { ...job, state }).commit();
    assert.equal((await read({ start: later })).revision, booking.revision);
  }
});

Deno.test("applyCalendarEdits: an entry that no sync had seen needs two syncs before anything follows", async () => {
  const { booking, read } = await agreed({ seenAt: null });
  assert.equal((await read({ start: later })).revision, booking.revision);
  assert.equal((await read({ start: later })).start, later);
});

Deno.test("applyCalendarEdits: a new length reschedules nothing; an ended meeting is reported, not followed", async () => {
  const { app, booking, read, entry } = await agreed();
  const stored = [
    { end: mondayTen + 2 * HOUR },
    { start: mondayTen - HOUR, end: mondayTen + HOUR },
    { end: mondayTen + 15 * MINUTE },
  ];
  for (const found of stored) assert.equal((await read(found)).revision, booking.revision);
  const past = app.now() - HOUR;
  assert.equal((await read({ start: past })).revision, booking.revision);
  assert.equal((await entry()).movedTo?.start, past);
});

Deno.test("applyCalendarEdits: a lower SEQUENCE than ours is reported, unless the server counts on its own", async () => {
  const older = { start: later, sequence: -1 };
  {
    const { app, booking, read, entry } = await agreed();
    using _ = app;
    assert.equal((await read(older)).revision, booking.revision);
    assert.equal((await entry()).movedTo?.start, later);
  }
  for (const [seen, moved] of [[{ sequence: -1 }, older], [{}, { ...older, sequence: null }]]) {
    const { app, read } = await agreed();
    using _ = app;
    await read(seen!);
    assert.equal((await read(moved!)).start, later);
  }
});

Deno.test("bookingId: only the host who has the booking owns the entry; for another host it is busy", async () => {
  const app = await configuredApp({ openCalendar: busyCalendar(() => Promise.resolve([])) });
  using _ = app;
  const [first, second] = [await addHost(app), await addHost(app)];
  const meet = async (username: string, start: number) => {
    const requested = await ask(app, { username, start });
    return requested.booking;
  };
  // Each is the other's guest, and both meetings stand in both calendars, the first lengthened by hand.
  const byFirst = await meet(first.username, mondayTen);
  const bySecond = await meet(second.username, mondayTen + 3 * HOUR);
  const entries = [
    { start: mondayTen, end: mondayTen + HOUR, bookingId: bookingIdOf(byFirst.uid)! },
    {
      start: bySecond.start,
      end: bySecond.end,
      bookingId: bookingIdOf(bySecond.uid)!,
    },
  ];
  const day = { start: mondayTen, end: mondayTen + 5 * HOUR };
  const everyStart = Array.from({ length: 20 }, (_, i) => mondayTen + i * 15 * MINUTE);
  for (const host of [first, second]) {
    await connectCalendar(app, host, entries);
    const type = (await getEventTypeBySlug(app.kv, host.id, "intro-call"))!;
    const { starts } = await findSlots(app, { hosts: [host], type, minutes: 30, window: day });
    const expected = everyStart.filter((start) =>
      entries.every((entry) => start >= entry.end || start + 30 * MINUTE <= entry.start)
    );
    assert.deepEqual(starts.filter((start) => start < day.end), expected);
  }
  // Without its entry the lengthened hour is free again, the meeting itself is not.
  await connectCalendar(app, first, [], { generation: "g2" });
  const type = (await getEventTypeBySlug(app.kv, first.id, "intro-call"))!;
  const { starts } = await findSlots(app, { hosts: [first], type, minutes: 30, window: day });
  assert.ok(!starts.includes(mondayTen) && starts.includes(mondayTen + 30 * MINUTE));
});

Deno.test("restoreEntries: writes misplaced entries again, for their own host, and follows nothing meanwhile", async () => {
  for (
    const astray of [{ missingSince: 1 }, { massDeletedAt: 1 }, { movedTo: { start: 1, end: 2 } }]
  ) {
    const { app, host, booking, read, entry } = await agreed(astray);
    using _ = app;
    assert.equal(refusal(await restoreEntries(app, "somebody", booking.id)).code, "not-found");
    assert((await restoreEntries(app, host.id, booking.id)).ok);
    const { missingSince, massDeletedAt, movedTo, revision } = await entry();
    assert.deepEqual([missingSince, massDeletedAt, movedTo, revision], [null, null, null, 0]);
    const jobs = await listJobsOfBooking(app.kv, booking.id);
    const isWaiting = jobs.some(({ work, state }) =>
      work.kind === "write-calendar" && state === "waiting" && work.connectionId === "connection"
    );
    assert(isWaiting);
    assert.equal((await read(null)).status, "CONFIRMED");
    assert.equal((await entry()).missingSince, null);
    assert.equal(refusal(await restoreEntries(app, host.id, booking.id)).code, "changed");
  }
});
