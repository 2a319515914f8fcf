import type { ApiKey } from "$lib/scheduling/api-key.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { commit, listAll } from "../kv/commit.ts";
import { purgeOver } from "../kv/delete-many.ts";
import { keys } from "../kv/keys.ts";

/** How long an expired or revoked key stays in its host's list, ms. */
const RETENTION_MS = 30 * DAY;

/** The key of a secret's hash, with its version; its value is null when there is none. */
export function readApiKey(kv: Deno.Kv, hash: string): Promise<Deno.KvEntryMaybe<ApiKey>> {
  return kv.get<ApiKey>(keys.apiKey(hash));
}

/** A host's own key by its id, with its version; null when there is none. */
export async function readApiKeyOf(
  kv: Deno.Kv,
  hostId: string,
  id: string,
): Promise<Deno.KvEntry<ApiKey> | null> {
  const hash = (await kv.get<string>(keys.apiKeyOf(hostId, id))).value;
  const entry = hash === null ? null : await readApiKey(kv, hash);
  return entry?.versionstamp ? entry : null;
}

/** All keys of a host, newest first, expired and revoked ones included. */
export async function listApiKeys(kv: Deno.Kv, hostId: string): Promise<ApiKey[]> {
  const index = await listAll<string>(kv, { prefix: keys.apiKeysOf(hostId) });
  const entries = await Promise.all(index.map(({ value: hash }) => readApiKey(kv, hash)));
  return entries.flatMap(({ value }) => value ? [value] : [])
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
}

/** Adds to a commit: a key in place of the one that was read; without `was` another check guards it. */
export function writeApiKey(
  op: Deno.AtomicOperation,
  was: Deno.KvEntryMaybe<ApiKey> | null,
  key: ApiKey,
): Deno.AtomicOperation {
  if (was) op.check(was);
  return op.set(keys.apiKey(key.hash), key).set(keys.apiKeyOf(key.hostId, key.id), key.hash);
}

/** Adds to a commit: a key is deleted. */
export function dropApiKey(
  op: Deno.AtomicOperation,
  { hash, hostId, id }: Pick<ApiKey, "hash" | "hostId" | "id">,
): Deno.AtomicOperation {
  return op.delete(keys.apiKey(hash)).delete(keys.apiKeyOf(hostId, id));
}

/** Deletes every key of a host. */
export async function deleteApiKeysOf(kv: Deno.Kv, hostId: string): Promise<void> {
  for (const key of await listApiKeys(kv, hostId)) await commit(dropApiKey(kv.atomic(), key));
}

/** Deletes keys whose retention after expiry or revocation is over. */
export const purgeApiKeys = purgeOver<ApiKey>(
  { prefix: keys.apiKeys() },
  ({ expiresAt, revoked }) =>
    Math.min(expiresAt ?? Infinity, revoked?.at ?? Infinity) + RETENTION_MS,
  dropApiKey,
);
