import { comparableEmail } from "$lib/scheduling/email-address.ts";
import { guestKey } from "$lib/scheduling/guest.ts";
import { hashOf } from "../runtime/secrets.ts";
import { listAll } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";

/** An email address or domain (with its subdomains) from which a host takes no bookings. */
export interface BlockListEntry {
  entry: string;
  at: number;
}

/** Domains of at most this many labels are looked up. */
const MAX_DOMAIN_LABELS = 8;

/** Keys of the block list entries that match an email address: the address itself and up to eight of its domains. */
export async function blockListKeys(
  hostId: string,
  email: string,
): Promise<Deno.KvKey[]> {
  const address = guestKey(email), normalized = comparableEmail(email);
  const labels = normalized.slice(normalized.lastIndexOf("@") + 1).split(".").slice(
    -MAX_DOMAIN_LABELS,
  );
  const domains = labels.slice(0, -1).map((_, i) => labels.slice(i).join("."));
  const hashes = await Promise.all([address, ...domains].map(blockListId));
  return hashes.map((hash) => keys.blockListEntry(hostId, hash));
}

/** The id of an entry: its hash. */
export function blockListId(entry: string): Promise<string> {
  return hashOf("block-list", entry);
}

/** Whether a host takes no bookings from an address. */
export async function isBlocked(kv: Deno.Kv, hostId: string, email: string): Promise<boolean> {
  const entries = await kv.getMany<BlockListEntry[]>(await blockListKeys(hostId, email));
  return entries.some(({ value }) => value !== null);
}

/** Whether a host takes no bookings from one of these addresses. */
export async function isAnyBlocked(
  kv: Deno.Kv,
  hostId: string,
  emails: readonly string[],
): Promise<boolean> {
  return (await Promise.all(emails.map((email) => isBlocked(kv, hostId, email)))).includes(true);
}

/** Whether one of these hosts and teams takes no bookings from one of these addresses. */
export async function isBlockedByAny(
  kv: Deno.Kv,
  ownerIds: readonly string[],
  emails: readonly string[],
): Promise<boolean> {
  return (await Promise.all(ownerIds.map((id) => isAnyBlocked(kv, id, emails)))).includes(true);
}

/** A host's block list, sorted by entry. */
export async function listBlockList(kv: Deno.Kv, hostId: string): Promise<BlockListEntry[]> {
  const entries = await listAll<BlockListEntry>(kv, { prefix: keys.blockListOf(hostId) });
  return entries.map(({ value }) => value).sort((a, b) => a.entry < b.entry ? -1 : 1);
}

/** Adds to a commit that checks the host's guard: one entry is written. */
export async function addToBlockList(
  op: Deno.AtomicOperation,
  hostId: string,
  blockEntry: BlockListEntry,
): Promise<void> {
  op.set(keys.blockListEntry(hostId, await blockListId(blockEntry.entry)), blockEntry);
}

/** Adds to a commit that checks the host's guard: one entry is deleted. */
export async function removeFromBlockList(
  op: Deno.AtomicOperation,
  hostId: string,
  entry: string,
): Promise<void> {
  op.delete(keys.blockListEntry(hostId, await blockListId(entry)));
}
