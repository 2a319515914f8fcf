/** Who decides on a request to a team: the assigned member, the required members of a collective, or a manager for them. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { hostDecisionView } from "$lib/server/bookings/host-decision-view.ts";
import { keys } from "$lib/server/store/keys.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { getRotation } from "$lib/server/store/team-bookings.ts";
import { setTeamMember } from "$lib/server/store/teams.ts";
import { getGuard, guardedCommit } from "$lib/server/store/guard.ts";
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
  const town = await teamTown();
  using app = town.app;
  const [ada, ben, cleo] = town.hosts as [Host, Host, Host];
  const first = await addTeamBooking(town, [ben]);
  const byColleague = await bookings.confirm(app, first.id, by(cleo.id, first));
  assert.equal(!byColleague.ok && byColleague.refusal.code, "not-found");
  const declined = await bookings.reject(app, first.id, by(cleo.id, first));
  assert.equal(!declined.ok && declined.refusal.code, "not-found");
  const byOwner = await bookings.confirm(app, first.id, by(ada.id, first));
  assert(byOwner.ok, JSON.stringify(byOwner));
  assert.deepEqual(byOwner.value.hosts, [ben.id]);
  const history = await listHistory(app.kv, first.id);
  assert.equal(history.at(-1)?.hostId, ada.id);

  const admin = { teamId: town.team.id, hostId: cleo.id, role: "admin" as const, joinedAt: 0 };
  const op = guardedCommit(app.kv, await getGuard(app.kv, town.team.id));
  assert((await setTeamMember(op, admin).commit()).ok);
  const second = await addTeamBooking(town, [ben], { start: mondayTen + 3_600_000 });
  assert((await bookings.reject(app, second.id, by(cleo.id, second))).ok);
});

Deno.test("collective: the first confirmation confirms, the first no declines", async () => {
  const town = await collective("first");
  using app = town.app;
  const [, ben, cleo] = town.hosts;
  const one = await addTeamBooking(town, town.hosts);
  assert((await bookings.confirm(app, one.id, by(ben!.id, one))).ok);
  assert.equal((await getBooking(app.kv, one.id))?.status, "CONFIRMED");
  const other = await addTeamBooking(town, town.hosts, { start: mondayTen + 3_600_000 });
  assert((await bookings.reject(app, other.id, by(cleo!.id, other))).ok);
  assert.equal((await getBooking(app.kv, other.id))?.status, "REJECTED");
});

Deno.test("collective: each confirmation is noted, and the last one confirms", async () => {
  const town = await collective("all");
  using app = town.app;
  const [ada, ben, cleo] = town.hosts.map(({ id }) => id) as [string, string, string];
  let booking = await addTeamBooking(town, town.hosts);
  for (const hostId of [ben, cleo]) {
    const noted = await bookings.confirm(app, booking.id, by(hostId, booking));
    assert(noted.ok, JSON.stringify(noted));
    assert.equal(noted.value.status, "PENDING");
    assert.equal(noted.value.revision, booking.revision + 1);
    booking = noted.value;
  }
  assert.deepEqual(booking.team?.confirmations, [ben, cleo]);
  const again = await bookings.confirm(app, booking.id, by(ben, booking));
  assert.equal(again.ok && again.value.revision, booking.revision);
  const last = await bookings.confirm(app, booking.id, by(ada, booking));
  assert.equal(last.ok && last.value.status, "CONFIRMED");
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
  const town = await collective("all");
  using app = town.app;
  const [ada, ben] = town.hosts;
  const booking = await addTeamBooking(town, town.hosts);
  const noted = await bookings.confirm(app, booking.id, by(ada!.id, booking));
  assert(noted.ok);
  assert((await bookings.reject(app, booking.id, by(ben!.id, noted.value))).ok);
  assert.equal((await getBooking(app.kv, booking.id))?.status, "REJECTED");
});

Deno.test("collective: of two who decide at once one wins, and the other is told", async () => {
  const town = await collective("first");
  using app = town.app;
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
  const town = await collective("all", { members: { cleo: { isOptional: true } } });
  using app = town.app;
  const [ada, ben, cleo] = town.hosts.map(({ id }) => id) as [string, string, string];
  const booking = await addTeamBooking(town, town.hosts);
  const requested = (await listJobsOfBooking(app.kv, booking.id)).flatMap(({ work }) =>
    work.kind === "send-email" && work.emailKind === "host-requested" ? [work.hostId] : []
  );
  assert.deepEqual(requested.sort(), [ada, ben].sort());
  const optional = await bookings.confirm(app, booking.id, by(cleo, booking));
  assert.equal(!optional.ok && optional.refusal.code, "not-found");
  const member = await bookings.confirm(app, booking.id, by(ben, booking, true));
  assert.equal(!member.ok && member.refusal.code, "not-found");
  const owner = await bookings.confirm(app, booking.id, by(ada, booking, true));
  assert.equal(owner.ok && owner.value.status, "CONFIRMED");
});

const passing = { terms: { whenDeclined: "next-member" as const } };

Deno.test("round robin: a declined request goes to the next free member with a new deadline, once", async () => {
  const town = await teamTown(passing);
  using app = town.app;
  const [ada, ben, cleo] = town.hosts.map(({ id }) => id) as [string, string, string];
  const start = mondayTen + 2 * 86_400_000;
  const booking = await addTeamBooking(town, [town.hosts[0]!], { start });
  app.at(app.now() + 3_600_000);
  const passed = await bookings.reject(app, booking.id, by(ada, booking));
  assert(passed.ok, JSON.stringify(passed));
  assert.equal(passed.value.status, "PENDING");
  assert.deepEqual(passed.value.team?.declinedBy, [ada]);
  assert(passed.value.reservedUntil! > booking.reservedUntil!);
  const next = passed.value.hosts[0]!;
  assert([ben, cleo].includes(next));
  assert.deepEqual(Object.keys(passed.value.links.hosts).sort(), [ada, next].sort());
  const rotation = await getRotation(app.kv, town.team.id, town.type.id);
  assert.deepEqual([rotation?.[ada]?.count, rotation?.[next]?.count], [0, 1]);
  assert((await emailsOf(app, booking)).includes("guest-reassigned"));

  const ended = await bookings.reject(app, booking.id, by(next, passed.value));
  assert.equal(ended.ok && ended.value.status, "REJECTED");
  const after = await getRotation(app.kv, town.team.id, town.type.id);
  assert.deepEqual(town.hosts.map(({ id }) => after?.[id]?.count ?? 0), [0, 0, 0]);
});

Deno.test("round robin: an expired request goes to the next free member, whose time it holds", async () => {
  const town = await teamTown({ ...passing, names: ["ada", "ben"] });
  using app = town.app;
  const [ada, ben] = town.hosts.map(({ id }) => id) as [string, string];
  const booking = await addTeamBooking(town, [town.hosts[0]!], {
    start: mondayTen + 2 * 86_400_000,
  });
  app.at(booking.reservedUntil!);
  const passed = await bookings.expire(app, booking.id);
  assert(passed.ok, JSON.stringify(passed));
  assert.deepEqual([passed.value.status, passed.value.hosts], ["PENDING", [ben]]);
  assert.deepEqual(passed.value.team?.declinedBy, [ada]);
  app.at(passed.value.reservedUntil!);
  const ended = await bookings.expire(app, booking.id);
  assert.equal(ended.ok && ended.value.endReason, "expired");
});

Deno.test("round robin: without a free member a declined request ends", async () => {
  const town = await teamTown({ ...passing, names: ["ada", "ben"] });
  using app = town.app;
  const [ada, ben] = town.hosts;
  await addTeamBooking(town, [ben!], { isConfirmed: true });
  const booking = await addTeamBooking(town, [ada!]);
  const ended = await bookings.reject(app, booking.id, by(ada!.id, booking));
  assert.equal(ended.ok && ended.value.status, "REJECTED");
});

Deno.test("round robin: a request is not passed to a member with an overdue request at that time", async () => {
  const town = await teamTown({ ...passing, names: ["ada", "ben"] });
  using app = town.app;
  const [ada, ben] = town.hosts;
  const change = { reservedUntil: app.now() + 60_000 };
  await addTeamBooking(town, [ben!], { change });
  const booking = await addTeamBooking(town, [ada!]);
  app.at(app.now() + 120_000);
  const ended = await bookings.reject(app, booking.id, by(ada!.id, booking));
  assert.equal(ended.ok && ended.value.status, "REJECTED");
});

Deno.test("round robin: the link of who declined still says where the request went, and decides nothing", async () => {
  const town = await teamTown(passing);
  using app = town.app;
  const [ada] = town.hosts as [Host];
  const booking = await addTeamBooking(town, [ada], { change: { message: "" } });
  const token = await bookings.openHostLink(app, booking, ada.id);
  const passed = await bookings.reject(app, booking.id, by(ada.id, booking));
  assert(passed.ok);
  const found = await bookings.findByLink(app, token, "host");
  assert.equal(found?.host.id, ada.id);
  const view = await hostDecisionView(app, found.booking, found.host, "reject");
  assert.deepEqual([view.state, view.conflictCheck, view.deadline], ["passed-on", null, null]);
  // Ada manages the team; as somebody else she could not decide for the next member.
  await app.kv.delete(keys.teamMember(town.team.id, ada.id));
  const again = await bookings.confirm(app, booking.id, by(ada.id, passed.value));
  assert.equal(!again.ok && again.refusal.code, "not-found");
  const next = passed.value.hosts[0]!;
  const given = { by: "system" as const, from: next, to: "any-free", revision: null };
  const nextToken = await bookings.openHostLink(app, passed.value, next);
  assert((await bookings.reassign(app, booking.id, given)).ok);
  assert.equal(await bookings.findByLink(app, nextToken, "host"), null);
});
