import assert from "node:assert/strict";
import type { RequestEvent } from "@sveltejs/kit";
import * as v from "valibot";
import { operation } from "$lib/server/api/operation.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/api/serve.ts";
import { testApp } from "../../support/test-app.ts";

const update = operation({
  id: "things.update",
  method: "PATCH",
  path: "/v0/things",
  tag: "Profile",
  summary: "Change a thing",
  access: "settings",
  body: v.object({
    name: v.optional(v.string(), ""),
    place: v.optional(v.object({ room: v.optional(v.string(), "") })),
    revision: v.optional(v.number()),
  }),
  answer: v.object({ thing: v.object({ name: v.string(), revision: v.number() }) }),
  revised: "thing",
}, ({ body: { name, revision: named }, revision = null }) => {
  const expected = named ?? revision ?? 7;
  return expected === 7 ? accepted({ thing: { name, revision: 8 } }) : refused("changed");
});

/** Changes a thing at revision 7 by a request with this body and these headers. */
async function change(body: BodyInit, headers: Record<string, string> = {}) {
  using app = await testApp();
  const url = new URL("https://meet.example.org/v0/things");
  const request = new Request(url, { method: "PATCH", body, headers });
  const locals = { app, host: { id: "ada" }, apiKey: null, api: null };
  const answer = await serve(update, { request, url, locals } as unknown as RequestEvent);
  return { status: answer.status, ...await answer.json() };
}

const body = '{"name":"Lathe"}';

Deno.test("serve: If-Match holds beside a revision in the body, and where it is empty or no ETag", async () => {
  assert.equal((await change(body, { "if-match": '"7"' })).status, 200);
  assert.equal((await change(body, { "if-match": "*" })).status, 200);
  assert.equal((await change('{"revision":7}', { "if-match": '"7"' })).status, 200);
  for (const given of ['"6"', 'W/"7"', "7", '""', ""]) {
    assert.equal((await change(body, { "if-match": given })).status, 412, `If-Match: ${given}`);
  }
  const [stale, current] = ['"6"', '"7"'];
  assert.equal((await change('{"revision":7}', { "if-match": stale })).status, 412);
  assert.equal((await change('{"revision":6}', { "if-match": current })).status, 412);
  assert.equal((await change('{"revision":6}')).status, 409);
});

Deno.test("serve: a list in place of an object is refused, at the top and below", async () => {
  assert.equal((await change(body)).status, 200);
  assert.equal((await change("")).status, 200);
  for (const list of ["[]", '[{"name":"Lathe"}]']) {
    assert.equal((await change(list)).status, 422, list);
  }
  const below = await change('{"place":[{"room":"1"}]}');
  assert.deepEqual([below.status, Object.keys(below.fields)], [422, ["place.0"]]);
});

Deno.test("serve: a body that is not UTF-8 or not JSON is refused", async () => {
  const latin1 = Uint8Array.from('{"name":"Café"}', (character) => character.charCodeAt(0));
  for (const wrong of [latin1, "{", '{"name":"a"} x', "\0"]) {
    assert.match((await change(wrong)).detail, /isn’t valid JSON/);
  }
  assert.equal((await change('\ufeff{"name":"Lathe"}')).thing.name, "Lathe");
});
