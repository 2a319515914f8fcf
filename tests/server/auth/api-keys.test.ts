import assert from "node:assert/strict";
import type { ApiKeyInput } from "$lib/scheduling/api-key.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { redact } from "$lib/server/runtime/log.ts";
import { granted, refusal } from "../../support/granted.ts";
import { signInApp } from "../../support/sign-in-app.ts";
import { type TestApp, testHost } from "../../support/test-app.ts";
import { outboxOf } from "../../support/town.ts";
import { runDue } from "../../support/job-runs.ts";

const client = "203.0.113.77";
const input: ApiKeyInput = { name: "n8n", scopes: ["read"], expires: "30" };

async function stage() {
  const app = await signInApp();
  const host = await testHost(app, { zone: "UTC" });
  return { app, host };
}

async function made(app: TestApp, host: { id: string; zone: string }, more = {}) {
  return await granted(apiKeys.create(app, host, { ...input, ...more }));
}

async function everyRecord(app: TestApp): Promise<string> {
  const records: string[] = [];
  for await (const { key, value } of app.kv.list({ prefix: [] })) {
    records.push(JSON.stringify([key, value]));
  }
  return records.join("\n");
}

Deno.test("create: the secret signs in, its hash does not, and the store holds only the hash", async () => {
  const { app, host } = await stage();
  const { key, secret } = await made(app, host);
  assert.match(secret, /^inv_[A-Za-z0-9_-]{43}$/);
  assert.equal((await apiKeys.find(app, secret, client))?.host.id, host.id);
  for (const other of [key.hash, `inv_${key.hash}`, key.id, secret.slice(4), `${secret}x`, ""]) {
    assert.equal(await apiKeys.find(app, other, client), null, other);
  }
  const records = await everyRecord(app);
  assert(records.includes(key.hash));
  assert(!records.includes(secret.slice(4)));
});

Deno.test("create: twenty active keys and no more; an expired or revoked one makes room", async () => {
  const { app, host } = await stage();
  const first = await made(app, host);
  const more = (count: number) =>
    Array.from({ length: count }, () => apiKeys.create(app, host, { ...input, expires: "never" }));
  await Promise.all(more(25));
  assert((await apiKeys.list(app, host.id)).length <= 20, "also when made at once");
  for (let i = 0; i < 20; i++) await Promise.all(more(1));
  assert.equal((await apiKeys.list(app, host.id)).length, 20);
  assert.equal(refusal(await apiKeys.create(app, host, input)).fields?.["name"], "too-many-keys");
  assert((await apiKeys.revoke(app, host.id, first.key.id)).ok);
  assert((await apiKeys.create(app, host, input)).ok);
  assert(!(await apiKeys.create(app, host, input)).ok);
  app.at(app.now() + 32 * DAY);
  assert((await apiKeys.create(app, host, input)).ok, "the last one has expired");
});

Deno.test("create: a last date in the past is refused, today is not", async () => {
  const { app, host } = await stage();
  const late = await refusal(apiKeys.create(app, host, { ...input, expires: "2026-10-31" }));
  assert.equal(late.fields?.["expires"], "date-over");
  assert((await apiKeys.create(app, host, { ...input, expires: "2026-11-01" })).ok);
});

Deno.test("find: to the instant of its expiry, and never for a closed account", async () => {
  const { app, host } = await stage();
  const { key, secret } = await made(app, host);
  app.at(key.expiresAt! - 1);
  assert(await apiKeys.find(app, secret, client));
  app.at(key.expiresAt!);
  assert.equal(await apiKeys.find(app, secret, client), null);
  const other = await testHost(app, { username: "grace", closure: { at: 0, message: "" } });
  assert.equal(refusal(await apiKeys.create(app, other, input)).code, "not-found");
});

Deno.test("find: writes day and address block of the first use of a day, and nothing else that day", async () => {
  const { app, host } = await stage();
  const { secret } = await made(app, host);
  const lastUse = async () => (await apiKeys.list(app, host.id))[0]!.lastUse;
  assert.equal(await lastUse(), null);
  await apiKeys.find(app, secret, client);
  assert.deepEqual(await lastUse(), { date: "2026-11-01", from: "203.0.113.0/24" });
  await apiKeys.find(app, secret, "198.51.100.1");
  assert.deepEqual(await lastUse(), { date: "2026-11-01", from: "203.0.113.0/24" });
  app.at(app.now() + DAY);
  await apiKeys.find(app, secret, "2001:db8:12:3456::1");
  assert.deepEqual(await lastUse(), { date: "2026-11-02", from: "2001:db8:12::/48" });
});

Deno.test("revoke: ends a key at once, stays in the list; another host's is not found", async () => {
  const { app, host } = await stage();
  const grace = await testHost(app, { username: "grace" });
  const { key, secret } = await made(app, host);
  assert.equal(refusal(await apiKeys.revoke(app, grace.id, key.id)).code, "not-found");
  assert(await apiKeys.find(app, secret, client));
  assert((await apiKeys.revoke(app, host.id, key.id)).ok);
  assert.equal(await apiKeys.find(app, secret, client), null);
  const [listed] = await apiKeys.list(app, host.id);
  assert.deepEqual(listed?.revoked, { at: app.now(), reason: "by-host" });
  assert((await apiKeys.revoke(app, host.id, key.id)).ok, "twice is once");
});

Deno.test("revokeExposed: a real key is revoked and its host emailed once; another text changes nothing", async () => {
  const app = await signInApp(), emails = outboxOf(app);
  const host = await testHost(app);
  const { key, secret } = await made(app, host, { name: "My\nZapier" });
  assert.equal(await apiKeys.revokeExposed(app, `inv_${"x".repeat(43)}`), false);
  const both = await Promise.all([
    apiKeys.revokeExposed(app, secret),
    apiKeys.revokeExposed(app, secret),
  ]);
  assert.deepEqual(both.filter(Boolean), [true]);
  assert.equal((await apiKeys.list(app, host.id))[0]?.revoked?.reason, "in-url");
  await runDue(app);
  assert.deepEqual(emails.map(({ to, subject }) => [to.address, subject]), [
    [host.email, "Your API key My Zapier was revoked"],
  ]);
  assert.match(emails[0]!.text, /\/dashboard\/settings\/keys/);
  assert(!JSON.stringify(emails).includes(secret) && !JSON.stringify(emails).includes(key.hash));
});

Deno.test("redact: a whole key is left out of the log", () => {
  const secret = `inv_${"aB3-_".repeat(8)}xyz`;
  assert.equal(redact(`at ${secret}.`), "at [secret].");
});
