import { commit, listAll } from "./commit.ts";
import type { IdentityRecord } from "./hosts.ts";
import { keys } from "./keys.ts";

/** One way in through an issuer, as its host sees it. */
export interface Identity {
  /** Of issuer and subject. */
  hash: string;
  issuer: string;
}

/** The host that an issuer's subject opens; null when it is nobody's yet. */
export async function getHostIdByIdentity(kv: Deno.Kv, hash: string): Promise<string | null> {
  return (await kv.get<IdentityRecord>(keys.identity(hash))).value?.hostId ?? null;
}

export async function listIdentities(kv: Deno.Kv, hostId: string): Promise<Identity[]> {
  const entries = await listAll<{ issuer: string }>(kv, { prefix: keys.identitiesOf(hostId) });
  return entries.map(({ key, value }) => ({ hash: String(key.at(-1)), issuer: value.issuer }));
}

/** Gives a host one more way in; false when it already opens some host. */
export function addIdentity(kv: Deno.Kv, hostId: string, identity: Identity): Promise<boolean> {
  const key = keys.identity(identity.hash);
  const record: IdentityRecord = { hostId, issuer: identity.issuer };
  return commit(
    kv.atomic().check({ key, versionstamp: null }).set(key, record)
      .set(keys.identityOf(hostId, identity.hash), { issuer: identity.issuer }),
  );
}

/** Takes a way in away, if it is this host's. */
export async function deleteIdentity(kv: Deno.Kv, hostId: string, hash: string): Promise<boolean> {
  const entry = await kv.get<IdentityRecord>(keys.identity(hash));
  if (entry.value?.hostId !== hostId) return false;
  return commit(
    kv.atomic().check(entry).delete(entry.key).delete(keys.identityOf(hostId, hash)),
  );
}
