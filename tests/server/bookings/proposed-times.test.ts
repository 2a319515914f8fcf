/** A guest takes a time that a host has proposed: whose yes counts, and for which times. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getBooking, getSeries, listHistory } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { dumpBookings, dumpHolds } from "../../support/dump-store.ts";
import { faultsIn, violations } from "../../proofs/invariant-checker.ts";
import { byGuest } from "../../support/booked-meeting.ts";
import { granted, refusal } from "../../support/granted.ts";
import { repeatingTown, seriesRequest } from "../../support/repeating.ts";
import { busyCalendar, connectCalendar } from "../../support/stub-calendar.ts";
import { addTeamBooking, block, teamTown } from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";
import { agree, ask, mondayTen, outboxOf, town } from "../../support/town.ts";

const later = mondayTen + 2 * HOUR, latest = mondayTen + 4 * HOUR, tuesday = mondayTen + DAY;
const nothing = busyCalendar(() => Promise.resolve([]));

function propose(app: TestApp, { id, revision }: Booking, { id: hostId }: Host, starts = [later]) {
  return granted(bookings.propose(app, id, { hostId, revision, starts, message: "Then?" }));
}

function take(app: TestApp, { id, revision }: Booking, start = later) {
  return bookings.reschedule(app, id, { ...byGuest, start, revision });
}

async function asked(openCalendar = nothing) {
  const { app, host } = await town({ app: { openCalendar } });
  await connectCalendar(app, host);
  const { booking } = await ask(app);
  return { app, host, booking };
}

async function emailsOf(app: TestApp, { id }: Booking): Promise<string[]> {
  return (await listJobsOfBooking(app.kv, id)).flatMap(({ work }) =>
    work.kind === "send-email" ? [`${work.emailKind} ${work.to}`] : []
  ).sort();
}

async function assertSound(app: TestApp) {
  assert.deepEqual(violations(await dumpBookings(app.kv), app.now()), []);
  assert.deepEqual(faultsIn(await dumpBookings(app.kv), await dumpHolds(app.kv), app.now()), []);
}

Deno.test("a proposed time that the guest takes is confirmed, with all that a host's yes brings", async () => {
  const { app, host, booking } = await asked();
  const was = await propose(app, booking, host, [tuesday, latest]);
  assert(await bookings.isAgreed(app, was, latest));
  assert.equal(was.status, "PENDING");
  const is = await granted(take(app, was, tuesday));
  assert.deepEqual(
    [is.status, is.start, is.reservedUntil, is.proposed, is.message, is.revision],
    ["CONFIRMED", tuesday, null, [], "", was.revision + 1],
  );
  assert.deepEqual([is.decidedAt, is.changedBy, is.mayInvite], [app.now(), "guest", true]);
  const other = await ask(app, { start: tuesday + HOUR });
  const likewise = await agree(app, other.booking);
  assert.deepEqual(is.organizer, likewise.organizer);
  const before = await emailsOf(app, booking);
  assert.deepEqual(
    before.filter((each) => /confirmed/.test(each)),
    (await emailsOf(app, likewise)).filter((each) => /confirmed/.test(each)),
  );
  assert.deepEqual(before.filter((each) => each.startsWith("host-requested")).length, 1);
  const workOf = async ({ id }: Booking) =>
    new Set((await listJobsOfBooking(app.kv, id)).map(({ work }) => work.kind));
  assert.deepEqual(await workOf(is), await workOf(likewise));
  const { by, event, proposedBy, start } = (await listHistory(app.kv, booking.id)).at(-1)!;
  assert.deepEqual([by, event, proposedBy, start], ["guest", "confirmed", host.id, tuesday]);
  await assertSound(app);
});

Deno.test("pressed twice, at once or one after the other, it is confirmed once", async () => {
  const { app, host, booking } = await asked();
  const was = await propose(app, booking, host);
  const both = await Promise.all([take(app, was), take(app, was), take(app, was)]);
  assert.deepEqual(both.map((each) => each.ok && each.value.status), Array(3).fill("CONFIRMED"));
  const history = await listHistory(app.kv, booking.id);
  assert.equal(history.filter(({ event }) => event === "confirmed").length, 1);
  const kinds = await emailsOf(app, booking);
  assert.equal(kinds.filter((kind) => kind === "guest-confirmed guest").length, 1);
});

Deno.test("any other time stays a request, and what was proposed before is a yes to nothing", async () => {
  const { app, host, booking } = await asked();
  const other = await granted(take(app, await propose(app, booking, host), latest));
  assert.deepEqual([other.status, other.start, other.proposed], ["PENDING", latest, []]);
  const stale = await granted(take(app, other));
  assert.deepEqual([stale.status, stale.start], ["PENDING", later]);
  const first = await propose(app, stale, host, [latest]);
  const second = await propose(app, first, host, [mondayTen]);
  assert.equal(refusal(await take(app, first, latest)).code, "changed");
  const replaced = await granted(take(app, second, latest));
  assert.equal(replaced.status, "PENDING");
});

Deno.test("a request that was declined or has expired is not confirmed by its proposal", async () => {
  for (const how of ["declined", "expired"] as const) {
    const { app, host, booking } = await asked();
    using _ = app;
    const was = await propose(app, booking, host);
    if (how === "expired") app.at(was.reservedUntil!);
    else {
      const decision = { hostId: host.id, revision: was.revision, message: "", force: false };
      await granted(bookings.reject(app, was.id, decision));
    }
    const none = refusal(await bookings.reschedule(app, was.id, { ...byGuest, start: later }));
    assert.equal(none.code, how === "expired" ? "expired" : "already-rejected");
    assert.notEqual((await getBooking(app.kv, was.id))!.status, "CONFIRMED");
  }
});

Deno.test("taken meanwhile: refused with other times, whether by a booking or by a calendar", async () => {
  let busy: { start: number; end: number }[] = [];
  const { app, host, booking } = await asked(busyCalendar(() => Promise.resolve(busy)));
  const was = await propose(app, booking, host, [later, latest]);
  const rival = await ask(app, { start: later, guest: { email: "rival@example.com" } });
  busy = [{ start: latest, end: latest + HOUR }];
  for (const start of [later, latest]) {
    const { code, alternatives } = refusal(await take(app, was, start));
    assert.equal(code, "taken");
    assert(alternatives!.length > 0);
  }
  assert.deepEqual((await getBooking(app.kv, was.id))!.proposed, [later, latest]);
  assert.equal(rival.booking.status, "PENDING");
  await assertSound(app);
});

Deno.test("two guests take the one time that was proposed to both: one of them has it", async () => {
  const { app, host, booking } = await asked();
  const second = await ask(app, {
    start: mondayTen + HOUR,
    guest: { email: "rival@example.com" },
  });
  const both = [
    await propose(app, booking, host),
    await propose(app, second.booking, host),
  ];
  const taken = await Promise.all(both.map((was) => take(app, was)));
  assert.deepEqual(taken.map((each) => each.ok ? "ok" : each.refusal.code).sort(), ["ok", "taken"]);
  await assertSound(app);
});

Deno.test("a calendar that does not answer, or is not fresh, leaves it a request", async () => {
  const away = busyCalendar(() => Promise.reject(new Error("away")));
  for (const [open, state] of [[away, {}], [nothing, { syncedAt: 0 }]] as const) {
    const { app, host } = await town({ app: { openCalendar: open } });
    using _ = app;
    const { booking } = await ask(app);
    await connectCalendar(app, host, [], state);
    const is = await granted(take(app, await propose(app, booking, host)));
    assert.deepEqual([is.status, is.start], ["PENDING", later]);
  }
});

Deno.test("“Confirm anyway” is said of an instant type, and confirms nothing on approval", async () => {
  const openCalendar = busyCalendar(() => Promise.reject(new Error("away")));
  for (const [decision, status] of [["approval", "PENDING"], ["instant", "CONFIRMED"]] as const) {
    const { app, host, type } = await town({
      app: { openCalendar },
      type: { slug: "lax", whenCalendarStale: "ignore" },
    });
    using _ = app;
    await connectCalendar(app, host, [], { syncedAt: 0 });
    const { booking } = await ask(app, { slug: type.slug });
    await app.kv.set(keys.eventType(host.id, type.id), { ...type, decision });
    const is = await granted(take(app, await propose(app, booking, host)));
    assert.deepEqual([is.status, is.start], [status, later]);
  }
});

Deno.test("the time that was requested is no other time", async () => {
  const { app, host, booking: { id, revision, start } } = await asked();
  const proposal = { hostId: host.id, revision, message: "", starts: [start, later] };
  assert.equal(refusal(await bookings.propose(app, id, proposal)).code, "not-offered");
});

Deno.test("whom the host has blocked meanwhile waits for an answer", async () => {
  const { app, host, booking } = await asked();
  const was = await propose(app, booking, host);
  await block(app, host.id, "grace@example.com");
  assert.equal(await bookings.isAgreed(app, was, later), false);
  assert.equal((await granted(take(app, was))).status, "PENDING");
});

Deno.test("who has not verified their email confirms nothing by taking a time", async () => {
  const { app, host } = await town({ type: { slug: "checked", requireVerifiedEmail: true } });
  outboxOf(app);
  const { booking } = await ask(app, { slug: "checked" });
  assert(booking.emailUnverified);
  const is = await granted(take(app, await propose(app, booking, host)));
  assert.deepEqual([is.status, is.emailUnverified], ["PENDING", true]);
});

Deno.test("of a series only the date is confirmed whose time was proposed", async () => {
  const { app } = await repeatingTown();
  const { booking } = await granted(bookings.request(app, seriesRequest({ dates: 3 })));
  const dates = await getSeries(app.kv, booking.series!.id);
  const hostId = booking.hosts[0]!;
  const start = dates[0]!.start + 2 * HOUR;
  const first = await granted(
    bookings.propose(app, dates[0]!.id, {
      hostId,
      revision: dates[0]!.revision,
      starts: [start],
      message: "",
    }),
  );
  const { revision } = first;
  const moved = await bookings.rescheduleFrom(app, first, { by: byGuest.by, start, revision });
  assert.deepEqual(moved.map(({ outcome }) => outcome.ok && outcome.value.status), [
    "CONFIRMED",
    "PENDING",
    "PENDING",
  ]);
  assert(
    moved.every(({ outcome, booking }) =>
      outcome.ok && outcome.value.start === booking.start + 2 * HOUR
    ),
  );
  await assertSound(app);
});

Deno.test("a round robin: proposed by its member or a manager, it is the member who has it", async () => {
  for (const by of ["member", "manager"] as const) {
    const world = await teamTown({ terms: { keepsHost: false } }), { app } = world;
    using _ = app;
    const [ada, ben] = world.hosts as [Host, Host, Host];
    const was = await propose(
      app,
      await addTeamBooking(world, [ben]),
      by === "manager" ? ada : ben,
    );
    const entry = (await listHistory(app.kv, was.id)).at(-1)!;
    assert.deepEqual(entry.hostId, by === "manager" ? ada.id : ben.id);
    const is = await granted(take(app, was));
    assert.deepEqual(is.hosts, [ben.id]);
    assert.equal(is.status, "CONFIRMED");
    assert.equal((await listHistory(app.kv, was.id)).at(-1)!.proposedBy, entry.hostId);
    await assertSound(app);
  }
});

Deno.test("a round robin: who is no manager any more has agreed to nothing for a member", async () => {
  const world = await teamTown(), { app, team } = world;
  const [ada, ben] = world.hosts as [Host, Host, Host];
  const was = await propose(app, await addTeamBooking(world, [ben]), ada);
  await app.kv.delete(keys.teamMember(team.id, ada.id));
  assert.equal((await granted(take(app, was))).status, "PENDING");
});

Deno.test("a round robin: another member who takes the time over is asked", async () => {
  const world = await teamTown(), { app } = world;
  const [ada, ben] = world.hosts as [Host, Host, Host];
  const was = await propose(app, await addTeamBooking(world, [ben]), ada);
  await addTeamBooking(world, [ben], { isConfirmed: true, start: later });
  const is = await granted(take(app, was));
  assert.notDeepEqual(is.hosts, [ben.id]);
  assert.equal(is.status, "PENDING");
  await assertSound(app);
});

Deno.test("a collective: one yes is enough where the first confirms, and not where all do", async () => {
  const expected = [
    ["first", "member", "CONFIRMED"],
    ["all", "member", "PENDING"],
    ["all", "manager", "CONFIRMED"],
    ["first", "optional", "PENDING"],
  ] as const;
  for (const [confirmedBy, by, status] of expected) {
    const terms = { mode: "collective" as const, confirmedBy };
    const members = by === "optional" ? { cleo: { isOptional: true } } : {};
    const world = await teamTown({ terms, members }), { app } = world;
    using _ = app;
    const [ada, ben, cleo] = world.hosts as [Host, Host, Host];
    const hosts = by === "manager" ? [ben, cleo] : [ada, ben, cleo];
    const given = await addTeamBooking(world, hosts);
    const was = await propose(app, given, { member: ben, manager: ada, optional: cleo }[by]);
    assert.equal(await bookings.isAgreed(app, was, later), status === "CONFIRMED");
    const is = await granted(take(app, was));
    assert.deepEqual([is.status, is.start], [status, later], `${confirmedBy} ${by}`);
    await assertSound(app);
  }
});

Deno.test("a collective: yeses to the old time do not add up with one to the proposed time", async () => {
  const terms = { mode: "collective", confirmedBy: "all" } as const;
  const world = await teamTown({ terms }), { app } = world;
  const [, ben, cleo] = world.hosts as [Host, Host, Host];
  const given = await addTeamBooking(world, [ben, cleo]);
  const yes = { hostId: cleo.id, revision: given.revision, message: "", force: false };
  const half = await granted(bookings.confirm(app, given.id, yes));
  const is = await granted(take(app, await propose(app, half, ben)));
  assert.deepEqual([is.status, is.team!.confirmations], ["PENDING", []]);
});
