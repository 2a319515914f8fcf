import { comparableEmail } from "$lib/scheduling/email-address.ts";
import { sameGuest } from "$lib/scheduling/guest.ts";
import { hashOf } from "../secrets.ts";
import { listAll } from "./commit.ts";
import { keys } from "./keys.ts";

/** An address, or a domain with all below it, that a host takes no bookings from. */
export interface Blocked {
  entry: string;
  at: number;
}

/** A name has no more parts than this that are looked up. */
const MOST_PARTS = 8;

/** What stands under one of these takes no bookings from an address: itself, or a domain that it belongs to; nine at the most. */
export async function blockedKeys(hostId: string, email: string): Promise<Deno.KvKey[]> {
  const address = sameGuest(email), spelled = comparableEmail(email);
  const labels = spelled.slice(spelled.lastIndexOf("@") + 1).split(".").slice(-MOST_PARTS);
  const domains = labels.slice(0, -1).map((_, i) => labels.slice(i).join("."));
  const hashes = await Promise.all([address, ...domains].map((each) => hashOf("blocked", each)));
  return hashes.map((hash) => keys.blocked(hostId, hash));
}

/** A host's list in the order of the alphabet. */
export async function listBlocked(kv: Deno.Kv, hostId: string): Promise<Blocked[]> {
  const entries = await listAll<Blocked>(kv, { prefix: keys.blockedOf(hostId) });
  return entries.map(({ value }) => value).sort((a, b) => a.entry < b.entry ? -1 : 1);
}

/** Adds the write of one entry to a commit that turns the host's guard. */
export async function setBlocked(
  op: Deno.AtomicOperation,
  hostId: string,
  blocked: Blocked,
): Promise<void> {
  op.set(keys.blocked(hostId, await hashOf("blocked", blocked.entry)), blocked);
}

/** Adds the removal of one entry to a commit that turns the host's guard. */
export async function deleteBlocked(
  op: Deno.AtomicOperation,
  hostId: string,
  entry: string,
): Promise<void> {
  op.delete(keys.blocked(hostId, await hashOf("blocked", entry)));
}
