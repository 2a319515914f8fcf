import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { startWithHost } from "../support/running-program.ts";
import { pngOf } from "../support/sample-pictures.ts";
import { signedIn } from "../support/seeded-town.ts";

Deno.test("a picture over form and API: guests get it as a file that runs nothing, until it is removed", async () => {
  let session = "";
  await using program = await startWithHost({}, async (app, ada) => {
    session = await signedIn(app, ada);
  });
  const { address } = program;
  const headers = {
    cookie: `${sessionCookie}=${session}`,
    origin: address,
    accept: "text/html",
  };
  const api = async (method: string, body?: unknown) => {
    const answer = await fetch(`${address}/v0/me/page/picture`, {
      method,
      headers: { ...headers, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: await answer.json() };
  };

  const set = await api("PUT", { content: Buffer.from(pngOf(300, 300)).toString("base64") });
  assert.equal(set.status, 200);
  const file = await fetch(set.body.page.picture);
  assert.equal(file.headers.get("content-type"), "image/webp");
  assert.equal(file.headers.get("x-content-type-options"), "nosniff");
  assert.match(file.headers.get("content-security-policy") ?? "", /default-src 'none'; sandbox/);
  assert.match(file.headers.get("cache-control") ?? "", /immutable/);
  assert.equal(Buffer.from(await file.arrayBuffer()).subarray(8, 12).toString(), "WEBP");
  const path = new URL(set.body.page.picture).pathname;
  for (const page of ["/calendar/ada/", "/calendar/ada/coffee"]) {
    const html = await (await fetch(address + page)).text();
    assert.ok(html.includes(`src="${path}"`), page);
  }

  const form = new FormData();
  form.set("kind", "logo");
  form.set("revision", String(set.body.page.revision));
  form.set("content", new Blob([pngOf(600, 300)]), "logo.png");
  const action = `${address}/dashboard/settings/page?/upload`;
  const sent = await fetch(action, { method: "POST", headers, body: form, redirect: "manual" });
  assert.equal(sent.status, 303, await sent.text());
  const shown = await (await fetch(`${address}/calendar/ada/coffee`)).text();
  assert.match(shown, /<img [^>]*alt="Ada/);
  const wrong = await fetch(action, { method: "POST", headers, body: form, redirect: "manual" });
  assert.equal(wrong.status, 409, "the form was older");
  await wrong.body?.cancel();

  const text = await api("PUT", { content: Buffer.from("<svg/>").toString("base64") });
  assert.equal(text.status, 422);
  assert.match(JSON.stringify(text.body), /can’t read this file/);
  assert.equal((await api("DELETE")).status, 200);
  const gone = await fetch(address + path);
  assert.equal(gone.status, 404);
  await gone.body?.cancel();
});
