import type { Booking } from "$lib/scheduling/booking.ts";
import { commit } from "./commit.ts";
import { keys } from "./keys.ts";

/** The indexes by which bookings are counted against limits: where they come from, by guest's address and by network. */

/** Adds to a commit: a booking counts while it waits or is agreed, at one of its hosts. */
export function writeLimitCounts(op: Deno.AtomicOperation, hostId: string, booking: Booking): void {
  const { id, status, start, reservedUntil, countedAs = [] } = booking;
  for (const limitKey of countedAs) {
    if (status === "PENDING") op.set(keys.pendingBy(hostId, limitKey, id), reservedUntil);
    if (status === "CONFIRMED") op.set(keys.upcomingBy(hostId, limitKey, start, id), true);
  }
}

/** Adds to a commit: it no longer counts as it did. */
export function dropLimitCounts(op: Deno.AtomicOperation, hostId: string, was: Booking): void {
  for (const limitKey of was.countedAs ?? []) {
    op.delete(keys.pendingBy(hostId, limitKey, was.id));
    op.delete(keys.upcomingBy(hostId, limitKey, was.start, was.id));
  }
}

/** How many requests from there wait at a host now, no further than to `most`; exact where the host's guard was read before and is checked after. */
export async function countPendingByKey(
  kv: Deno.Kv,
  hostId: string,
  limitKey: string,
  now: number,
  most: number,
): Promise<number> {
  let live = 0;
  for await (const { value } of kv.list<number>({ prefix: keys.pendingsBy(hostId, limitKey) })) {
    if (value > now && ++live >= most) break;
  }
  return live;
}

/** How many agreed bookings from there begin later than now, no further than to `most`; as exact as the requests that wait. */
export async function countUpcomingByKey(
  kv: Deno.Kv,
  hostId: string,
  limitKey: string,
  now: number,
  most: number,
): Promise<number> {
  const prefix = keys.upcomingsBy(hostId, limitKey);
  const entries = kv.list({ prefix, start: [...prefix, now + 1] }, { limit: most });
  return (await Array.fromAsync(entries)).length;
}

/** Bookings that have begun need not be counted any more: index and booking forget where they came from. */
export async function purgeLimitCounts(kv: Deno.Kv, hostId: string, before: number): Promise<void> {
  for await (const { key } of kv.list({ prefix: keys.upcomingsOf(hostId) })) {
    const [, , , start, bookingId] = key;
    if (Number(start) >= before) continue;
    const op = kv.atomic().delete(key);
    const booking = await kv.get<Booking>(keys.booking(String(bookingId)));
    if (booking.value && booking.value.start < before && booking.value.countedAs?.length) {
      dropLimitCounts(op, hostId, booking.value);
      op.check(booking).set(booking.key, { ...booking.value, countedAs: [] });
    }
    await commit(op);
  }
}
