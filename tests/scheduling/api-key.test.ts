import assert from "node:assert/strict";
import { ApiKeyInput, apiKeyStateOf, keyExpiry } from "$lib/scheduling/api-key.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { granted } from "../support/granted.ts";

const noon = Date.UTC(2026, 10, 1, 12);

function fieldErrors(input: unknown) {
  const parsed = parse(ApiKeyInput, input);
  return parsed.ok ? null : parsed.refusal.fields;
}

Deno.test("ApiKeyInput: a name is enough for a key that reads for ninety days", () => {
  const parsed = granted(parse(ApiKeyInput, { name: " n8n " }));
  assert.deepEqual(parsed, { name: "n8n", scopes: ["read"], expires: "90" });
});

Deno.test("ApiKeyInput: names what is missing or unknown", () => {
  assert.deepEqual(fieldErrors({ name: " " }), { name: "name-needed" });
  assert.deepEqual(fieldErrors({ name: "x".repeat(81) }), { name: "too-long" });
  assert.deepEqual(fieldErrors({ name: "n8n", scopes: [] }), { scopes: "scope-needed" });
  assert.deepEqual(fieldErrors({ name: "n8n", scopes: ["root"] }), { "scopes.0": "scope-unknown" });
  for (const expires of ["", "31", "2027-02-30", "soon"]) {
    assert.deepEqual(fieldErrors({ name: "n8n", expires }), { expires: "date-invalid" }, expires);
  }
});

Deno.test("keyExpiry: the end of its last date where the host lives, or never", () => {
  assert.equal(keyExpiry("never", noon, "Asia/Tokyo"), null);
  const lastOfDays = keyExpiry("30", noon, "Asia/Tokyo");
  assert.equal(lastOfDays, Date.UTC(2026, 11, 1, 15), "2 December begins in Tokyo");
  assert.equal(keyExpiry("2026-12-01", noon, "Asia/Tokyo"), lastOfDays);
});

Deno.test("apiKeyStateOf: active to the instant of its expiry; revoked whatever the time", () => {
  const key = { revoked: null, expiresAt: noon };
  assert.equal(apiKeyStateOf(key, noon - 1), "active");
  assert.equal(apiKeyStateOf(key, noon), "expired");
  assert.equal(apiKeyStateOf({ ...key, expiresAt: null }, noon), "active");
  const revoked = { at: noon, reason: "by-host" as const };
  assert.equal(apiKeyStateOf({ ...key, revoked }, noon - 1), "revoked");
});
