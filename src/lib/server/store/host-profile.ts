import type { Host } from "$lib/scheduling/host.ts";
import type { UsernameRecord } from "./hosts.ts";
import { keys } from "./keys.ts";

/** A host as read, with the version to check. */
export async function readHost(kv: Deno.Kv, hostId: string): Promise<Deno.KvEntry<Host> | null> {
  const entry = await kv.get<Host>(keys.host(hostId));
  return entry.value ? entry : null;
}

/** Adds to a commit: the host changed from what was read. */
export function writeHost(
  op: Deno.AtomicOperation,
  was: Deno.KvEntry<Host>,
  change: Partial<Host>,
): Host {
  const host: Host = { ...was.value, ...change, revision: was.value.revision + 1 };
  op.check(was).set(was.key, host);
  return host;
}

/** Adds to a commit: the new name leads to the host, the old one leads nowhere and stays theirs; a name of their own comes back. */
export async function writeUsername(
  kv: Deno.Kv,
  op: Deno.AtomicOperation,
  host: Host,
  username: string,
): Promise<boolean> {
  const taken = await kv.get<UsernameRecord>(keys.username(username));
  if (taken.value && taken.value.hostId !== host.id) return false;
  op.check(taken)
    .set(taken.key, { hostId: host.id, isReleased: false } satisfies UsernameRecord)
    .set(
      keys.username(host.username),
      { hostId: host.id, isReleased: true } satisfies UsernameRecord,
    );
  return true;
}

/** Adds to a commit: a verified address becomes the host's way in, the one before no longer is; false when it is another host's. */
export async function writeEmail(
  kv: Deno.Kv,
  op: Deno.AtomicOperation,
  hostId: string,
  hash: string,
  before: string | null,
): Promise<boolean> {
  const taken = await kv.get<string>(keys.email(hash));
  if (taken.value && taken.value !== hostId) return false;
  if (before && before !== hash) await dropEmail(kv, op, hostId, before);
  op.check(taken).set(taken.key, hostId);
  return true;
}

/** Adds to a commit: an address is no way in any more, if it was this host's. */
export async function dropEmail(
  kv: Deno.Kv,
  op: Deno.AtomicOperation,
  hostId: string,
  hash: string,
): Promise<void> {
  const entry = await kv.get<string>(keys.email(hash));
  if (entry.value === hostId) op.check(entry).delete(entry.key);
}
