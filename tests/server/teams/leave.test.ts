import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { leaveTeam } from "$lib/server/jobs/close-team.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { listAll } from "$lib/server/kv/commit.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import type { Job } from "$lib/server/store/job.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getRotation } from "$lib/server/store/team-bookings.ts";
import { listTeamInvitations } from "$lib/server/store/team-invitations.ts";
import { getTeamMember } from "$lib/server/store/teams.ts";
import { invite } from "$lib/server/teams/invitations.ts";
import { leave, settleBookings } from "$lib/server/teams/leave.ts";
import { readMemberState } from "$lib/server/teams/team-json.ts";
import { setRole } from "$lib/server/teams/members.ts";
import { countByHost, listUpcoming } from "$lib/server/teams/team-bookings.ts";
import { refusal } from "../../support/granted.ts";
import { addTeamBooking, addTeamType, type TeamTown, teamTown } from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";
import { mondayTen } from "../../support/town.ts";

/** Ends Ben's membership as somebody, and runs the job that follows. */
async function benLeaves(
  { app, team, hosts }: TeamTown,
  bookings: "hand-over" | "cancel" | "keep",
  by = hosts[1]!,
) {
  const left = await leave(app, { teamId: team.id, hostId: hosts[1]!.id, by: by.id, bookings });
  const jobs = (await listAll<Job>(app.kv, { prefix: keys.jobs() })).map(({ value }) => value);
  const job = jobs.find(({ work }) => work.kind === "leave-team");
  if (job) await runToEnd(app, job);
  return left;
}

/** Runs a job again while it says that there is more. */
async function runToEnd(app: TestApp, job: Job): Promise<number> {
  for (let runs = 1;; runs++) {
    const result = await leaveTeam(app, job);
    if (result.state !== "waiting") {
      assert.deepEqual(result, { state: "done" });
      return runs;
    }
    job = { ...job, work: result.work! };
  }
}

async function statusOf(app: TestApp, id: string) {
  return (await getBooking(app.kv, id))?.status;
}

Deno.test("leave: round robins and their rotation go on without the member, collectives list them still", async () => {
  const town = await teamTown(), { app, team, hosts: [ada, ben, cleo], type } = town;
  const collective = await addTeamType(app, team, town.hosts, {
    type: { slug: "all" },
    terms: { mode: "collective" },
  });
  await addTeamBooking(town, [ben!]);
  const before = (await getGuard(app.kv, team.id)).guard.version;
  assert((await benLeaves(town, "keep")).ok);
  assert.equal(await getTeamMember(app.kv, team.id, ben!.id), null);
  assert.deepEqual(await listAll(app.kv, { prefix: keys.teamsOf(ben!.id) }), []);
  const is = await getEventType(app.kv, team.id, type.id);
  assert.deepEqual(is?.team?.members.map(({ hostId }) => hostId), [ada!.id, cleo!.id]);
  const rotation = await getRotation(app.kv, team.id, type.id);
  assert.deepEqual(Object.keys(rotation ?? {}).sort(), [ada!.id, cleo!.id].sort());
  assert.equal((await getEventType(app.kv, team.id, collective.id))?.team?.members.length, 3);
  assert((await getGuard(app.kv, team.id)).guard.version > before);
});

Deno.test("leave: the open invitations of who left end, those of others stay", async () => {
  const town = await teamTown({ app: { sendMail: () => Promise.resolve() } }),
    { app, team, hosts: [ada, ben] } = town;
  assert((await setRole(app, { teamId: team.id, hostId: ada!.id }, ben!.id, "admin")).ok);
  for (const { id, username } of [ada!, ben!]) {
    const who = `for-${username}@example.org`;
    assert((await invite(app, { teamId: team.id, hostId: id }, { who, role: "member" })).ok);
  }
  assert((await benLeaves(town, "keep")).ok);
  const open = await listTeamInvitations(app.kv, team.id);
  assert.deepEqual(open.map(({ email }) => email), ["for-ada@example.org"]);
});

Deno.test("leave: twenty-five round robins are left in several commits, each under its limits", async () => {
  const town = await teamTown(), { app } = town;
  const types = [];
  for (let n = 0; n < 25; n++) {
    types.push(await addTeamType(app, town.team, town.hosts, { type: { slug: `t-${n}` } }));
  }
  assert((await benLeaves(town, "keep")).ok);
  for (const { id } of types) {
    assert.equal((await getEventType(app.kv, town.team.id, id))?.team?.members.length, 2);
  }
});

Deno.test("leave: kept bookings stay with who left, cancelled ones end by the ordinary verb", async () => {
  for (const bookings of ["keep", "cancel"] as const) {
    const town = await teamTown();
    using app = town.app;
    const [ada, ben] = town.hosts;
    const bens = await addTeamBooking(town, [ben!], { isConfirmed: true });
    const adas = await addTeamBooking(town, [ada!], { start: mondayTen + DAY });
    assert.deepEqual([...countByHost(await listUpcoming(app, town.team.id))], [
      [ben!.id, 1],
      [ada!.id, 1],
    ]);
    assert((await benLeaves(town, bookings)).ok);
    assert.equal(await statusOf(app, bens.id), bookings === "keep" ? "CONFIRMED" : "CANCELLED");
    assert.equal(await statusOf(app, adas.id), "PENDING");
  }
});

Deno.test("leave: bookings are handed to members who are free; what nobody can take stays and is listed", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = town.hosts;
  const free = await addTeamBooking(town, [ben!], { isConfirmed: true });
  const full = await addTeamBooking(town, [ben!], { start: mondayTen + DAY });
  for (const host of [ada!, cleo!]) await addTeamBooking(town, [host], { start: mondayTen + DAY });
  assert((await benLeaves(town, "hand-over")).ok);
  const given = await getBooking(app.kv, free.id);
  assert(given && given.hosts.length === 1 && given.hosts[0] !== ben!.id);
  assert.equal(given.uid, free.uid);
  const left = await listUpcoming(app, town.team.id, ben!.id);
  assert.deepEqual(left.map(({ id }) => id), [full.id]);

  const settle = { teamId: town.team.id, hostId: ben!.id, bookings: "cancel" as const };
  const byCleo = await refusal(settleBookings(app, { ...settle, by: cleo!.id }));
  assert.equal(byCleo.code, "not-found", "owners and admins alone");
  assert((await settleBookings(app, { ...settle, by: ada!.id })).ok);
  const job = (await listAll<Job>(app.kv, { prefix: keys.jobs() })).map(({ value }) => value)
    .find(({ work }) => work.kind === "leave-team" && work.bookings === "cancel");
  await leaveTeam(app, job!);
  assert.equal(await statusOf(app, full.id), "CANCELLED");
});

Deno.test("leave: sixty bookings are handed over in two runs, those that nobody takes passed once", async () => {
  const town = await teamTown({ names: ["ada", "ben"] }), { app } = town;
  const [ada, ben] = town.hosts;
  for (let n = 0; n < 60; n++) {
    const start = mondayTen + 7 * Math.floor(n / 10) * DAY + (n % 10) * 1_800_000;
    await addTeamBooking(town, [ben!], { start });
    if (n % 2) await addTeamBooking(town, [ada!], { start });
  }
  const departure = { teamId: town.team.id, hostId: ben!.id, by: ben!.id };
  assert((await leave(app, { ...departure, bookings: "hand-over" })).ok);
  const jobs = await listAll<Job>(app.kv, { prefix: keys.jobs() });
  const job = jobs.find(({ value }) => value.work.kind === "leave-team")!.value;
  assert.equal(await runToEnd(app, job), 2);
  assert.equal((await listUpcoming(app, town.team.id, ben!.id)).length, 30);
  assert.equal((await listUpcoming(app, town.team.id, ada!.id)).length, 60);
});

Deno.test("leave: a meeting of a collective is not cancelled for an optional member", async () => {
  const town = await teamTown({
    terms: { mode: "collective" },
    members: { ben: { isOptional: true } },
  });
  const { app } = town;
  const meeting = await addTeamBooking(town, town.hosts, { isConfirmed: true });
  assert((await benLeaves(town, "cancel")).ok);
  assert.equal(await statusOf(app, meeting.id), "CONFIRMED");
});

Deno.test("leave: a meeting that is cancelled was cancelled by who left, not by the first of its hosts", async () => {
  const town = await teamTown({ terms: { mode: "collective" } }), { app } = town;
  const meeting = await addTeamBooking(town, town.hosts, { isConfirmed: true });
  assert((await benLeaves(town, "cancel")).ok);
  assert.equal((await listHistory(app.kv, meeting.id)).at(-1)?.hostId, town.hosts[1]!.id);
});

Deno.test("leave: the last owner stays; a member removes nobody, an admin no owner, a stranger finds no team", async () => {
  const town = await teamTown({ names: ["ada", "ben", "cleo", "dan"] }), { app, team } = town;
  const [ada, ben, cleo, dan] = town.hosts;
  const asAda = { teamId: team.id, hostId: ada!.id };
  const code = async (host: { id: string }, by: { id: string }) => {
    const input = { teamId: team.id, hostId: host.id, by: by.id, bookings: "keep" as const };
    const left = await leave(app, input);
    return left.ok ? "ok" : left.refusal.fields?.["member"] ?? left.refusal.code;
  };
  assert.equal(await code(ada!, ada!), "last-owner");
  assert.equal(await code(ben!, cleo!), "not-found");
  assert.equal(await code(ben!, { id: "stranger" }), "not-found");
  assert((await setRole(app, asAda, cleo!.id, "admin")).ok);
  assert.equal(await code(ada!, cleo!), "not-found");
  assert.equal(await code(ben!, cleo!), "ok");
  assert((await setRole(app, asAda, cleo!.id, "owner")).ok);
  assert.equal(await code(ada!, ada!), "ok");
  assert.equal(await code(dan!, dan!), "ok");
  assert.equal(await code(cleo!, cleo!), "last-owner");
});

Deno.test("readMemberState: a host without calendar is shown as such, and one without hours", async () => {
  const { app, hosts: [ada] } = await teamTown();
  assert.deepEqual(await readMemberState(app, ada!.id), { calendar: "none", hasHours: true });
  assert.deepEqual(await readMemberState(app, "nobody"), { calendar: "none", hasHours: false });
});
