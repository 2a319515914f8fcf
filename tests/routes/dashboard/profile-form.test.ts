import assert from "node:assert/strict";
import * as sessions from "$lib/server/auth/sessions.ts";
import { startVisit } from "../../support/http-visitor.ts";
import { startWithHost } from "../../support/running-program.ts";

Deno.test("profile: a refused form shows the entered name, zone and time format again", async () => {
  let session = "";
  await using program = await startWithHost({}, async (app, ada) => {
    const browser = { agent: "a test", before: null };
    session = (await sessions.start(app, ada.id, "console", browser)).secret;
  });
  const host = startVisit(program.address, session);

  const { text: settings } = await host.get("/dashboard/settings");
  const [, stored] = /name="hourCycle" value="(12|24)" checked/.exec(settings) ?? [];
  const hourCycle = stored === "24" ? "12" : "24";
  const fields = { name: "  ", zone: "Asia/Tokyo", hourCycle, revision: "1" };
  const refused = await host.post("/dashboard/settings?/profile", fields);

  assert.equal(refused.status, 422);
  assert.match(refused.text, new RegExp(`name="hourCycle" value="${hourCycle}" checked`));
  assert.match(refused.text, /name="zone" value="Asia\/Tokyo" checked/);
});

Deno.test("profile: without the agenda its time may be anything, and the rest is saved", async () => {
  let session = "";
  await using program = await startWithHost({}, async (app, ada) => {
    const browser = { agent: "a test", before: null };
    session = (await sessions.start(app, ada.id, "console", browser)).secret;
  });
  const host = startVisit(program.address, session), page = "/dashboard/settings";
  const save = async (fields: Record<string, string>) => {
    const [, revision = ""] = /name="revision" value="(\d+)"/.exec((await host.get(page)).text) ??
      [];
    const profile = { name: "Ada B.", zone: "Asia/Tokyo", hourCycle: "24", language: "en" };
    return await host.post(`${page}?/profile`, { ...profile, revision, ...fields });
  };
  const wanted = await save({ wanted: "on", at: "half past" });
  assert.equal(wanted.status, 422);
  assert.match(wanted.text, /value="half past"[^]*id="agenda-at-error">Please enter a time/);
  assert.equal((await save({ wanted: "on", at: "6:30" })).status, 303);
  assert.equal((await save({ at: "half past" })).status, 303);
  const off = (await host.get(page)).text;
  assert.match(off, /value="Ada B\."/);
  assert.doesNotMatch(off, /name="wanted" checked/);
});
