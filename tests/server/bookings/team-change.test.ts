/** Changes of a team booking: the team's guard is checked, and the rotation goes with the booking. */
import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { balanceOf } from "$lib/scheduling/rotation.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { change } from "$lib/server/changes/change.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getGuard, guardedCommit } from "$lib/server/kv/guard.ts";
import { getRotation } from "$lib/server/store/team-bookings.ts";
import { granted } from "../../support/granted.ts";
import { addTeamBooking, type TeamTown, teamTown } from "../../support/team-town.ts";

async function countsOf({ app, team, hosts, type }: TeamTown): Promise<number[]> {
  const rotation = await getRotation(app.kv, team.id, type.id);
  return hosts.map(({ id }) => rotation?.[id]?.count ?? 0);
}

Deno.test("change: the guard of a booking's team is checked and raised", async () => {
  const town = await teamTown(), { app } = town;
  const { id } = await addTeamBooking(town, [town.hosts[0]!]);
  const { version } = (await getGuard(app.kv, town.team.id)).guard;
  let times = 0;
  await granted(change(app, id, {
    async decide(was) {
      // Something of the team is committed between the reading and this commit.
      if (times++ === 0) {
        await guardedCommit(app.kv, await getGuard(app.kv, town.team.id)).commit();
      }
      return accepted({ booking: { ...was, revision: 2 }, event: "rescheduled" });
    },
  }));
  assert.equal(times, 2);
  assert.equal((await getGuard(app.kv, town.team.id)).guard.version, version + 2);
});

Deno.test("change: candidates are read after the team's guard, and join without being named before", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = town.hosts.map(({ id }) => id) as [string, string, string];
  const { id } = await addTeamBooking(town, [town.hosts[0]!]);
  const cleosVersion = (await getGuard(app.kv, cleo)).guard.version;
  const changed = await granted(change(app, id, {
    candidates: () => [ben, cleo],
    decide(was, _now, snapshots) {
      assert.deepEqual(snapshots.map(({ host }) => host.id), [ada, ben, cleo]);
      return accepted({
        booking: { ...was, revision: was.revision + 1 },
        event: "reassigned",
        hosts: [ben],
      });
    },
  }));
  assert.deepEqual(changed.hosts, [ben]);
  assert.deepEqual(Object.keys(changed.links.hosts), [ben]);
  assert.equal((await getGuard(app.kv, cleo)).guard.version, cleosVersion);
});

Deno.test("cancel: a round robin takes the assignment back before the meeting, not after its start", async () => {
  const town = await teamTown(), { app } = town;
  const [ada] = town.hosts;
  const by = { actor: "host" as const, hostId: ada!.id };
  const early = await addTeamBooking(town, [ada!], { isConfirmed: true });
  assert.deepEqual(await countsOf(town), [1, 0, 0]);
  assert((await bookings.cancel(app, early.id, { by, reason: "", revision: null })).ok);
  assert.deepEqual(await countsOf(town), [0, 0, 0]);
  const rotation = await getRotation(app.kv, town.team.id, town.type.id);
  for (const { id } of town.hosts) assert(Math.abs(balanceOf(rotation!, id)) < 1e-9);

  const late = await addTeamBooking(town, [ada!], { isConfirmed: true });
  app.at(late.start + MINUTE);
  assert((await bookings.cancel(app, late.id, { by, reason: "", revision: null })).ok);
  assert.deepEqual(await countsOf(town), [1, 0, 0]);
});

Deno.test("a declined and an expired request of a round robin are taken back from its member", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben] = town.hosts;
  const declined = await addTeamBooking(town, [ada!]);
  const decision = { hostId: ada!.id, revision: 1, message: "", force: false };
  assert((await bookings.reject(app, declined.id, decision)).ok);
  const expired = await addTeamBooking(town, [ben!]);
  assert.deepEqual(await countsOf(town), [0, 1, 0]);
  app.at(expired.reservedUntil!);
  assert((await bookings.expire(app, expired.id)).ok);
  assert.equal((await getBooking(app.kv, expired.id))?.endReason, "expired");
  assert.deepEqual(await countsOf(town), [0, 0, 0]);
});
