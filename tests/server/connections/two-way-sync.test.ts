import assert from "node:assert/strict";
import { bookingIdOf } from "$lib/scheduling/booking.ts";
import type { Calendar, Changes, FoundEntry } from "$lib/server/calendars/calendar.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import type { ObservedChanges } from "$lib/server/connections/observe-changes.ts";
import { applyCalendarEdits } from "$lib/server/connections/two-way-sync.ts";
import { restoreEntries } from "$lib/server/connections/restore-entries.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { listJobsOfBooking, newJob, writeJob } from "$lib/server/store/jobs.ts";
import { keys } from "$lib/server/store/keys.ts";
import {
  type CalendarEntry,
  getCalendarEntry,
  notYetSeen,
} from "$lib/server/store/calendar-entries.ts";
import { busyCalendar, connectCalendar } from "../../support/stub-calendar.ts";
import { ada, bookingRequest, configuredApp, mondayTen } from "../../support/configured-app.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE;
const later = mondayTen + 2 * HOUR;

/** An agreed meeting with its entry, as a calendar server shows it. */
async function agreed(given: Partial<CalendarEntry> = {}) {
  const app = await configuredApp({ openCalendar: busyCalendar(() => Promise.resolve([])) });
  const host = await ada(app);
  await connectCalendar(app, host);
  const connection = (await getConnection(app.kv, host.id, "connection"))!;
  const asked = await bookings.request(app, bookingRequest());
  assert(asked.ok);
  const { id, revision } = asked.value.booking;
  const yes = await bookings.confirm(app, id, {
    hostId: host.id,
    revision,
    message: "",
    force: true,
  });
  assert(yes.ok);
  const booking = yes.value;
  const written: CalendarEntry = {
    hostId: host.id,
    calendarId: "work",
    href: "https://calendar.example/1.ics",
    etag: "1",
    revision: booking.revision,
    writtenAt: app.now(),
    ...notYetSeen,
    start: booking.start,
    sequence: booking.sequence,
    seenAt: app.now(),
    ...given,
  };
  await app.kv.set(keys.calendarEntry(id, "connection"), written);

  let changes = 1;
  /** A reading that names the entry as changed, while a direct look finds it so. */
  const read = async (
    found: Partial<FoundEntry> | null,
    elsewhere: Partial<FoundEntry> | null = null,
    loss: { before?: number; others?: number; anew?: { isReset: true } } = {},
  ) => {
    const etag = String(++changes);
    const there = (what: Partial<FoundEntry>): FoundEntry => ({
      href: written.href,
      etag,
      start: mondayTen,
      end: (what.start ?? mondayTen) + 30 * MINUTE,
      sequence: 0,
      ...what,
    });
    const opened = await busyCalendar(() => Promise.resolve([]))();
    const calendar: Calendar = {
      ...opened,
      find: (calendarId) => {
        const what = calendarId === "work" ? found : elsewhere;
        return Promise.resolve(what && there(what));
      },
    };
    const said: Changes = {
      isFullSync: false,
      objects: found
        ? [{
          href: written.href,
          etag,
          uid: booking.uid,
          busy: [],
          bookingId: id,
          approximate: null,
        }]
        : [],
      removed: found ? [] : [written.href],
      cursor: null,
      unreadable: [],
    };
    const gone = found ? 0 : 1 + (loss.others ?? 0);
    const heard: ObservedChanges = {
      ...said,
      knownCount: loss.before ?? 10,
      goneCount: gone,
      ...loss.anew,
    };
    await applyCalendarEdits(app, host, connection, {
      id: "work",
      opened: calendar,
      observed: [heard],
    });
    return (await getBooking(app.kv, id))!;
  };
  const entry = async () => (await getCalendarEntry(app.kv, id, "connection"))!;
  return { app, host, connection, booking, read, entry };
}

Deno.test("applyCalendarEdits: a known entry that was moved reschedules its booking", async () => {
  const { app, booking, read } = await agreed();
  using _ = app;
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
  const { app, booking, read } = await agreed({ seenAt: null });
  using _ = app;
  assert.equal((await read({ start: later })).revision, booking.revision);
  assert.equal((await read({ start: later })).start, later);
});

Deno.test("applyCalendarEdits: an entry that was never seen is never missed", async () => {
  const { app, read } = await agreed({ seenAt: null });
  using _ = app;
  for (let reading = 0; reading < 3; reading++) {
    app.at(app.now() + 15 * MINUTE);
    assert.equal((await read(null)).status, "CONFIRMED");
  }
});

Deno.test("applyCalendarEdits: an entry that is gone and back again is not gone", async () => {
  const { app, read, entry } = await agreed();
  using _ = app;
  await read(null);
  assert.equal((await entry()).missingSince, app.now());
  app.at(app.now() + 5 * MINUTE);
  await read({});
  assert.equal((await entry()).missingSince, null);
  app.at(app.now() + 15 * MINUTE);
  assert.equal((await read(null)).status, "CONFIRMED");
});

Deno.test("applyCalendarEdits: an entry moved to another calendar of the account is not gone", async () => {
  const { app, connection, read, entry } = await agreed();
  using _ = app;
  connection.calendars.push({ ...connection.calendars[0]!, id: "home", name: "Home" });
  await read(null, { href: "https://calendar.example/home/1.ics" });
  const { calendarId, href, missingSince } = await entry();
  assert.deepEqual([calendarId, href, missingSince], [
    "home",
    "https://calendar.example/home/1.ics",
    null,
  ]);
});

Deno.test("applyCalendarEdits: a new length reschedules nothing; an ended meeting is reported, not followed", async () => {
  const { app, booking, read, entry } = await agreed();
  using _ = app;
  const kept = [
    { end: mondayTen + 2 * HOUR },
    { start: mondayTen - HOUR, end: mondayTen + HOUR },
    { end: mondayTen + 15 * MINUTE },
  ];
  for (const found of kept) assert.equal((await read(found)).revision, booking.revision);
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
  const [first, second] = [await ada(app), await ada(app)];
  const meet = async (username: string, start: number) => {
    const asked = await bookings.request(app, bookingRequest({ username, start }));
    assert(asked.ok);
    return asked.value.booking;
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
    const { starts } = await findSlots(app, host, type, 30, day);
    const expected = everyStart.filter((start) =>
      entries.every((entry) => start >= entry.end || start + 30 * MINUTE <= entry.start)
    );
    assert.deepEqual(starts.filter((start) => start < day.end), expected);
  }
  // Without its entry the lengthened hour is free again, the meeting itself is not.
  await connectCalendar(app, first, [], { generation: "g2" });
  const type = (await getEventTypeBySlug(app.kv, first.id, "intro-call"))!;
  const { starts } = await findSlots(app, first, type, 30, day);
  assert.ok(!starts.includes(mondayTen) && starts.includes(mondayTen + 30 * MINUTE));
});

Deno.test("applyCalendarEdits: a meeting lost with the rest of its calendar stays, however few there were", async () => {
  const losses = [
    [{ before: 10, others: 9 }, "stands"],
    [{ before: 10, others: 5 }, "stands"],
    [{ before: 2, others: 1 }, "stands"],
    [{ before: 1, anew: { isReset: true } }, "stands"],
    [{ before: 10, anew: { isReset: true } }, "stands"],
    [{ before: 10, others: 2 }, "ends"],
    [{ before: 1 }, "ends"],
    [{ before: 0 }, "ends"],
  ] as const;
  for (const [loss, what] of losses) {
    const { app, read, entry } = await agreed();
    using _ = app;
    await read(null, null, loss);
    assert.equal((await entry()).massDeletedAt === null, what === "ends", JSON.stringify(loss));
    for (let reading = 0; reading < 3; reading++) {
      app.at(app.now() + 15 * MINUTE);
      await read(null);
    }
    const { status, start } = await read(null);
    assert.equal(status, what === "stands" ? "CONFIRMED" : "CANCELLED", JSON.stringify(loss));
    assert.equal(start, mondayTen);
  }
});

Deno.test("applyCalendarEdits: an entry that was lost and is back can be deleted like any other", async () => {
  const { app, read, entry } = await agreed();
  using _ = app;
  await read(null, null, { before: 10, others: 9 });
  await read({});
  assert.equal((await entry()).massDeletedAt, null);
  await read(null);
  app.at(app.now() + 15 * MINUTE);
  assert.equal((await read(null)).status, "CANCELLED");
});

Deno.test("restoreEntries: writes misplaced entries again, for their own host, and follows nothing meanwhile", async () => {
  for (
    const astray of [{ missingSince: 1 }, { massDeletedAt: 1 }, { movedTo: { start: 1, end: 2 } }]
  ) {
    const { app, host, booking, read, entry } = await agreed(astray);
    using _ = app;
    const foreign = await restoreEntries(app, "somebody", booking.id);
    assert.equal(!foreign.ok && foreign.refusal.code, "not-found");
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
    const again = await restoreEntries(app, host.id, booking.id);
    assert.equal(!again.ok && again.refusal.code, "changed");
  }
});

Deno.test("applyCalendarEdits: a clock that was just set is not trusted about how long an entry is gone", async () => {
  const { app, read, entry } = await agreed();
  using _ = app;
  let agreedMs = 5_000;
  app.clock = { ...app.clock, agreedForMs: () => agreedMs };
  await read(null);
  app.at(app.now() + HOUR);
  assert.equal((await read(null)).status, "CONFIRMED", "set ahead");
  app.at(app.now() - 2 * HOUR);
  assert.equal((await read(null)).status, "CONFIRMED");
  assert.equal((await entry()).missingSince, app.now(), "set back: it counts from now");
  agreedMs += 11 * MINUTE;
  app.at(app.now() + 11 * MINUTE);
  assert.equal((await read(null)).status, "CANCELLED");
});
