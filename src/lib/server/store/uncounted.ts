import { type Booking, typeOwnerOf } from "$lib/scheduling/booking.ts";
import { commit, listAll } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";

/** Where the counts of a booking are, also after it was erased. */
export interface UncountedChange {
  createdAt: number;
  typeId: string;
}

/** A change that is not counted yet. */
export interface UncountedEntry extends UncountedChange {
  key: Deno.KvKey;
  bookingId: string;
}

/** Adds to the commit of a booking: that it is to be counted anew. Nothing is read or checked for it. */
export function markUncounted(op: Deno.AtomicOperation, booking: Booking): void {
  if (booking.isTest) return;
  const { id, createdAt, type } = booking;
  const change: UncountedChange = { createdAt, typeId: type.id };
  op.set(keys.uncounted(typeOwnerOf(booking), id, crypto.randomUUID()), change);
}

/** Adds to a commit: that all of an owner's bookings are being counted again. It is found with their changes, and names no booking. */
export function markRecount(op: Deno.AtomicOperation, ownerId: string): void {
  const nothing: UncountedChange = { createdAt: 0, typeId: "" };
  op.set(keys.uncounted(ownerId, "", "recount"), nothing);
}

/** Some of an owner's changes that are not counted yet. */
export async function listUncounted(
  kv: Deno.Kv,
  ownerId: string,
  limit: number,
): Promise<UncountedEntry[]> {
  const entries = await listAll<UncountedChange>(
    kv,
    { prefix: keys.uncountedOf(ownerId) },
    { limit },
  );
  return entries.map(({ key, value }) => ({ key, bookingId: String(key[2]), ...value }));
}

/** Hosts and teams with changes that are not counted yet, in the order of their ids, after one of them. */
export async function listOwnersToCount(
  kv: Deno.Kv,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const owners: string[] = [];
  for (let last = after; owners.length < limit;) {
    const start = last === null ? keys.allUncounted() : [...keys.allUncounted(), `${last}\0`];
    const end = [...keys.allUncounted(), "\u{10ffff}"];
    const [next] = await listAll<UncountedChange>(kv, { start, end }, { limit: 1 });
    if (!next) break;
    owners.push(last = String(next.key[1]));
  }
  return owners;
}

/** Drops changes of an owner who is erased; true when there may be more. */
export async function dropUncounted(
  kv: Deno.Kv,
  changes: readonly UncountedEntry[],
): Promise<boolean> {
  if (changes.length === 0) return false;
  const op = kv.atomic();
  for (const { key } of changes) op.delete(key);
  return await commit(op);
}
