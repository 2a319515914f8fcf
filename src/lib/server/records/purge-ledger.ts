/** Deletes held time older than every booking limit looks back; the ledger itself never drops a hold or a slot. */
import { type Booking, isLiveBooking, pendingReschedule } from "$lib/scheduling/booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import { getBookings } from "../store/bookings.ts";
import { commit } from "../kv/commit.ts";
import { dayOf, keys } from "../kv/keys.ts";

/** Booking limits look back to the first of a month. */
const HOLD_RETENTION_MS = 40 * DAY;

/** Deletes a host's past days, up to `limit`; true when there may be more. A day stays while one of its bookings is live. */
export async function purgePastHolds(
  kv: Deno.Kv,
  hostId: string,
  now: number,
  limit: number,
): Promise<boolean> {
  const end = keys.ledger(hostId, dayOf(now - HOLD_RETENTION_MS));
  let purged = 0;
  for await (const entry of kv.list<Hold[]>({ prefix: keys.ledgerOf(hostId), end })) {
    const ids = new Set(entry.value.flatMap(({ bookingIds }) => bookingIds));
    if (!await areAllOver(kv, [...ids], now)) continue;
    // A day that changed meanwhile stays until the next purge.
    await commit(kv.atomic().check(entry).delete(entry.key));
    if (++purged === limit) return true;
  }
  return false;
}

/** Deletes past shared slots, in the same way. */
export async function purgePastSlots(kv: Deno.Kv, now: number, limit: number): Promise<boolean> {
  let purged = 0;
  for await (const entry of kv.list<SharedSlot>({ prefix: keys.slots() })) {
    if (entry.value.end > now - HOLD_RETENTION_MS) continue;
    if (!await areAllOver(kv, entry.value.bookingIds, now)) continue;
    await commit(kv.atomic().check(entry).delete(entry.key));
    if (++purged === limit) return true;
  }
  return false;
}

async function areAllOver(kv: Deno.Kv, bookingIds: string[], now: number): Promise<boolean> {
  const bookings = await getBookings(kv, bookingIds);
  return bookings.every((booking) =>
    !isLiveBooking(booking, now) || lastEnd(booking, now) <= now - HOLD_RETENTION_MS + DAY
  );
}

/** The end of the booking's time or of its requested new time, epoch ms. */
function lastEnd(booking: Booking, now: number): number {
  return Math.max(booking.end, pendingReschedule(booking, now)?.end ?? 0);
}
