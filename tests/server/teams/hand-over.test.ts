/** The coming bookings of a member who leaves: handed to free members, and listed again where nobody is free. */
import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { leaveTeam } from "$lib/server/jobs/close-team.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getRotation } from "$lib/server/store/team-bookings.ts";
import { leave } from "$lib/server/teams/leave.ts";
import { listUpcoming } from "$lib/server/teams/team-bookings.ts";
import { granted } from "../../support/granted.ts";
import { addTeamBooking, addTeamType, type TeamTown, teamTown } from "../../support/team-town.ts";
import { mondayTen } from "../../support/town.ts";

async function benHandsOver({ app, team, hosts }: TeamTown): Promise<void> {
  const hostId = hosts[1]!.id;
  const work = {
    kind: "leave-team" as const,
    teamId: team.id,
    hostId,
    bookings: "hand-over" as const,
  };
  await granted(leave(app, { teamId: team.id, hostId, by: hostId, bookings: "hand-over" }));
  const job = newJob({ hostId: team.id, work, dueAt: app.now() }, app.now());
  // Safe to repeat: the second run finds nothing to do.
  for (let run = 0; run < 2; run++) assert.deepEqual(await leaveTeam(app, job), { state: "done" });
}

Deno.test("hand-over: each meeting of a round robin goes to a free member, by rotation", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = town.hosts as [Host, Host, Host];
  const given = [];
  for (let hour = 0; hour < 4; hour++) {
    given.push(await addTeamBooking(town, [ben], { start: mondayTen + hour * HOUR }));
  }
  await benHandsOver(town);
  const hosts = await Promise.all(
    given.map(async ({ id }) => (await getBooking(app.kv, id))!.hosts),
  );
  const counts = [ada, cleo].map(({ id }) => hosts.filter(([hostId]) => hostId === id).length);
  assert.deepEqual(counts, [2, 2]);
  const rotation = await getRotation(app.kv, town.team.id, town.type.id);
  assert.deepEqual(Object.keys(rotation ?? {}).sort(), [ada.id, cleo.id].sort());
});

Deno.test("hand-over: what nobody can take stays with who left, an optional place is given up", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = town.hosts as [Host, Host, Host];
  const stuck = await addTeamBooking(town, [ben]);
  for (const host of [ada, cleo]) await addTeamBooking(town, [host], { isConfirmed: true });
  const type = await addTeamType(app, town.team, town.hosts, {
    type: { slug: "all" },
    terms: { mode: "collective" },
    members: [{}, { isOptional: true }],
  });
  const start = mondayTen + HOUR;
  const shared = await addTeamBooking({ ...town, type }, town.hosts, { isConfirmed: true, start });
  await benHandsOver(town);
  const left = await listUpcoming(app, town.team.id, ben.id);
  assert.deepEqual(left.map(({ id }) => id), [stuck.id]);
  assert.deepEqual((await getBooking(app.kv, shared.id))?.hosts, [ada.id, cleo.id]);
});

Deno.test("hand-over: also a meeting behind a thousand others of the team", async () => {
  const town = await teamTown(), { app } = town;
  const ben = town.hosts[1]!;
  for (let n = 0; n < 1001; n++) {
    const key = keys.bookingOf(town.team.id, "PENDING", mondayTen - HOUR, `other-${n}`);
    await app.kv.set(key, `other-${n}`);
  }
  const given = await addTeamBooking(town, [ben]);
  await benHandsOver(town);
  assert.notDeepEqual((await getBooking(app.kv, given.id))?.hosts, [ben.id]);
});
