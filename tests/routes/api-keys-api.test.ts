import assert from "node:assert/strict";
import * as api from "$lib/server/api/api-keys.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { type ApiCall, openApi } from "../support/api-in-process.ts";
import { signInApp } from "../support/sign-in-app.ts";
import { testHost } from "../support/test-app.ts";

async function openStage() {
  const app = await signInApp();
  const host = await testHost(app);
  const { secret } = await sessions.start(app, host.id, "console", { agent: "", before: null });
  const call = openApi(app);
  const ask = async (operation: Parameters<typeof call>[0], more: ApiCall = {}) => {
    const answer = await call(operation, {
      ...more,
      cookies: { [sessions.sessionCookie]: secret },
      headers: { origin: app.baseUrl, ...more.headers },
    });
    return { status: answer.status, body: await answer.json() };
  };
  return { app, host, ask };
}

Deno.test("apiKeys: made, listed and revoked by a session; the secret is in the first answer alone", async () => {
  const { app, ask } = await openStage();
  const headers = { "idempotency-key": crypto.randomUUID() };
  const body = { name: "n8n", scopes: ["read", "bookings"], expires: "2026-12-31" };
  const made = await ask(api.createApiKey, { body, headers });
  assert.equal(made.status, 201);
  const { apiKey, secret } = made.body;
  assert.match(secret, /^inv_/);
  assert.deepEqual([apiKey.name, apiKey.scopes, apiKey.state], ["n8n", body.scopes, "active"]);
  assert.equal(apiKey.expiresAt, "2026-12-31T23:00:00.000Z");

  const replayed = await ask(api.createApiKey, { body, headers });
  assert.deepEqual([replayed.status, replayed.body.secret, replayed.body.apiKey], [
    201,
    null,
    apiKey,
  ]);
  const listed = await ask(api.listApiKeys);
  assert.deepEqual(listed.body.apiKeys, [apiKey]);
  for await (const { key, value } of app.kv.list({ prefix: [] })) {
    assert(!JSON.stringify([key, value]).includes(secret.slice(4)), String(key[0]));
  }

  const revoked = await ask(api.revokeApiKey, { params: { id: apiKey.id } });
  assert.deepEqual([revoked.body.apiKey.state, revoked.body.apiKey.revokedBecause], [
    "revoked",
    "by-host",
  ]);
  assert.equal((await ask(api.revokeApiKey, { params: { id: "unknown" } })).status, 404);
});

Deno.test("apiKeys: what is wrong with a new key is said field by field", async () => {
  const { ask } = await openStage();
  const refused = await ask(api.createApiKey, {
    body: { name: "", scopes: ["root"], expires: "soon" },
  });
  assert.equal(refused.status, 422);
  assert.deepEqual(Object.keys(refused.body.fields).sort(), ["expires", "name", "scopes.0"]);
  const unknown = await ask(api.createApiKey, { body: { name: "n8n", scope: ["read"] } });
  assert.deepEqual(Object.keys(unknown.body.fields), ["scope"]);
  const past = await ask(api.createApiKey, { body: { name: "n8n", expires: "2026-10-31" } });
  assert.deepEqual(Object.keys(past.body.fields), ["expires"]);
});
