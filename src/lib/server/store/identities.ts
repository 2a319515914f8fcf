import { commit, listAll } from "../kv/commit.ts";
import type { IdentityRecord } from "./hosts.ts";
import { keys } from "../kv/keys.ts";

/** A sign-in identity of an OIDC issuer, as listed for its host. */
export interface Identity {
  /** Hash of issuer and subject. */
  hash: string;
  issuer: string;
}

/** The host that an issuer's subject signs in; null when there is none. */
export async function getHostIdByIdentity(kv: Deno.Kv, hash: string): Promise<string | null> {
  return (await kv.get<IdentityRecord>(keys.identity(hash))).value?.hostId ?? null;
}

export async function listIdentities(kv: Deno.Kv, hostId: string): Promise<Identity[]> {
  const entries = await listAll<{ issuer: string }>(kv, { prefix: keys.identitiesOf(hostId) });
  return entries.map(({ key, value }) => ({ hash: String(key.at(-1)), issuer: value.issuer }));
}

/** Adds a sign-in identity to a host; false when it already belongs to a host. */
export function addIdentity(kv: Deno.Kv, hostId: string, identity: Identity): Promise<boolean> {
  const key = keys.identity(identity.hash);
  const record: IdentityRecord = { hostId, issuer: identity.issuer };
  return commit(
    kv.atomic().check({ key, versionstamp: null }).set(key, record)
      .set(keys.identityOf(hostId, identity.hash), { issuer: identity.issuer }),
  );
}

/** Deletes a sign-in identity if `kept` still is one of the host's, too; false when either is not. */
export async function deleteIdentity(
  kv: Deno.Kv,
  hostId: string,
  hash: string,
  kept: string | null,
): Promise<boolean> {
  const all = [hash, ...(kept ? [kept] : [])].map((each) => keys.identity(each));
  const entries = await kv.getMany<IdentityRecord[]>(all);
  if (entries.some(({ value }) => value?.hostId !== hostId)) return false;
  return commit(
    kv.atomic().check(...entries).delete(keys.identity(hash))
      .delete(keys.identityOf(hostId, hash)),
  );
}
