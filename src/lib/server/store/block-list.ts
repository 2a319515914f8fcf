import { comparableEmail } from "$lib/scheduling/email-address.ts";
import { guestKey } from "$lib/scheduling/guest.ts";
import { hashOf } from "../runtime/secrets.ts";
import { listAll } from "./commit.ts";
import { keys } from "./keys.ts";

/** An address, or a domain with all below it, that a host takes no bookings from. */
export interface BlockListEntry {
  entry: string;
  at: number;
}

/** A name has no more parts than this that are looked up. */
const MAX_DOMAIN_LABELS = 8;

/** What stands under one of these takes no bookings from an address: itself, or a domain that it belongs to; nine at the most. */
export async function blockListKeys(hostId: string, email: string): Promise<Deno.KvKey[]> {
  const address = guestKey(email), normalized = comparableEmail(email);
  const labels = normalized.slice(normalized.lastIndexOf("@") + 1).split(".").slice(
    -MAX_DOMAIN_LABELS,
  );
  const domains = labels.slice(0, -1).map((_, i) => labels.slice(i).join("."));
  const hashes = await Promise.all([address, ...domains].map((each) => hashOf("block-list", each)));
  return hashes.map((hash) => keys.blockListEntry(hostId, hash));
}

/** A host's list in the order of the alphabet. */
export async function listBlockList(kv: Deno.Kv, hostId: string): Promise<BlockListEntry[]> {
  const entries = await listAll<BlockListEntry>(kv, { prefix: keys.blockListOf(hostId) });
  return entries.map(({ value }) => value).sort((a, b) => a.entry < b.entry ? -1 : 1);
}

/** Adds the write of one entry to a commit that turns the host's guard. */
export async function addToBlockList(
  op: Deno.AtomicOperation,
  hostId: string,
  blockEntry: BlockListEntry,
): Promise<void> {
  op.set(keys.blockListEntry(hostId, await hashOf("block-list", blockEntry.entry)), blockEntry);
}

/** Adds the removal of one entry to a commit that turns the host's guard. */
export async function removeFromBlockList(
  op: Deno.AtomicOperation,
  hostId: string,
  entry: string,
): Promise<void> {
  op.delete(keys.blockListEntry(hostId, await hashOf("block-list", entry)));
}
