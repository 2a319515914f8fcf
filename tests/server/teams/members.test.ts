import assert from "node:assert/strict";
import { getTeamMember } from "$lib/server/store/teams.ts";
import { setRole } from "$lib/server/teams/members.ts";
import { refusal } from "../../support/granted.ts";
import { teamStage } from "../../support/team-stage.ts";

Deno.test("setRole: by owners; for everybody else the team is not there", async () => {
  const { app, team, ada, bea, cem, eve } = await teamStage();
  for (const { id } of [bea, cem, eve]) {
    const tried = await refusal(setRole(app, { teamId: team.id, hostId: id }, cem.id, "admin"));
    assert.equal(tried.code, "not-found");
  }
  assert((await setRole(app, { teamId: team.id, hostId: ada.id }, cem.id, "admin")).ok);
  assert.equal((await getTeamMember(app.kv, team.id, cem.id))?.role, "admin");
  const foreign = await refusal(setRole(app, { teamId: team.id, hostId: ada.id }, eve.id, "admin"));
  assert.equal(foreign.code, "not-found");
});

Deno.test("setRole: the last owner stays one; two owners who step down at once leave one", async () => {
  const { app, team, ada, bea } = await teamStage();
  const asAda = { teamId: team.id, hostId: ada.id }, asBea = { teamId: team.id, hostId: bea.id };
  assert.equal(refusal(await setRole(app, asAda, ada.id, "member")).fields?.["role"], "last-owner");

  assert((await setRole(app, asAda, bea.id, "owner")).ok);
  const both = await Promise.all([
    setRole(app, asAda, ada.id, "member"),
    setRole(app, asBea, bea.id, "member"),
  ]);
  assert.deepEqual(both.map(({ ok }) => ok).sort(), [false, true]);
});
