/** Who decides on a request to a team: the assigned member, the required members of a collective, or a manager for them. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { hostDecisionView } from "$lib/server/views/host-decision-view.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { getRotation } from "$lib/server/store/team-bookings.ts";
import { setTeamMember } from "$lib/server/store/teams.ts";
import { getGuard, guardedCommit } from "$lib/server/kv/guard.ts";
import { granted, refusal } from "../../support/granted.ts";
import type { TestApp } from "../../support/test-app.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import { mondayTen } from "../../support/town.ts";

const by = (hostId: string, { revision }: Booking, forAll = false) => ({
  hostId,
  revision,
  message: "",
  force: false,
  ...(forAll ? { forAll } : {}),
});

async function emailsOf(app: TestApp, { id }: Booking): Promise<string[]> {
  const jobs = await listJobsOfBooking(app.kv, id);
  return jobs.flatMap(({ work }) => work.kind === "send-email" ? [work.emailKind] : []).sort();
}

async function eventsOf(app: TestApp, { id }: Booking): Promise<string[]> {
  return (await listHistory(app.kv, id)).map(({ event }) => event);
}

const collective = (confirmedBy: "first" | "all", change: object = {}) =>
  teamTown({ terms: { mode: "collective", confirmedBy }, ...change });

Deno.test("round robin: its member or a manager of the team decides, a colleague and a stranger do not", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = town.hosts as [Host, Host, Host];
  const first = await addTeamBooking(town, [ben]);
  const byColleague = await refusal(bookings.confirm(app, first.id, by(cleo.id, first)));
  assert.equal(byColleague.code, "not-found");
  assert.equal(refusal(await bookings.reject(app, first.id, by(cleo.id, first))).code, "not-found");
  const byOwner = await granted(bookings.confirm(app, first.id, by(ada.id, first)));
  assert.deepEqual(byOwner.hosts, [ben.id]);
  const history = await listHistory(app.kv, first.id);
  assert.equal(history.at(-1)?.hostId, ada.id);

  const admin = { teamId: town.team.id, hostId: cleo.id, role: "admin" as const, joinedAt: 0 };
  const op = guardedCommit(app.kv, await getGuard(app.kv, town.team.id));
  assert((await setTeamMember(op, admin).commit()).ok);
  const second = await addTeamBooking(town, [ben], { start: mondayTen + HOUR });
  assert((await bookings.reject(app, second.id, by(cleo.id, second))).ok);
});

Deno.test("collective: the first confirmation confirms, the first no declines", async () => {
  const town = await collective("first"), { app } = town;
  const [, ben, cleo] = town.hosts;
  const one = await addTeamBooking(town, town.hosts);
  assert((await bookings.confirm(app, one.id, by(ben!.id, one))).ok);
  assert.equal((await getBooking(app.kv, one.id))?.status, "CONFIRMED");
  const other = await addTeamBooking(town, town.hosts, { start: mondayTen + HOUR });
  assert((await bookings.reject(app, other.id, by(cleo!.id, other))).ok);
  assert.equal((await getBooking(app.kv, other.id))?.status, "REJECTED");
});

Deno.test("collective: each confirmation is noted, and the last one confirms", async () => {
  const town = await collective("all"), { app } = town;
  const [ada, ben, cleo] = town.hosts.map(({ id }) => id) as [string, string, string];
  let booking = await addTeamBooking(town, town.hosts);
  for (const hostId of [ben, cleo]) {
    const noted = await granted(bookings.confirm(app, booking.id, by(hostId, booking)));
    assert.equal(noted.status, "PENDING");
    assert.equal(noted.revision, booking.revision + 1);
    booking = noted;
  }
  assert.deepEqual(booking.team?.confirmations, [ben, cleo]);
  const again = await granted(bookings.confirm(app, booking.id, by(ben, booking)));
  assert.equal(again.revision, booking.revision);
  const last = await granted(bookings.confirm(app, booking.id, by(ada, booking)));
  assert.equal(last.status, "CONFIRMED");
  assert.deepEqual(await eventsOf(app, booking), [
    "requested",
    "partly-confirmed",
    "partly-confirmed",
    "confirmed",
  ]);
  const confirmed = (await emailsOf(app, booking)).filter((kind) => kind === "host-confirmed");
  assert.equal(confirmed.length, 3);
});

Deno.test("collective: a no after some confirmations declines", async () => {
  const town = await collective("all"), { app } = town;
  const [ada, ben] = town.hosts;
  const booking = await addTeamBooking(town, town.hosts);
  const noted = await granted(bookings.confirm(app, booking.id, by(ada!.id, booking)));
  assert((await bookings.reject(app, booking.id, by(ben!.id, noted))).ok);
  assert.equal((await getBooking(app.kv, booking.id))?.status, "REJECTED");
});

Deno.test("collective: of two who decide at once one wins, and the other is told", async () => {
  const town = await collective("first"), { app } = town;
  const [ada, ben] = town.hosts;
  const booking = await addTeamBooking(town, town.hosts);
  const outcomes = await Promise.all([
    bookings.confirm(app, booking.id, by(ada!.id, booking)),
    bookings.reject(app, booking.id, by(ben!.id, booking)),
  ]);
  assert.equal(outcomes.filter(({ ok }) => ok).length, 1);
  const lost = outcomes.find(({ ok }) => !ok)!;
  assert(!lost.ok && /^already-/.test(lost.refusal.code), JSON.stringify(lost));
});

Deno.test("collective: optional members are not asked, and a manager decides for all at once", async () => {
  const town = await collective("all", { members: { cleo: { isOptional: true } } }), { app } = town;
  const [ada, ben, cleo] = town.hosts.map(({ id }) => id) as [string, string, string];
  const booking = await addTeamBooking(town, town.hosts);
  const requested = (await listJobsOfBooking(app.kv, booking.id)).flatMap(({ work }) =>
    work.kind === "send-email" && work.emailKind === "host-requested" ? [work.hostId] : []
  );
  assert.deepEqual(requested.sort(), [ada, ben].sort());
  const optional = await refusal(bookings.confirm(app, booking.id, by(cleo, booking)));
  assert.equal(optional.code, "not-found");
  const member = await refusal(bookings.confirm(app, booking.id, by(ben, booking, true)));
  assert.equal(member.code, "not-found");
  const owner = await granted(bookings.confirm(app, booking.id, by(ada, booking, true)));
  assert.equal(owner.status, "CONFIRMED");
});

const passing = { terms: { whenDeclined: "next-member" as const } };

Deno.test("round robin: a declined request goes to the next free member with a new deadline, once", async () => {
  const town = await teamTown(passing), { app } = town;
  const [ada, ben, cleo] = town.hosts.map(({ id }) => id) as [string, string, string];
  const start = mondayTen + 2 * DAY;
  const booking = await addTeamBooking(town, [town.hosts[0]!], { start });
  app.at(app.now() + HOUR);
  const passed = await granted(bookings.reject(app, booking.id, by(ada, booking)));
  assert.equal(passed.status, "PENDING");
  assert.deepEqual(passed.team?.declinedBy, [ada]);
  assert(passed.reservedUntil! > booking.reservedUntil!);
  const next = passed.hosts[0]!;
  assert([ben, cleo].includes(next));
  assert.deepEqual(Object.keys(passed.links.hosts).sort(), [ada, next].sort());
  const rotation = await getRotation(app.kv, town.team.id, town.type.id);
  assert.deepEqual([rotation?.[ada]?.count, rotation?.[next]?.count], [0, 1]);
  assert((await emailsOf(app, booking)).includes("guest-reassigned"));

  const ended = await granted(bookings.reject(app, booking.id, by(next, passed)));
  assert.equal(ended.status, "REJECTED");
  const after = await getRotation(app.kv, town.team.id, town.type.id);
  assert.deepEqual(town.hosts.map(({ id }) => after?.[id]?.count ?? 0), [0, 0, 0]);
});

Deno.test("round robin: an expired request goes to the next free member, whose time it holds", async () => {
  const town = await teamTown({ ...passing, names: ["ada", "ben"] }), { app } = town;
  const [ada, ben] = town.hosts.map(({ id }) => id) as [string, string];
  const booking = await addTeamBooking(town, [town.hosts[0]!], {
    start: mondayTen + 2 * DAY,
  });
  app.at(booking.reservedUntil!);
  const passed = await granted(bookings.expire(app, booking.id));
  assert.deepEqual([passed.status, passed.hosts], ["PENDING", [ben]]);
  assert.deepEqual(passed.team?.declinedBy, [ada]);
  app.at(passed.reservedUntil!);
  const ended = await granted(bookings.expire(app, booking.id));
  assert.equal(ended.endReason, "expired");
});

Deno.test("round robin: without a free member a declined request ends", async () => {
  const town = await teamTown({ ...passing, names: ["ada", "ben"] }), { app } = town;
  const [ada, ben] = town.hosts;
  await addTeamBooking(town, [ben!], { isConfirmed: true });
  const booking = await addTeamBooking(town, [ada!]);
  const ended = await granted(bookings.reject(app, booking.id, by(ada!.id, booking)));
  assert.equal(ended.status, "REJECTED");
});

Deno.test("round robin: a request is not passed to a member with an overdue request at that time", async () => {
  const town = await teamTown({ ...passing, names: ["ada", "ben"] }), { app } = town;
  const [ada, ben] = town.hosts;
  const change = { reservedUntil: app.now() + MINUTE };
  await addTeamBooking(town, [ben!], { change });
  const booking = await addTeamBooking(town, [ada!]);
  app.at(app.now() + 120_000);
  const ended = await granted(bookings.reject(app, booking.id, by(ada!.id, booking)));
  assert.equal(ended.status, "REJECTED");
});

Deno.test("round robin: the link of who declined still says where the request went, and decides nothing", async () => {
  const town = await teamTown(passing), { app } = town;
  const [ada] = town.hosts as [Host];
  const booking = await addTeamBooking(town, [ada], { change: { message: "" } });
  const token = await bookings.openHostLink(app, booking, ada.id);
  const passed = await granted(bookings.reject(app, booking.id, by(ada.id, booking)));
  const found = await bookings.findByLink(app, token, "host");
  assert.equal(found?.host.id, ada.id);
  const view = await hostDecisionView(app, found.booking, found.host, "reject");
  assert.deepEqual([view.state, view.conflictCheck, view.deadline], ["passed-on", null, null]);
  // Ada manages the team; as somebody else she could not decide for the next member.
  await app.kv.delete(keys.teamMember(town.team.id, ada.id));
  const again = await refusal(bookings.confirm(app, booking.id, by(ada.id, passed)));
  assert.equal(again.code, "not-found");
  const next = passed.hosts[0]!;
  const given = { by: "system" as const, from: next, to: "any-free", revision: null };
  const nextToken = await bookings.openHostLink(app, passed, next);
  assert((await bookings.reassign(app, booking.id, given)).ok);
  assert.equal(await bookings.findByLink(app, nextToken, "host"), null);
});
