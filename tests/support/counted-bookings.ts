import { contributionOf } from "$lib/scheduling/booking-contribution.ts";
import { noBookingCounts, withContribution } from "$lib/scheduling/booking-counts.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { CountedDay } from "$lib/scheduling/counted-days.ts";
import { writeBooking } from "$lib/server/store/booking-indexes.ts";
import { listBookingDays, type TypeCounts } from "$lib/server/store/booking-days.ts";
import { commit } from "$lib/server/store/commit.ts";

/** Stores a booking in place of what it was, as every change of one does. */
export async function storeBooking(kv: Deno.Kv, was: Booking | null, is: Booking): Promise<void> {
  const op = kv.atomic();
  addBooking(op, was, is);
  await commit(op);
}

function addBooking(op: Deno.AtomicOperation, was: Booking | null, is: Booking): void {
  const { changedAt: at, changedBy: by, start, end } = is;
  writeBooking(op, was, is, { at, by, event: "requested", start, end });
}

/** Stores new bookings, many in a commit. */
export async function storeBookings(kv: Deno.Kv, bookings: readonly Booking[]): Promise<void> {
  const inCommit = 20;
  for (let n = 0; n < bookings.length; n += inCommit) {
    const op = kv.atomic();
    for (const booking of bookings.slice(n, n + inCommit)) addBooking(op, null, booking);
    await commit(op);
  }
}

/** The counts that a store has of an owner, by date and event type. */
export async function storedCounts(
  kv: Deno.Kv,
  ownerId: string,
): Promise<Record<string, TypeCounts>> {
  const days = await listBookingDays(kv, ownerId, { from: "0", to: "9" });
  return Object.fromEntries(days.map(({ date, typeId, counts }) => [`${date} ${typeId}`, counts]));
}

/** The counts that these bookings give, one added after the other. */
export function countsOf(bookings: readonly Booking[], zone: string): Record<string, TypeCounts> {
  const sums: Record<string, TypeCounts> = {};
  for (const booking of bookings) {
    const contribution = contributionOf(booking, zone);
    if (!contribution) continue;
    const { date, source } = contribution, day = sums[`${date} ${booking.type.id}`] ??= {};
    day[source] = withContribution(day[source] ?? noBookingCounts, contribution, 1)!;
  }
  return sums;
}

/** All requests of some days. */
export function requestsIn(days: readonly CountedDay[]): number {
  return days.flatMap(({ bookings }) =>
    Object.values(bookings).flatMap((type) => Object.values(type))
  )
    .reduce((sum, { requested }) => sum + requested, 0);
}
