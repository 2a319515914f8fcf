import assert from "node:assert/strict";
import type { Operation } from "$lib/openapi/operation.ts";
import * as api from "$lib/server/api/team-invitations.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { getTeamMember } from "$lib/server/store/teams.ts";
import { invite } from "$lib/server/teams/invitations.ts";
import { openApi } from "../support/api-in-process.ts";
import { signInApp } from "../support/sign-in-app.ts";
import { addMemberHost, teamTown } from "../support/team-town.ts";

Deno.test("invitations to a team over the API: listed, accepted and declined by whom they are for", async () => {
  const town = await teamTown({ on: await signInApp() }), { app } = town;
  const { team, hosts: [ada] } = town, call = openApi(app);
  const eve = await addMemberHost(app, "eve"), finn = await addMemberHost(app, "finn");
  const as = async (host: typeof eve) => {
    const { secret } = await sessions.start(app, host.id, "console", { agent: "", before: null });
    return async (operation: Operation, invitationId = "") => {
      const answer = await call(operation, {
        params: { teamId: team.id, invitationId },
        headers: { origin: app.baseUrl },
        cookies: { [sessions.sessionCookie]: secret },
      });
      return { status: answer.status, body: await answer.json() };
    };
  };
  const asEve = await as(eve), asFinn = await as(finn);
  const inviteEve = async () => {
    const by = { teamId: team.id, hostId: ada!.id };
    assert((await invite(app, by, { who: "eve", role: "admin" })).ok);
    const { body } = await asEve(api.listOwnInvitations);
    assert.equal(body.invitations.length, 1);
    const { id, teamName, role, inviter } = body.invitations[0];
    assert.deepEqual([teamName, role, inviter], [team.name, "admin", ada!.name]);
    return id;
  };

  const first = await inviteEve();
  assert.deepEqual((await asFinn(api.listOwnInvitations)).body.invitations, []);
  for (const operation of [api.acceptInvitation, api.declineInvitation]) {
    assert.equal((await asFinn(operation, first)).status, 404, operation.id);
  }
  assert.equal((await asEve(api.declineInvitation, first)).status, 200);
  assert.equal((await asEve(api.acceptInvitation, first)).status, 404);
  assert.equal(await getTeamMember(app.kv, team.id, eve.id), null);

  const second = await inviteEve();
  const joined = await asEve(api.acceptInvitation, second);
  assert.deepEqual([joined.status, joined.body.teamId], [200, team.id]);
  assert.equal((await getTeamMember(app.kv, team.id, eve.id))?.role, "admin");
  assert.deepEqual((await asEve(api.listOwnInvitations)).body.invitations, []);
});
