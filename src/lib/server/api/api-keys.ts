import * as v from "valibot";
import { CalendarDate, Timestamp } from "$lib/openapi/fields.ts";
import { ApiKeyInput, scopes } from "$lib/scheduling/api-key.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { apiKeyJson } from "../auth/api-key-json.ts";
import * as apiKeys from "../auth/api-keys.ts";
import { operation } from "./operation.ts";

const tag = "API keys";

/** A key without its secret, which is shown once. */
export const ApiKeyAnswer = v.object({
  id: v.string(),
  name: v.string(),
  scopes: v.array(v.picklist(scopes)),
  state: v.picklist(["active", "expired", "revoked"]),
  createdAt: Timestamp,
  /** Null: it does not expire. */
  expiresAt: v.nullable(Timestamp),
  /** The day of its last use, in UTC, and the address block that it came from. */
  lastUse: v.nullable(v.object({ date: CalendarDate, from: v.string() })),
  revokedAt: v.nullable(Timestamp),
  revokedBecause: v.nullable(v.picklist(["by-host", "in-url"])),
});

export const listApiKeys = operation({
  id: "apiKeys.list",
  method: "GET",
  path: "/v0/api-keys",
  tag,
  summary: "List API keys",
  description: "Expired and revoked keys are listed for thirty days.",
  access: "session",
  answer: v.object({ apiKeys: v.array(ApiKeyAnswer) }),
}, async ({ app, host }) => {
  const found = await apiKeys.list(app, host.id);
  return accepted({ apiKeys: found.map((key) => apiKeyJson(key, app.now())) });
});

export const createApiKey = operation({
  id: "apiKeys.create",
  method: "POST",
  path: "/v0/api-keys",
  tag,
  summary: "Create an API key",
  description:
    "The secret is in this answer and nowhere else. `expires` is 30, 90 or 365 days, a last date, or `never`.",
  access: "session",
  body: ApiKeyInput,
  answer: v.object({ apiKey: ApiKeyAnswer, secret: v.nullable(v.string()) }),
  secrets: ["secret"],
  example: { body: { name: "n8n", scopes: ["read"], expires: "90" } },
}, async ({ app, host, body }) => {
  const made = await apiKeys.create(app, host, body);
  if (!made.ok) return made;
  const { key, secret } = made.value;
  return accepted({ apiKey: apiKeyJson(key, app.now()), secret });
});

export const revokeApiKey = operation({
  id: "apiKeys.revoke",
  method: "DELETE",
  path: "/v0/api-keys/{id}",
  tag,
  summary: "Revoke an API key",
  access: "session",
  answer: v.object({ apiKey: ApiKeyAnswer }),
}, async ({ app, host, params }) => {
  const revoked = await apiKeys.revoke(app, host.id, params.id);
  return revoked.ok ? accepted({ apiKey: apiKeyJson(revoked.value, app.now()) }) : revoked;
});
