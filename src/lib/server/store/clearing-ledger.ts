/** Held time that is past every limit that counts it: the store never lets go of a hold or a slot by itself. */
import { type Booking, isLiveBooking, waitingMove } from "$lib/scheduling/booking.ts";
import type { Hold } from "$lib/scheduling/ledger.ts";
import type { Slot } from "$lib/scheduling/seats.ts";
import { getBookings } from "./bookings.ts";
import { commit } from "./commit.ts";
import { dayOf, keys } from "./keys.ts";

const DAY = 86_400_000;
/** Limits look back to the first of a month. */
const HOLDS_STAY = 40 * DAY;

/** A person's days that are past, a bounded number at once; whether there may be more. A day stays while a booking in it says that it is not over. */
export async function clearPastHolds(
  kv: Deno.Kv,
  hostId: string,
  now: number,
  most: number,
): Promise<boolean> {
  const end = keys.ledger(hostId, dayOf(now - HOLDS_STAY));
  let cleared = 0;
  for await (const entry of kv.list<Hold[]>({ prefix: keys.ledgerOf(hostId), end })) {
    const ids = new Set(entry.value.flatMap(({ bookings }) => bookings));
    if (!await areOver(kv, [...ids], now)) continue;
    // What changed meanwhile stays until the next time.
    await commit(kv.atomic().check(entry).delete(entry.key));
    if (++cleared === most) return true;
  }
  return false;
}

/** The records of shared times that are past, in the same way. */
export async function clearPastSlots(kv: Deno.Kv, now: number, most: number): Promise<boolean> {
  let cleared = 0;
  for await (const entry of kv.list<Slot>({ prefix: keys.slots() })) {
    if (entry.value.end > now - HOLDS_STAY) continue;
    if (!await areOver(kv, entry.value.bookings, now)) continue;
    await commit(kv.atomic().check(entry).delete(entry.key));
    if (++cleared === most) return true;
  }
  return false;
}

async function areOver(kv: Deno.Kv, bookingIds: string[], now: number): Promise<boolean> {
  const bookings = await getBookings(kv, bookingIds);
  return bookings.every((booking) =>
    !isLiveBooking(booking, now) || lastEnd(booking, now) <= now - HOLDS_STAY + DAY
  );
}

/** When the time ends that a booking takes or asks for. */
function lastEnd(booking: Booking, now: number): number {
  return Math.max(booking.end, waitingMove(booking, now)?.end ?? 0);
}
