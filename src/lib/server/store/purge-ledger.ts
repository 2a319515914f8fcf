/** Held time that is past every limit that counts it: the store never lets go of a hold or a slot by itself. */
import { type Booking, isLiveBooking, pendingReschedule } from "$lib/scheduling/booking.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import { getBookings } from "./bookings.ts";
import { commit } from "./commit.ts";
import { dayOf, keys } from "./keys.ts";

const DAY = 86_400_000;
/** Limits look back to the first of a month. */
const HOLD_RETENTION_MS = 40 * DAY;

/** A person's days that are past, a bounded number at once; whether there may be more. A day stays while a booking in it says that it is not over. */
export async function purgePastHolds(
  kv: Deno.Kv,
  hostId: string,
  now: number,
  most: number,
): Promise<boolean> {
  const end = keys.ledger(hostId, dayOf(now - HOLD_RETENTION_MS));
  let purged = 0;
  for await (const entry of kv.list<Hold[]>({ prefix: keys.ledgerOf(hostId), end })) {
    const ids = new Set(entry.value.flatMap(({ bookingIds }) => bookingIds));
    if (!await areAllOver(kv, [...ids], now)) continue;
    // What changed meanwhile stays until the next time.
    await commit(kv.atomic().check(entry).delete(entry.key));
    if (++purged === most) return true;
  }
  return false;
}

/** The records of shared times that are past, in the same way. */
export async function purgePastSlots(kv: Deno.Kv, now: number, most: number): Promise<boolean> {
  let purged = 0;
  for await (const entry of kv.list<SharedSlot>({ prefix: keys.slots() })) {
    if (entry.value.end > now - HOLD_RETENTION_MS) continue;
    if (!await areAllOver(kv, entry.value.bookingIds, now)) continue;
    await commit(kv.atomic().check(entry).delete(entry.key));
    if (++purged === most) return true;
  }
  return false;
}

async function areAllOver(kv: Deno.Kv, bookingIds: string[], now: number): Promise<boolean> {
  const bookings = await getBookings(kv, bookingIds);
  return bookings.every((booking) =>
    !isLiveBooking(booking, now) || lastEnd(booking, now) <= now - HOLD_RETENTION_MS + DAY
  );
}

/** When the time ends that a booking takes or asks for. */
function lastEnd(booking: Booking, now: number): number {
  return Math.max(booking.end, pendingReschedule(booking, now)?.end ?? 0);
}
