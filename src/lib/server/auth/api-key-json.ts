import { type ApiKey, apiKeyStateOf } from "$lib/scheduling/api-key.ts";
import { iso } from "../hosts/export-records.ts";

/** A key as the API shows it, without its hash. */
export function apiKeyJson(key: ApiKey, now: number) {
  return {
    id: key.id,
    name: key.name,
    scopes: key.scopes,
    state: apiKeyStateOf(key, now),
    createdAt: iso(key.createdAt),
    expiresAt: iso(key.expiresAt),
    lastUse: key.lastUse,
    revokedAt: iso(key.revoked?.at ?? null),
    revokedBecause: key.revoked?.reason ?? null,
  };
}
