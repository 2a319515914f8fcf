import assert from "node:assert/strict";
import { startVisit } from "../support/http-visitor.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import { addMemberHost, addTeam } from "../support/team-town.ts";

Deno.test("the pages of webhooks without scripts: created, refused, tried out, ended", async (t) => {
  const sessions: Record<string, string> = {};
  let teamId = "";
  await using program = await startWithHost({}, async (app, host) => {
    const ben = await addMemberHost(app, "ben");
    teamId = (await addTeam(app, [host, ben])).id;
    sessions["ada"] = await signedIn(app, host);
    sessions["ben"] = await signedIn(app, ben);
  });
  const as = (name: string) => startVisit(program.address, sessions[name]!);
  const ada = as("ada"), ben = as("ben");
  const list = "/dashboard/webhooks";
  const form = {
    url: "https://receiver.invalid/hooks",
    description: "Guest list",
    kind: "booking.confirmed",
    which: "all",
    format: "standard",
    naming: "invito",
  };
  let webhook = "";

  await t.step("a refused form keeps what was entered and says what is wrong", async () => {
    const page = await ada.post(`${list}/new`, { ...form, url: "http://plain.example.org/" });
    assert.equal(page.status, 422);
    assert.match(page.text, /INVITO_ALLOW_PRIVATE_HOSTS/);
    assert.match(page.text, /value="Guest list"/);
    assert.match((await ada.get(list)).text, /No webhooks yet/);
  });

  await t.step("the secret is shown once", async () => {
    const page = await ada.post(`${list}/new`, form);
    assert.equal(page.status, 200);
    assert.match(page.text, /value="whsec_/);
    webhook = /href="(\/dashboard\/webhooks\/[\w-]{22})"/.exec(page.text)?.[1] ?? "";
    const desk = await ada.get(webhook);
    assert.doesNotMatch(desk.text, /value="whsec_/);
    assert.match(desk.text, /verify_webhook/);
  });

  await t.step("a test event is listed with its request", async () => {
    const sent = await ada.post(`${webhook}?/test`);
    assert.equal(sent.location, `${webhook}?done=tested`);
    const desk = await ada.get(webhook);
    const delivery = /href="([^"]+\/deliveries\/[^"]+)"/.exec(desk.text)?.[1] ?? "";
    const shown = await ada.get(delivery);
    assert.match(shown.text, /webhook-signature: v1,/);
    assert.match(shown.text, /booking\.confirmed/);
    assert.match((await ada.get(`${webhook}?kind=booking.declined`)).text, /No deliveries match/);
    assert.equal((await ada.post(`${delivery}?/again`)).location, `${delivery}?again`);
  });

  await t.step("a period needs both ends, and an end after its beginning", async () => {
    const missing = await ada.post(`${webhook}?/sendRange`, { from: "", to: "2026-11-02T10:00" });
    assert.equal(missing.status, 422);
    const back = { from: "2026-11-02T10:00", to: "2026-11-02T09:00" };
    const backwards = await ada.post(`${webhook}?/sendRange`, back);
    assert.match(backwards.text, /The end time must be after the start time/);
    assert.match(backwards.text, /value="02\/11\/2026, 09:00"/);
    const done = await ada.post(`${webhook}?/sendRange`, { ...back, to: "2026-11-02T11:00" });
    assert.equal(done.location, `${webhook}?done=again&count=0`);
  });

  await t.step("paused, resumed, and given a new secret", async () => {
    await ada.post(`${webhook}?/pause`);
    assert.match((await ada.get(webhook)).text, />Resume</);
    await ada.post(`${webhook}?/resume`);
    assert.match((await ada.get(webhook)).text, />Pause</);
    assert.match((await ada.post(`${webhook}?/rotate`)).text, /value="whsec_/);
    assert.match((await ada.get(webhook)).text, /The secret before this one signs too until/);
  });

  await t.step("a team's are its managers' alone", async () => {
    const teams = `/dashboard/teams/${teamId}/webhooks`;
    const made = await ada.post(`${teams}/new`, form);
    const path = /href="([^"]+\/webhooks\/[\w-]{22})"/.exec(made.text)?.[1] ?? "";
    assert.equal((await ada.get(path)).status, 200);
    for (const page of [teams, `${teams}/new`, path, `${path}/edit`]) {
      assert.equal((await ben.get(page)).status, 404, page);
    }
    assert.equal((await ben.get(webhook)).status, 404);
    assert.equal((await ada.get(path.replace(`/teams/${teamId}`, ""))).status, 404);
  });

  await t.step("deleted only when it is meant", async () => {
    const unsure = await ada.post(`${webhook}?/remove`);
    assert.equal(unsure.status, 422);
    const removed = await ada.post(`${webhook}?/remove`, { sure: "on" });
    assert.equal(removed.location, `${list}?removed`);
    assert.equal((await ada.get(webhook)).status, 404);
  });
});
