import type { Host } from "$lib/scheduling/host.ts";
import type { UsernameRecord } from "./hosts.ts";
import { keys } from "../kv/keys.ts";
import { markRecount } from "./uncounted.ts";

/** A host with its version to check. */
export async function readHost(kv: Deno.Kv, hostId: string): Promise<Deno.KvEntry<Host> | null> {
  const entry = await kv.get<Host>(keys.host(hostId));
  return entry.value ? entry : null;
}

/** Adds to a commit: the changed host; the commit fails when it changed since it was read. In another zone their bookings are counted again. */
export function writeHost(
  op: Deno.AtomicOperation,
  was: Deno.KvEntry<Host>,
  change: Partial<Host>,
): Host {
  const host: Host = { ...was.value, ...change, revision: was.value.revision + 1 };
  op.check(was).set(was.key, host);
  if (host.zone !== was.value.zone) markRecount(op, host.id);
  return host;
}

/**
 * Adds to a commit: the host's new username; the old one is released and stays reserved for the host. False when
 * another host has it.
 */
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

/**
 * Adds to a commit: a verified email address signs the host in, in place of the previous one; false when it is another
 * host's.
 */
export async function writeEmail(
  kv: Deno.Kv,
  op: Deno.AtomicOperation,
  hostId: string,
  hash: string,
  previous: string | null,
): Promise<boolean> {
  const taken = await kv.get<string>(keys.email(hash));
  if (taken.value && taken.value !== hostId) return false;
  if (previous && previous !== hash) await dropEmail(kv, op, hostId, previous);
  op.check(taken).set(taken.key, hostId);
  return true;
}

/** Adds to a commit: an email address no longer signs in, if it was this host's. */
export async function dropEmail(
  kv: Deno.Kv,
  op: Deno.AtomicOperation,
  hostId: string,
  hash: string,
): Promise<void> {
  const entry = await kv.get<string>(keys.email(hash));
  if (entry.value === hostId) op.check(entry).delete(entry.key);
}
