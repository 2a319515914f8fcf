import assert from "node:assert/strict";
import * as webhooks from "$lib/server/api/webhooks.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { setRole } from "$lib/server/teams/members.ts";
import { openApi } from "../support/api-in-process.ts";
import { granted } from "../support/granted.ts";
import { teamTown } from "../support/team-town.ts";

Deno.test("keys: in a team a key has the role that its host has at that moment", async () => {
  const { app, team, hosts: [ada, bea] } = await teamTown({ names: ["ada", "bea"] });
  assert(ada && bea);
  const key = await granted(apiKeys.create(app, bea, {
    name: "n8n",
    scopes: ["webhooks", "teams"],
    expires: "never",
  }));
  const call = openApi(app);
  const list = async () =>
    (await call(webhooks.listWebhooks, {
      query: { teamId: team.id },
      headers: { authorization: `Bearer ${key.secret}` },
    })).status;
  const as = async (role: "admin" | "member") => {
    const actor = { teamId: team.id, hostId: ada.id };
    await granted(setRole(app, actor, bea.id, role));
    return await list();
  };
  assert.equal(await list(), 404, "a member");
  assert.equal(await as("admin"), 200);
  assert.equal(await as("member"), 404, "and a member again");
});
