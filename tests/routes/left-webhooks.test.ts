import assert from "node:assert/strict";
import { startVisit } from "../support/http-visitor.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import { addMemberHost, addTeam } from "../support/team-town.ts";
import { subscribe } from "../support/webhooks/stage.ts";

Deno.test("a team's webhook says who made it; their removal asks what becomes of it, on the page and in the API", async (t) => {
  const sessions: Record<string, string> = {}, ids: Record<string, string> = {};
  await using program = await startWithHost({}, async (app, ada) => {
    const ben = await addMemberHost(app, "ben"), cleo = await addMemberHost(app, "cleo");
    const team = await addTeam(app, [ada, ben, cleo], {}, ["owner", "admin", "admin"]);
    for (const [name, host] of [["ada", ada], ["ben", ben], ["cleo", cleo]] as const) {
      sessions[name] = await signedIn(app, host);
      ids[name] = host.id;
      if (name === "ada") continue;
      const asThem = { teamId: team.id, hostId: host.id };
      await subscribe(app, asThem, { url: `https://receiver.invalid/${name}` });
    }
    ids["team"] = team.id;
  });
  const as = (name: string) => startVisit(program.address, sessions[name]!);
  const ada = as("ada"), base = `/dashboard/teams/${ids["team"]}`;
  const member = (name: string) => `${base}/members/${ids[name]}`;
  const listed = async () => {
    const { webhooks } = JSON.parse((await ada.get(`/v0/webhooks?teamId=${ids["team"]}`)).text);
    return (webhooks as { url: string; state: string; createdBy: { manages: boolean } }[])
      .map(({ url, state, createdBy }) => [url.split("/").at(-1), state, createdBy.manages]);
  };

  await t.step("the list and the webhook's page name its maker", async () => {
    const { text } = await ada.get(`${base}/webhooks`);
    assert.match(text, /Created by Ben Moor/);
    const path = /href="([^"]+\/webhooks\/[\w-]{22})"/.exec(text)![1]!;
    assert.match((await ada.get(path)).text, /Created by (Ben|Cleo) Moor/);
  });

  await t.step("what Ben may not choose for himself is not offered, and refused", async () => {
    const ben = as("ben");
    const { text } = await ben.get(member("ben"));
    assert.match(text, /name="webhooks" value="pause"/);
    assert.doesNotMatch(text, /name="webhooks" value="keep"/);
    const kept = await ben.post(`${member("ben")}?/leave`, { webhooks: "keep" });
    assert.equal(kept.status, 422);
    assert.match(kept.text, /can’t go on without you/);
    const path = `/v0/teams/${ids["team"]}/members/${ids["ben"]}`;
    const byApi = await ben.send("DELETE", path, { bookings: "keep", webhooks: "keep" });
    assert.equal(byApi.status, 422);
    assert.deepEqual(Object.keys(JSON.parse(byApi.text).fields), ["webhooks"]);
  });

  await t.step("the API pauses where nothing is said", async () => {
    const path = `/v0/teams/${ids["team"]}/members/${ids["ben"]}`;
    assert.equal((await ada.send("DELETE", path, { bookings: "keep" })).status, 200);
    assert.deepEqual((await listed()).sort(), [["ben", "paused", false], ["cleo", "active", true]]);
    assert.match((await ada.get(`${base}/webhooks`)).text, /Ben Moor, who no longer manages/);
  });

  await t.step("the page asks, with pause chosen, and deletes as asked", async () => {
    const { text } = await ada.get(member("cleo"));
    assert.match(text, /receiver\.invalid\/cleo/);
    assert.match(text, /name="webhooks" value="pause" checked/);
    const left = await ada.post(`${member("cleo")}?/leave`, { webhooks: "delete" });
    assert.equal(left.status, 303, left.text);
    assert.deepEqual(await listed(), [["ben", "paused", false]]);
  });
});
