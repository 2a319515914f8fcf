/** Whose yes a proposed time is in a team. */
import assert from "node:assert/strict";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team, TeamRole } from "$lib/scheduling/team.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { close } from "$lib/server/hosts/account.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { getTeamMember, setTeamMember } from "$lib/server/store/teams.ts";
import { granted } from "../../support/granted.ts";
import { assertSound, later, propose, take } from "../../support/proposed-times.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";

async function setRole(app: TestApp, { id: teamId }: Team, { id: hostId }: Host, role: TeamRole) {
  const member = (await getTeamMember(app.kv, teamId, hostId))!;
  await setTeamMember(app.kv.atomic(), { ...member, role }).commit();
}

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

Deno.test("a collective: who becomes a manager afterwards has agreed to nothing for the others", async () => {
  const terms = { mode: "collective" as const };
  const world = await teamTown({ terms, members: { cleo: { isOptional: true } } });
  const { app, team } = world;
  const [, , cleo] = world.hosts as [Host, Host, Host];
  const was = await propose(app, await addTeamBooking(world, world.hosts), cleo);
  await setRole(app, team, cleo, "admin");
  assert.equal(await bookings.isAgreed(app, was, later), false);
  assert.equal((await granted(take(app, was))).status, "PENDING");
});

Deno.test("a round robin: a manager who has closed their account has agreed to nothing", async () => {
  const world = await teamTown(), { app, team } = world;
  const [ada, ben, cleo] = world.hosts as [Host, Host, Host];
  const was = await propose(app, await addTeamBooking(world, [ben]), ada);
  assert(await bookings.isAgreed(app, was, later));
  await setRole(app, team, cleo, "owner");
  await granted(close(app, ada.id, { username: ada.username, message: "" }));
  assert.equal(await bookings.isAgreed(app, was, later), false);
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
