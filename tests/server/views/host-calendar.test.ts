import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { isLive } from "$lib/scheduling/holds.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "$lib/server/app.ts";
import { readHostCalendar } from "$lib/server/views/host-calendar.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { booked, byGuest } from "../../support/booked-meeting.ts";
import { granted } from "../../support/granted.ts";
import { groupEvent } from "../../support/group-event.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import { addEventType, addHost, ask, mondayTen, town } from "../../support/town.ts";

const week: Span = { start: mondayTen - 10 * HOUR, end: mondayTen - 10 * HOUR + 7 * DAY };

async function held(app: App, host: Host, span = week) {
  const { held } = await readHostCalendar(app, host, span);
  return held.map(({ kind, start, deadline, bookings }) => ({
    kind,
    start: (start - mondayTen) / MINUTE,
    deadline,
    guests: bookings.map(({ guest }) => guest.name),
  }));
}

/** What a decision sees of the same time. */
async function holds(app: App, host: Host) {
  const live = (await listHolds(app.kv, host.id, week)).filter((hold) => isLive(hold, app.now()));
  return live.map(({ start }) => (start - mondayTen) / MINUTE).sort((a, b) => a - b);
}

Deno.test("host calendar: a request with its deadline, agreed, and asked to move: the holds of a decision", async () => {
  const { app, host } = await town();
  const { booking } = await ask(app);
  const deadline = booking.reservedUntil;
  const guests = ["Grace Hopper"];
  assert.deepEqual(await held(app, host), [{ kind: "requested", start: 0, deadline, guests }]);
  const yes = { hostId: host.id, revision: 1, message: "", force: false };
  assert((await bookings.confirm(app, booking.id, yes)).ok);
  assert.deepEqual(await held(app, host), [
    { kind: "confirmed", start: 0, deadline: null, guests },
  ]);
  const until =
    granted(await bookings.reschedule(app, booking.id, { ...byGuest, start: mondayTen + HOUR }))
      .rescheduleRequest!.expiresAt;
  assert.deepEqual(await held(app, host), [
    { kind: "confirmed", start: 0, deadline: null, guests },
    { kind: "reschedule-requested", start: 60, deadline: until, guests },
  ]);
  assert.deepEqual(await holds(app, host), [0, 60]);
  app.at(until);
  assert.deepEqual((await held(app, host)).map(({ kind }) => kind), ["confirmed"]);
});

Deno.test("host calendar: another week shows the time that is asked for there, and nobody else's", async () => {
  const { app, host, booking } = await booked();
  const other = await addHost(app, { preferredUsername: "ben", email: "ben@example.org" });
  const start = mondayTen + 7 * DAY;
  assert((await bookings.reschedule(app, booking.id, { ...byGuest, start })).ok);
  const next = { start: week.end, end: week.end + 7 * DAY };
  assert.deepEqual((await held(app, host, next)).map(({ kind }) => kind), ["reschedule-requested"]);
  assert.deepEqual(await held(app, other), []);
});

Deno.test("host calendar: what is declined, expired or cancelled holds nothing", async () => {
  for (const end of ["reject", "expire", "cancel"] as const) {
    const { app, host } = await town();
    using _ = app;
    const { id, reservedUntil } = (await ask(app)).booking;
    const decision = { hostId: host.id, revision: 1, message: "", force: false };
    if (end === "reject") assert((await bookings.reject(app, id, decision)).ok);
    // At the instant of its deadline, before any job has run.
    if (end === "expire") app.at(reservedUntil!);
    if (end === "cancel") {
      assert((await bookings.confirm(app, id, decision)).ok);
      const cancel = {
        by: { actor: "host" as const, hostId: host.id },
        reason: "",
        revision: null,
      };
      assert((await bookings.cancel(app, id, cancel)).ok);
    }
    assert.deepEqual(await held(app, host), [], end);
  }
});

Deno.test("host calendar: a guest whose email is not verified holds time without a name", async () => {
  const { app, host } = await town({ app: { sendMail: () => Promise.resolve() } });
  await addEventType(app, host, { slug: "quick", decision: "instant", requireVerifiedEmail: true });
  const requested = await ask(app, { slug: "quick" });
  assert(requested.booking.emailUnverified);
  const { held } = await readHostCalendar(app, host, week);
  assert.deepEqual(held.map(({ kind, bookings, unverified }) => [kind, bookings, unverified]), [
    ["requested", [], 1],
  ]);
});

Deno.test("host calendar: guests who share a slot are one entry", async () => {
  const { app, host, seat } = await groupEvent();
  await seat("Grace");
  await seat("Radia");
  assert.deepEqual((await held(app, host)).map(({ guests }) => guests.length), [2]);
});

Deno.test("host calendar: a team's booking is in that of the members who are assigned, and no other's", async () => {
  const team = await teamTown();
  const { app, hosts: [ada, ben] } = team;
  await addTeamBooking(team, [ben!], { isConfirmed: true });
  assert.equal((await held(app, ben!)).length, 1);
  assert.deepEqual(await held(app, ada!), []);
});

Deno.test("host calendar: an own event is shown once; what it covers beyond its booking is busy", async () => {
  const { app, host, booking } = await booked();
  const { start, end, id } = (await getBooking(app.kv, booking.id))!;
  await connectCalendar(app, host, [
    { start, end: end + HOUR, bookingId: id },
    { start: start + 5 * HOUR, end: start + 6 * HOUR },
  ]);
  const { busy } = await readHostCalendar(app, host, week);
  assert.deepEqual(busy, [
    { start: end, end: end + HOUR, calendar: "Work", title: "" },
    { start: start + 5 * HOUR, end: start + 6 * HOUR, calendar: "Work", title: "" },
  ]);
});

Deno.test("host calendar: events over midnight and over several days are in every span that they touch", async () => {
  const night = { start: week.start - HOUR, end: week.start + HOUR };
  const trip = { start: week.start - DAY, end: week.end + DAY };
  const { app, host } = await town({ calendar: [night, trip] });
  const { busy } = await readHostCalendar(app, host, week);
  assert.deepEqual(busy.map(({ start, end }) => ({ start, end })), [trip, night]);
});

Deno.test("host calendar: what is not synced, or not for these days, is unknown", async () => {
  const { app, host } = await town();
  const now = app.now();
  const cases: [Parameters<typeof connectCalendar>[3], unknown][] = [
    [{}, []],
    [{ syncedAt: null }, [["stale", week.start, week.end]]],
    [{ syncedAt: now - HOUR }, [["stale", week.start, week.end]]],
    [{ unreadableCount: 1 }, [["stale", week.start, week.end]]],
    [{ isListingIncomplete: true }, [["stale", week.start, week.end]]],
    [{ syncedUntil: week.start + DAY }, [["not-synced", week.start + DAY, week.end]]],
    [
      {
        failure: { since: now, kind: "signed-out", reason: "", detail: "", isHostNotified: false },
      },
      [["broken", week.start, week.end]],
    ],
  ];
  for (const [state, expected] of cases) {
    await connectCalendar(app, host, [], state);
    const { unknown } = await readHostCalendar(app, host, week);
    const found = unknown.map(({ reason, start, end, calendar }) => {
      assert.equal(calendar, "Work");
      return [reason, start, end];
    });
    assert.deepEqual(found, expected);
  }
  await connectCalendar(app, host);
  const before = { start: now - 9 * DAY, end: now };
  const { unknown } = await readHostCalendar(app, host, before);
  assert.deepEqual(unknown.map(({ start, end }) => [start, end]), [[before.start, now - 2 * DAY]]);
});

Deno.test("host calendar: with an answer of the calendars, titles are known and silence is unknown", async () => {
  const { app, host } = await town({ calendar: [] });
  const board = { start: mondayTen, end: mondayTen + HOUR, title: "Board", calendar: "Work" };
  const answer = { span: week, busy: [board], unreachable: ["Home"], generations: "g1" };
  const { busy, unknown } = await readHostCalendar(app, host, week, answer);
  assert.deepEqual(busy, [board]);
  assert.deepEqual(unknown, [{ ...week, calendar: "Home", reason: "unreachable" }]);
});

Deno.test("host calendar: busy time has the titles of its entries, and a private one says only that", async () => {
  const { app, host } = await town();
  const at = (hours: number) => mondayTen + hours * HOUR;
  await connectCalendar(app, host, [
    { start: at(0), end: at(1), title: "Dentist" },
    { start: at(0.5), end: at(2), title: "Kolloquium" },
    { start: at(2), end: at(3), title: "Standup" },
    { start: at(2), end: at(3), title: "Review" },
    { start: at(4), end: at(5), title: null },
    { start: at(6), end: at(7), title: "" },
  ]);
  const { busy } = await readHostCalendar(app, host, week);
  assert.deepEqual(busy.map(({ title, isPrivate = false }) => [title, isPrivate]), [
    ["Dentist", false],
    ["Kolloquium", false],
    ["Standup · Review", false],
    ["", true],
    ["", false],
  ]);
});

Deno.test("host calendar: a calendar that does not answer is shown with the titles of its last sync", async () => {
  const { app, host } = await town();
  const time = { start: mondayTen, end: mondayTen + HOUR };
  await connectCalendar(app, host, [{ ...time, title: "Dentist" }]);
  const answer = { span: week, busy: [], unreachable: ["Work"], generations: "g1" };
  const { busy } = await readHostCalendar(app, host, week, answer);
  assert.deepEqual(busy, [{ ...time, calendar: "Work", title: "Dentist" }]);
  const other = await readHostCalendar(app, host, week, { ...answer, unreachable: ["Home"] });
  assert.deepEqual(other.busy, []);
});

Deno.test("host calendar: open hours of the schedules in use, without time off", async () => {
  const { app, host } = await town();
  const { open } = await readHostCalendar(app, host, week);
  const hours = open.map(({ start, end }) => [start, end].map((at) => (at - week.start) / HOUR));
  assert.deepEqual(hours, [[9, 17], [33, 41], [57, 65], [81, 89], [105, 113]]);
});
