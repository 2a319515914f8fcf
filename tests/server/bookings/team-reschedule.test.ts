/** A team booking at another time: the same member where they are free, another one, or all of a collective. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { getRotation } from "$lib/server/store/team-bookings.ts";
import { granted, refusal } from "../../support/granted.ts";
import { connectCalendar, unavailableCalendar } from "../../support/stub-calendar.ts";
import type { TestApp } from "../../support/test-app.ts";
import { addTeamBooking, type TeamTown, teamTown } from "../../support/team-town.ts";
import { mondayTen } from "../../support/town.ts";

const later = mondayTen + 2 * HOUR;

function threeOf({ hosts }: TeamTown): [Host, Host, Host] {
  return hosts as [Host, Host, Host];
}

function byGuest(app: TestApp, { id }: Booking, start = later) {
  return bookings.reschedule(app, id, {
    by: { actor: "guest" },
    start,
    revision: null,
    key: null,
  });
}

function byHost(app: TestApp, { id }: Booking, host: Host, actor: "host" | "calendar" = "host") {
  return bookings.reschedule(app, id, {
    by: { actor, hostId: host.id, force: true },
    start: later,
    revision: null,
    key: null,
  });
}

/** How many holds each host has on that Monday. */
async function holdsOf({ app, hosts }: TeamTown): Promise<number[]> {
  const span = { start: mondayTen - 2 * HOUR, end: mondayTen + 8 * HOUR };
  return await Promise.all(hosts.map(async ({ id }) => (await listHolds(app.kv, id, span)).length));
}

async function countsOf({ app, team, hosts, type }: TeamTown): Promise<number[]> {
  const rotation = await getRotation(app.kv, team.id, type.id);
  return hosts.map(({ id }) => rotation?.[id]?.count ?? 0);
}

const instant = { decision: "instant" as const, whenCalendarStale: "ignore" as const };

Deno.test("round robin: a guest's reschedule keeps the member where they are free", async () => {
  const town = await teamTown({ type: instant }), { app } = town;
  const [ada] = threeOf(town);
  const was = await addTeamBooking(town, [ada], { isConfirmed: true });
  const moved = await granted(byGuest(app, was));
  assert.deepEqual([moved.hosts, moved.start], [[ada.id], later]);
  assert.deepEqual(await countsOf(town), [1, 0, 0]);
});

Deno.test("round robin: where the member is busy another takes the new time, in one commit", async () => {
  const town = await teamTown({ type: instant }), { app } = town;
  const [ada, ben] = threeOf(town);
  const was = await addTeamBooking(town, [ada], { isConfirmed: true });
  await addTeamBooking(town, [ada], { isConfirmed: true, start: later });
  await addTeamBooking(town, [town.hosts[2]!], { isConfirmed: true, start: later });
  assert.deepEqual(await countsOf(town), [2, 0, 1]);
  const moved = await granted(byGuest(app, was));
  assert.deepEqual(moved.hosts, [ben.id]);
  assert.equal(moved.sequence, was.sequence + 1);
  assert.deepEqual(await countsOf(town), [1, 1, 1]);
  assert.deepEqual(await holdsOf(town), [1, 1, 1]);
  const jobs = await listJobsOfBooking(app.kv, was.id);
  const emails = jobs.flatMap(({ work }) =>
    work.kind === "send-email" && work.sequence === 1
      ? [`${work.emailKind} ${work.to === "guest" ? "guest" : work.hostId}`]
      : []
  );
  assert.deepEqual(
    emails.sort(),
    [
      "guest-rescheduled guest",
      `host-assigned ${ben.id}`,
      `host-released ${ada.id}`,
    ].sort(),
  );
});

Deno.test("round robin: where the type does not keep members, a new time is assigned anew", async () => {
  const town = await teamTown({ type: instant, terms: { keepsHost: false } }), { app } = town;
  const [ada, ben, cleo] = threeOf(town);
  const was = await addTeamBooking(town, [ada], { isConfirmed: true });
  app.at(app.now() + 1000);
  await addTeamBooking(town, [cleo], { isConfirmed: true, start: mondayTen + 5 * HOUR });
  const moved = await granted(byGuest(app, was));
  assert.deepEqual(moved.hosts, [ben.id]);
  assert.deepEqual(await countsOf(town), [0, 1, 1]);
});

Deno.test("round robin: with nobody free the reschedule is refused with alternatives", async () => {
  const town = await teamTown({ type: instant, names: ["ada", "ben"] }), { app } = town;
  const [ada, ben] = threeOf(town);
  const was = await addTeamBooking(town, [ada], { isConfirmed: true });
  for (const host of [ada, ben]) {
    await addTeamBooking(town, [host], { isConfirmed: true, start: later });
  }
  const moved = await refusal(byGuest(app, was));
  assert.equal(moved.code, "taken");
  assert(moved.alternatives?.length);
});

Deno.test("round robin: a confirmed meeting on approval is asked of its own member, or refused", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben] = threeOf(town);
  const was = await addTeamBooking(town, [ada], { isConfirmed: true });
  await addTeamBooking(town, [ada], { isConfirmed: true, start: later });
  assert.equal(refusal(await byGuest(app, was)).code, "taken");
  const asked = await granted(byGuest(app, was, later + HOUR));
  assert(asked.rescheduleRequest);
  assert.deepEqual(asked.hosts, [ada.id]);
  // One that is given away is held at both times by who gets it.
  await granted(bookings.reassign(app, was.id, {
    by: "system",
    from: ada.id,
    to: ben.id,
    revision: null,
  }));
  assert.deepEqual(await holdsOf(town), [1, 2, 0]);
});

Deno.test("round robin: a pending request goes to another member at a time that its own has not free", async () => {
  const town = await teamTown({ names: ["ada", "ben"] }), { app } = town;
  const [ada, ben] = threeOf(town);
  const was = await addTeamBooking(town, [ada]);
  await addTeamBooking(town, [ada], { isConfirmed: true, start: later });
  const moved = await granted(byGuest(app, was));
  assert.deepEqual([moved.hosts, moved.status], [[ben.id], "PENDING"]);
});

const together = { mode: "collective" as const };
const cleoOptional = { cleo: { isOptional: true } };

Deno.test("collective: a reschedule needs every required member, and optional ones come where they are free", async () => {
  const town = await teamTown({ type: instant, terms: together, members: cleoOptional });
  const { app } = town;
  const [ada, ben, cleo] = threeOf(town);
  const was = await addTeamBooking(town, [ada, ben, cleo], { isConfirmed: true });
  const elsewhere = await addTeamBooking(town, [cleo], { isConfirmed: true, start: later });
  const moved = await granted(byGuest(app, was));
  assert.deepEqual(moved.hosts, [ada.id, ben.id]);
  assert.deepEqual(moved.team?.optional, []);
  assert.deepEqual(await holdsOf(town), [1, 1, 1]);

  const by = { actor: "host" as const, hostId: cleo.id };
  assert((await bookings.cancel(app, elsewhere.id, { by, reason: "", revision: null })).ok);
  const back = await granted(byGuest(app, was, later + HOUR));
  assert.deepEqual(back.hosts, [ada.id, ben.id, cleo.id]);
  assert.deepEqual(back.team?.optional, [cleo.id]);

  await addTeamBooking(town, [ben], { isConfirmed: true, start: later + 3 * HOUR });
  assert.equal(refusal(await byGuest(app, was, later + 3 * HOUR)).code, "taken");
});

Deno.test("collective: at another time every member is asked again", async () => {
  const town = await teamTown({ terms: { ...together, confirmedBy: "all" } }), { app } = town;
  const [ada] = threeOf(town);
  const was = await addTeamBooking(town, town.hosts);
  const decision = { hostId: ada.id, revision: was.revision, message: "", force: false };
  const noted = await granted(bookings.confirm(app, was.id, decision));
  assert.deepEqual(noted.team?.confirmations, [ada.id]);
  const moved = await granted(byGuest(app, was));
  assert.deepEqual(moved.team?.confirmations, []);
});

Deno.test("collective: a member reschedules for all from the dashboard, whatever optional members do", async () => {
  const town = await teamTown({ terms: together, members: cleoOptional }), { app } = town;
  const [ada, ben, cleo] = threeOf(town);
  const was = await addTeamBooking(town, town.hosts, { isConfirmed: true });
  const clash = await addTeamBooking(town, [cleo], { isConfirmed: true, start: later });
  const moved = await granted(byHost(app, was, ben));
  assert.deepEqual(moved.hosts, [ada.id, ben.id]);
  const other = await addTeamBooking(town, town.hosts, { isConfirmed: true });
  assert.equal(refusal(await byHost(app, other, ben)).code, "taken");
  assert.equal(refusal(await byHost(app, clash, ben)).code, "not-found");
});

Deno.test("collective: an entry that one moves is followed only where the others are open and free", async () => {
  const town = await teamTown({ terms: together }), { app } = town;
  const [ada, ben] = threeOf(town);
  const was = await addTeamBooking(town, town.hosts, { isConfirmed: true });
  assert((await byHost(app, was, ben, "calendar")).ok);
  const evening = await refusal(bookings.reschedule(app, was.id, {
    by: { actor: "calendar", hostId: ada.id, force: true },
    start: mondayTen + 12 * HOUR,
    revision: null,
    key: null,
  }));
  assert.equal(evening.code, "taken");
});

Deno.test("round robin: the calendar of the next member is asked before an instant meeting goes to them", async () => {
  const asked: string[] = [];
  const busyAt = later;
  const town = await teamTown({
    type: { decision: "instant" },
    app: {
      openCalendar: ({ hostId }) =>
        Promise.resolve({
          ...unavailableCalendar,
          busy: () => {
            asked.push(hostId);
            const isBusy = hostId !== free;
            return Promise.resolve(isBusy ? [{ start: busyAt, end: busyAt + HOUR }] : []);
          },
        }),
    },
  });
  const { app } = town;
  const [ada, , cleo] = threeOf(town);
  const free = cleo.id;
  for (const host of town.hosts) await connectCalendar(app, host);
  const was = await addTeamBooking(town, [ada], { isConfirmed: true });
  const moved = await granted(byGuest(app, was));
  assert.deepEqual([moved.hosts, moved.status], [[cleo.id], "CONFIRMED"]);
  assert(asked.includes(ada.id) && asked.includes(cleo.id));
});

Deno.test("round robin: a meeting on approval asks its own member, also where the type assigns anew", async () => {
  const town = await teamTown({ terms: { keepsHost: false } }), { app } = town;
  const [ada] = threeOf(town);
  const was = await addTeamBooking(town, [ada], { isConfirmed: true });
  const asked = await granted(byGuest(app, was));
  assert(asked.rescheduleRequest);
  assert.deepEqual(asked.hosts, [ada.id]);
});
