import { type Booking, typeOwnerOf } from "$lib/scheduling/booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { listBookings } from "../store/bookings.ts";

const statuses = ["PENDING", "CONFIRMED", "REJECTED", "CANCELLED"] as const;
/** Bookings that one question reads; the answer then says that it is not complete. */
const MOST_READ = 20_000;
const PER_PAGE = 500;
/** A meeting begins at most this long after its request, ms; some days more for moved ones. */
const LONGEST_AHEAD_MS = 400 * DAY;

/** The bookings of an owner's event types that were requested within a span: no tests, and none whose guest never verified their email. */
export async function readRequested(
  kv: Deno.Kv,
  ownerId: string,
  { start, end }: Span,
): Promise<{ bookings: Booking[]; isComplete: boolean }> {
  const found: Booking[] = [];
  let read = 0;
  for (const status of statuses) {
    let cursor: string | null = null;
    do {
      const page = await listBookings(kv, ownerId, status, {
        limit: PER_PAGE,
        from: start,
        cursor,
      });
      found.push(...page.bookings.filter((booking) => isWithin(booking, ownerId, { start, end })));
      read += page.bookings.length;
      const isPast = (page.bookings.at(-1)?.start ?? 0) > end + LONGEST_AHEAD_MS;
      cursor = isPast ? null : page.cursor;
      if (read >= MOST_READ) return { bookings: found, isComplete: false };
    } while (cursor !== null);
  }
  return { bookings: found, isComplete: true };
}

function isWithin(booking: Booking, ownerId: string, { start, end }: Span): boolean {
  return start <= booking.createdAt && booking.createdAt < end &&
    !booking.isTest && !booking.emailUnverified && typeOwnerOf(booking) === ownerId;
}
