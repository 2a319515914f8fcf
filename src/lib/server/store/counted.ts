import type { Booking } from "$lib/scheduling/booking.ts";
import { commit } from "./commit.ts";
import { keys } from "./keys.ts";

/** The indexes by which bookings are counted against limits: where they come from, by guest's address and by network. */

/** Adds to a commit: a booking counts while it waits or is agreed, at one of its hosts. */
export function writeCounted(op: Deno.AtomicOperation, hostId: string, booking: Booking): void {
  const { id, status, start, reservedUntil, countedAs = [] } = booking;
  for (const from of countedAs) {
    if (status === "PENDING") op.set(keys.pendingFrom(hostId, from, id), reservedUntil);
    if (status === "CONFIRMED") op.set(keys.upcomingFrom(hostId, from, start, id), true);
  }
}

/** Adds to a commit: it no longer counts as it did. */
export function dropCounted(op: Deno.AtomicOperation, hostId: string, was: Booking): void {
  for (const from of was.countedAs ?? []) {
    op.delete(keys.pendingFrom(hostId, from, was.id));
    op.delete(keys.upcomingFrom(hostId, from, was.start, was.id));
  }
}

/** How many requests from there wait at a host now, no further than to `most`; exact where the host's guard was read before and is checked after. */
export async function countPendingFrom(
  kv: Deno.Kv,
  hostId: string,
  from: string,
  now: number,
  most: number,
): Promise<number> {
  let live = 0;
  for await (const { value } of kv.list<number>({ prefix: keys.pendingsFrom(hostId, from) })) {
    if (value > now && ++live >= most) break;
  }
  return live;
}

/** How many agreed bookings from there begin later than now, no further than to `most`; as exact as the requests that wait. */
export async function countUpcomingFrom(
  kv: Deno.Kv,
  hostId: string,
  from: string,
  now: number,
  most: number,
): Promise<number> {
  const prefix = keys.upcomingsFrom(hostId, from);
  const entries = kv.list({ prefix, start: [...prefix, now + 1] }, { limit: most });
  return (await Array.fromAsync(entries)).length;
}

/** Bookings that have begun need not be counted any more: index and booking forget where they came from. */
export async function clearCounted(kv: Deno.Kv, hostId: string, before: number): Promise<void> {
  for await (const { key } of kv.list({ prefix: keys.upcomingsOf(hostId) })) {
    const [, , , start, bookingId] = key;
    if (Number(start) >= before) continue;
    const op = kv.atomic().delete(key);
    const booking = await kv.get<Booking>(keys.booking(String(bookingId)));
    if (booking.value && booking.value.start < before && booking.value.countedAs?.length) {
      dropCounted(op, hostId, booking.value);
      op.check(booking).set(booking.key, { ...booking.value, countedAs: [] });
    }
    await commit(op);
  }
}
