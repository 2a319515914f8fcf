/** A team booking given to another member: by them, by a manager, or by the system when they leave. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { getRotation } from "$lib/server/store/team-bookings.ts";
import { listBookings } from "$lib/server/store/bookings.ts";
import { block } from "$lib/server/guests/block-list.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { granted, refusal } from "../../support/granted.ts";
import { connectCalendar, unavailableCalendar } from "../../support/stub-calendar.ts";
import type { TestApp } from "../../support/test-app.ts";
import { addTeamBooking, type TeamTown, teamTown } from "../../support/team-town.ts";
import { mondayTen } from "../../support/town.ts";

/** The three hosts of the town. */
function threeOf({ hosts }: TeamTown): [Host, Host, Host] {
  return hosts as [Host, Host, Host];
}

const giving = (by: Host | "system", from: Host, to: Host | "any-free") => ({
  by: by === "system" ? by : { hostId: by.id },
  from: from.id,
  to: to === "any-free" ? to : to.id,
  revision: null,
});

async function heldBy(app: TestApp, host: Host, { start, end }: Booking): Promise<number> {
  return (await listHolds(app.kv, host.id, { start, end })).length;
}

async function emailsOf(app: TestApp, { id }: Booking): Promise<string[]> {
  const jobs = await listJobsOfBooking(app.kv, id);
  return jobs.flatMap(({ work, state }) =>
    work.kind === "send-email" && state === "waiting"
      ? [`${work.emailKind} ${work.to === "guest" ? "" : work.hostId}`.trim()]
      : []
  );
}

Deno.test("reassign: a confirmed meeting goes to another member with its id, UID and time", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben] = threeOf(town);
  const was = await addTeamBooking(town, [ada], { isConfirmed: true });
  const before = await emailsOf(app, was);
  const is = await granted(bookings.reassign(app, was.id, giving(ada, ada, ben)));
  assert.deepEqual(is.hosts, [ben.id]);
  assert.deepEqual([is.id, is.uid, is.start, is.status], [was.id, was.uid, was.start, "CONFIRMED"]);
  assert.equal(is.sequence, was.sequence + 1);
  assert.deepEqual(is.organizer, was.organizer);
  assert.deepEqual([await heldBy(app, ada, was), await heldBy(app, ben, was)], [0, 1]);
  const emails = (await emailsOf(app, is)).filter((each) => !before.includes(each));
  assert.deepEqual(
    emails.sort(),
    [
      "guest-reassigned",
      `host-assigned ${ben.id}`,
      `host-released ${ada.id}`,
    ].sort(),
  );
  const rotation = await getRotation(app.kv, town.team.id, town.type.id);
  assert.deepEqual([rotation?.[ada.id]?.count, rotation?.[ben.id]?.count], [0, 1]);
  const ofTeam = await listBookings(app.kv, town.team.id, "confirmed", { limit: 5 });
  assert.deepEqual(ofTeam.bookings.map(({ id }) => id), [was.id]);
});

Deno.test("reassign: of who left the rotation and came again since, it is a new assignment", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben] = threeOf(town), { team, type } = town;
  const was = await addTeamBooking(town, [ada], { isConfirmed: true });
  const rotation = (await getRotation(app.kv, team.id, type.id))!;
  const again = { share: 0, count: 0, lastAt: 0, since: app.now() + 1 };
  await app.kv.set(keys.rotation(team.id, type.id), { ...rotation, [ada.id]: again });
  assert((await bookings.reassign(app, was.id, giving(ada, ada, ben))).ok);
  const is = (await getRotation(app.kv, team.id, type.id))!;
  assert.equal(is[ada.id]!.count, 0, "nothing was theirs to give");
  assert.equal(is[ben.id]!.count, 1);
});

Deno.test("reassign: a link of who gave it away opens nothing", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben] = threeOf(town);
  const was = await addTeamBooking(town, [ada]);
  const token = await bookings.openHostLink(app, was, ada.id);
  const given = await granted(bookings.reassign(app, was.id, giving(ada, ada, ben)));
  assert.equal(given.sequence, 0);
  assert.equal(await bookings.findByLink(app, token, "host"), null);
  const theirs = await bookings.openHostLink(app, given, ben.id);
  assert((await bookings.findByLink(app, theirs, "host"))?.host.id === ben.id);
});

Deno.test("reassign: a colleague and a stranger are refused, a manager is not", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = threeOf(town);
  const was = await addTeamBooking(town, [ben]);
  for (const by of [cleo, { ...ada, id: "somebody-else" }]) {
    const refused = await refusal(bookings.reassign(app, was.id, giving(by, ben, cleo)));
    assert.equal(refused.code, "not-found");
  }
  assert((await bookings.reassign(app, was.id, giving(ada, ben, cleo))).ok);
});

Deno.test("reassign: only to a member who is free, open and does not block the guest", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = threeOf(town);
  const was = await addTeamBooking(town, [ada], { isConfirmed: true });
  await addTeamBooking(town, [ben], { isConfirmed: true });
  assert((await block(app, cleo.id, was.guest.email)).ok);
  assert.deepEqual(await bookings.freeMembersFor(app, was), []);
  for (const to of [ben, cleo, "any-free"] as const) {
    assert.equal(refusal(await bookings.reassign(app, was.id, giving(ada, ada, to))).code, "taken");
  }
  // A Sunday is outside of everybody's hours.
  const sunday = await addTeamBooking(town, [ada], { start: mondayTen + 6 * DAY });
  assert.deepEqual(await bookings.freeMembersFor(app, sunday), []);
});

Deno.test("reassign: inside the minimum notice and off the grid a meeting can still be given away", async () => {
  const town = await teamTown({ type: { minimumNotice: 48 * 60, bookingWindowDays: 1 } });
  const { app } = town;
  const [ada, ben, cleo] = threeOf(town);
  const was = await addTeamBooking(town, [ada], {
    isConfirmed: true,
    start: mondayTen + 7 * MINUTE,
  });
  const free = await bookings.freeMembersFor(app, was);
  assert.deepEqual(free.map(({ id }) => id).sort(), [ben.id, cleo.id].sort());
  assert((await bookings.reassign(app, was.id, giving("system", ada, "any-free"))).ok);
});

Deno.test("reassign: the calendars of the other members are asked, and who is busy or silent does not get it", async () => {
  const asked: string[] = [];
  const town = await teamTown({
    app: {
      openCalendar: ({ hostId }) =>
        Promise.resolve({
          ...unavailableCalendar,
          busy: () => {
            asked.push(hostId);
            if (hostId === silent) return Promise.reject(new Error("stopped"));
            return Promise.resolve([{ start: mondayTen, end: mondayTen + HOUR }]);
          },
        }),
    },
  });
  const { app } = town;
  const [ada, ben, cleo] = threeOf(town);
  const silent = cleo.id;
  await connectCalendar(app, ben);
  await connectCalendar(app, cleo);
  const was = await addTeamBooking(town, [ada], { isConfirmed: true });
  const refused = await refusal(bookings.reassign(app, was.id, giving(ada, ada, "any-free")));
  assert.equal(refused.code, "taken");
  assert.deepEqual(asked.sort(), [ben.id, cleo.id].sort());
  assert.deepEqual((await getBooking(app.kv, was.id))?.hosts, [ada.id]);
});

Deno.test("reassign: of two at once one wins, and a shown revision that is old is refused", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = threeOf(town);
  const was = await addTeamBooking(town, [ada]);
  const outcomes = await Promise.all(
    [ben, cleo].map((to) =>
      bookings.reassign(app, was.id, { ...giving(ada, ada, to), revision: was.revision })
    ),
  );
  assert.equal(outcomes.filter(({ ok }) => ok).length, 1);
  assert.equal(refusal(outcomes.find(({ ok }) => !ok)!).code, "changed");
});

Deno.test("reassign: a required member of a collective is replaced, and the others stay", async () => {
  const town = await teamTown({ terms: { mode: "collective", confirmedBy: "all" } });
  const { app } = town;
  const [ada, ben, cleo] = threeOf(town);
  const was = await addTeamBooking(town, [ada, ben], { isConfirmed: true });
  const given = await granted(bookings.reassign(app, was.id, giving(ada, ada, cleo)));
  assert.deepEqual(given.hosts, [cleo.id, ben.id]);
  assert.deepEqual([await heldBy(app, ada, was), await heldBy(app, ben, was)], [0, 1]);
  assert(!(await emailsOf(app, was)).includes(`host-assigned ${ben.id}`));
});

Deno.test("reassign: of eight members one is replaced in one commit, with ten checks", async () => {
  const names = ["ada", "ben", "cleo", "dana", "eli", "fay", "gus", "hal", "ida"];
  const town = await teamTown({ names, terms: { mode: "collective" } }), { app } = town;
  const eight = town.hosts.slice(0, 8), ida = town.hosts[8]!;
  const was = await addTeamBooking(town, eight, { isConfirmed: true });
  const given = await granted(
    bookings.reassign(app, was.id, giving(town.hosts[0]!, eight[7]!, ida)),
  );
  assert.deepEqual(given.hosts, [...eight.slice(0, 7), ida].map(({ id }) => id));
});

Deno.test("reassign: who stops being a manager while calendars are asked is refused", async () => {
  let asked = () => Promise.resolve();
  const town = await teamTown({
    app: {
      openCalendar: () =>
        Promise.resolve({
          ...unavailableCalendar,
          busy: async () => {
            await asked();
            return [];
          },
        }),
    },
  });
  const { app } = town;
  const [ada, ben, cleo] = threeOf(town);
  await connectCalendar(app, cleo);
  asked = () => app.kv.delete(keys.teamMember(town.team.id, ada.id));
  const was = await addTeamBooking(town, [ben], { isConfirmed: true });
  const refused = await refusal(bookings.reassign(app, was.id, giving(ada, ben, cleo)));
  assert.equal(refused.code, "not-found");
});

Deno.test("reassign: a request past its deadline expires before its time is given away", async () => {
  const town = await teamTown(), { app } = town;
  using _ = app;
  const [ada, ben] = threeOf(town), start = mondayTen + 7 * DAY;
  const was = await addTeamBooking(town, [ada], { start, isConfirmed: true });
  const waiting = await addTeamBooking(town, [ben], { start });
  app.at(waiting.reservedUntil!);
  await granted(bookings.reassign(app, was.id, giving(ada, ada, ben)));
  assert.equal((await getBooking(app.kv, waiting.id))!.endReason, "expired");
});
