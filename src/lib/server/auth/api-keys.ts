/** Personal API keys: made, listed and revoked by their host, found by their secret. */
import {
  type ApiKey,
  type ApiKeyInput,
  apiKeyStateOf,
  keyExpiry,
  type RevocationReason,
} from "$lib/scheduling/api-key.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { changeUnderGuard } from "../availability/change-under-guard.ts";
import { addressBlock } from "../runtime/client-address.ts";
import { findSecrets } from "../runtime/key-secrets.ts";
import { hashOf, newId, newSecret } from "../runtime/secrets.ts";
import {
  dropApiKey,
  listApiKeys,
  readApiKey,
  readApiKeyOf,
  writeApiKey,
} from "../store/api-keys.ts";
import { commit, newCommit, retryCommit } from "../kv/commit.ts";
import { isWriteFailure } from "../kv/errors.ts";
import { getActiveHost } from "../store/hosts.ts";
import { newJob, writeJob } from "../store/jobs.ts";

/** How many active keys a host may have. */
export const MAX_ACTIVE_KEYS = 20;

/** How many expired and revoked keys stay in a host's list; older ones make room for a new one. */
const MAX_LISTED_KEYS = 80;

/** Makes a key; its secret is in this answer and nowhere else. */
export async function create(
  app: App,
  host: Pick<Host, "id" | "zone">,
  input: ApiKeyInput,
): Promise<Outcome<{ key: ApiKey; secret: string }, "busy" | "invalid" | "not-found">> {
  const secret = `inv_${newSecret()}`;
  const hash = await hashOfKey(secret);
  const made = await changeUnderGuard(app, host.id, async (op) => {
    const now = app.now(), expiresAt = keyExpiry(input.expires, now, host.zone);
    if (expiresAt !== null && expiresAt <= now) {
      return refused("invalid", { fields: { expires: "date-over" } });
    }
    const others = await listApiKeys(app.kv, host.id);
    const over = others.filter((each) => !isActive(each, now));
    if (others.length - over.length >= MAX_ACTIVE_KEYS) {
      return refused("invalid", { fields: { name: "too-many-keys" } });
    }
    for (const old of over.slice(MAX_LISTED_KEYS)) dropApiKey(op, old);
    const key: ApiKey = {
      id: newId(),
      hash,
      hostId: host.id,
      name: input.name,
      scopes: [...new Set(input.scopes)],
      expiresAt,
      lastUse: null,
      revoked: null,
      createdAt: now,
    };
    writeApiKey(op, null, key);
    return accepted(key);
  });
  return made.ok ? accepted({ key: made.value, secret }) : made;
}

/** A host's keys, newest first; expired and revoked ones stay for thirty days. */
export function list(app: App, hostId: string): Promise<ApiKey[]> {
  return listApiKeys(app.kv, hostId);
}

/** Revokes a host's own key at once; "not-found" for another's. */
export function revoke(
  app: App,
  hostId: string,
  id: string,
): Promise<Outcome<ApiKey, "busy" | "not-found">> {
  return retryCommit(async () => {
    const entry = await readApiKeyOf(app.kv, hostId, id);
    return entry ? await revokeEntry(app, entry, "by-host") : refused("not-found");
  });
}

/** The key and active host of a secret, and a note of its use; null when it is unknown, expired or revoked. */
export async function find(
  app: App,
  secret: string,
  client: string,
): Promise<{ key: ApiKey; host: Host } | null> {
  if (findSecrets(secret)[0] !== secret) return null;
  const entry = await readApiKey(app.kv, await hashOfKey(secret));
  if (entry.versionstamp === null || !isActive(entry.value, app.now())) return null;
  const host = await getActiveHost(app.kv, entry.value.hostId);
  if (!host) return null;
  await noteUse(app, entry, client);
  return { key: entry.value, host };
}

/** Revokes a key whose secret was in a URL and emails its host in the same commit; false when no active key has it. */
export async function revokeExposed(app: App, secret: string): Promise<boolean> {
  const hash = await hashOfKey(secret);
  const revoked = await retryCommit(async () => {
    const entry = await readApiKey(app.kv, hash);
    if (entry.versionstamp === null || !isActive(entry.value, app.now())) {
      return refused("not-found");
    }
    return await revokeEntry(app, entry, "in-url");
  });
  if (revoked.ok) app.wakeJobs();
  return revoked.ok;
}

async function revokeEntry(
  app: App,
  entry: Deno.KvEntry<ApiKey>,
  reason: RevocationReason,
): Promise<Outcome<ApiKey, never> | "lost"> {
  const { id: keyId, hostId } = entry.value;
  if (entry.value.revoked) return accepted(entry.value);
  const now = app.now();
  const key: ApiKey = { ...entry.value, revoked: { at: now, reason } };
  const op = writeApiKey(newCommit(app.kv), entry, key);
  if (reason === "in-url") {
    const work = { kind: "send-key-alert" as const, hostId, keyId };
    writeJob(op, newJob({ hostId, work, dueAt: now }, now));
  }
  return await commit(op) ? accepted(key) : "lost";
}

/** Writes day and address block of a use, the first of a day; a use at the same moment may come before it. */
async function noteUse(app: App, entry: Deno.KvEntry<ApiKey>, client: string): Promise<void> {
  const date = new Date(app.now()).toISOString().slice(0, 10);
  if (entry.value.lastUse?.date === date) return;
  const key: ApiKey = { ...entry.value, lastUse: { date, from: addressBlock(client) } };
  try {
    await commit(writeApiKey(newCommit(app.kv), entry, key));
  } catch (error) {
    // With a full disk the API can still be read; the use is written another time.
    if (!isWriteFailure(error)) throw error;
  }
}

function isActive(key: ApiKey, now: number): boolean {
  return apiKeyStateOf(key, now) === "active";
}

const hashOfKey = (secret: string) => hashOf("api-key", secret);
