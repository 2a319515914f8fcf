import assert from "node:assert/strict";
import * as account from "$lib/server/hosts/account.ts";
import { getOpenTeam, getTeamMember, listTeamIdsOf } from "$lib/server/store/teams.ts";
import { leaveAll } from "$lib/server/teams/leave-all.ts";
import { setRole } from "$lib/server/teams/members.ts";
import { refusal } from "../../support/granted.ts";
import { addTeam, teamTown } from "../../support/team-town.ts";

Deno.test("close: an account that alone owns a team stays open until another owns it", async () => {
  const { app, team, hosts: [ada, ben] } = await teamTown();
  const closure = { username: "ada", message: "" };
  const tried = await refusal(account.close(app, ada!.id, closure));
  assert.equal(tried.fields?.["teams"], "owner-of-teams");
  assert((await setRole(app, { teamId: team.id, hostId: ada!.id }, ben!.id, "owner")).ok);
  assert((await account.close(app, ada!.id, closure)).ok);
});

Deno.test("leaveAll: every team is left, also by a last owner of a race; an admin inherits it", async () => {
  const { app, team, hosts: [ada, ben, cleo] } = await teamTown();
  assert((await setRole(app, { teamId: team.id, hostId: ada!.id }, cleo!.id, "admin")).ok);
  const alone = await addTeam(app, [ada!], { slug: "alone" });
  await leaveAll(app, ada!.id);
  assert.equal((await getTeamMember(app.kv, team.id, cleo!.id))?.role, "owner");
  assert.equal((await getTeamMember(app.kv, team.id, ben!.id))?.role, "member");
  assert.equal(await getTeamMember(app.kv, team.id, ada!.id), null);
  assert.equal(await getOpenTeam(app.kv, alone.id), null);
  await leaveAll(app, ada!.id);
  assert.deepEqual(await listTeamIdsOf(app.kv, ada!.id), [alone.id], "its job erases the rest");
});
