import assert from "node:assert/strict";
import * as members from "$lib/server/api/team-members.ts";
import { leave } from "$lib/server/teams/leave.ts";
import { countByHost, listUpcoming } from "$lib/server/teams/team-bookings.ts";
import { keyCaller, keyOf } from "../support/call-operation.ts";
import { signInApp } from "../support/sign-in-app.ts";
import { addTeamBooking, teamTown } from "../support/team-town.ts";
import { runDue } from "../support/job-runs.ts";

Deno.test("settleBookings over the API: managers alone, of a former member with bookings left", async (t) => {
  const town = await teamTown({ on: await signInApp() }),
    { app, team, hosts: [ada, ben, cleo] } = town;
  const by = async (host: typeof ada) => keyCaller(app, await keyOf(app, host!, ["teams"]));
  const asAda = await by(ada), asCleo = await by(cleo);
  const settle = async (call = asAda, hostId = ben!.id, bookings: string = "cancel") => {
    const params = { id: team.id, hostId };
    return (await call(members.settleBookings, { params, body: { bookings } })).status;
  };
  await addTeamBooking(town, [ben!], { isConfirmed: true });

  await t.step("a member is none of it, nor is a stranger's id", async () => {
    assert.deepEqual([await settle(), await settle(asAda, "nobody")], [404, 404]);
  });

  const departure = { teamId: team.id, hostId: ben!.id, by: ben!.id, bookings: "keep" as const };
  assert((await leave(app, departure)).ok);

  await t.step("a member may not, and nothing can be kept", async () => {
    assert.equal(await settle(asCleo), 404);
    assert.equal(await settle(asAda, ben!.id, "keep"), 422);
    assert.equal((await listUpcoming(app, team.id)).length, 1);
  });

  await t.step("the owner hands them over; then nothing is left to settle", async () => {
    assert.equal(await settle(asAda, ben!.id, "hand-over"), 202);
    await runDue(app);
    const [holder, ...others] = countByHost(await listUpcoming(app, team.id)).keys();
    assert(holder !== ben!.id && others.length === 0);
    assert.equal(await settle(), 404);
  });
});
