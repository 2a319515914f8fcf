import fc from "fast-check";
import { contributionOf } from "$lib/scheduling/booking-contribution.ts";
import { noBookingCounts, withContribution } from "$lib/scheduling/booking-counts.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import {
  type BookingCounts,
  type CountedDay,
  countedSources,
  decisionMinutes,
  leadDays,
  viewDimensions,
} from "$lib/scheduling/counted-days.ts";
import { writeBooking } from "$lib/server/store/booking-indexes.ts";
import { listBookingDays, type TypeCounts } from "$lib/server/store/booking-days.ts";
import { commit } from "$lib/server/kv/commit.ts";
import { addDays } from "$lib/scheduling/day.ts";

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

const few = fc.integer({ min: 0, max: 12 });
const source = fc.constantFrom(...countedSources);
const typeId = fc.constantFrom("intro", "coffee", "walk", "other");

function bookingCounts(date: string): fc.Arbitrary<BookingCounts> {
  return fc.record({
    confirmed: few,
    declined: few,
    expired: few,
    withdrawn: few,
    pending: few,
    cancelledByGuest: few,
    cancelledByHost: few,
    rescheduled: few,
    noShow: few,
    ends: fc.dictionary(fc.integer({ min: 0, max: 60 }).map((n) => addDays(date, n)), few),
    hours: fc.dictionary(fc.integer({ min: 0, max: 167 }).map(String), few),
    lead: fc.array(few, { minLength: leadDays.length + 1, maxLength: leadDays.length + 1 }),
    decided: fc.array(few, {
      minLength: decisionMinutes.length + 1,
      maxLength: decisionMinutes.length + 1,
    }),
    members: fc.dictionary(fc.constantFrom("ada", "ben"), few),
  }).map(({ pending, ...counts }) => ({
    requested: counts.confirmed + counts.declined + counts.expired + counts.withdrawn + pending,
    ...counts,
  }));
}

/** Any days from a date on, each once, in order. */
export function anyDays(first: string, length: number): fc.Arbitrary<CountedDay[]> {
  const dates = Array.from({ length }, (_, n) => addDays(first, n));
  const steps = fc.array(few, { minLength: 4, maxLength: 4 });
  return fc.subarray(dates).chain((some) =>
    fc.tuple(...some.map((date) =>
      fc.record({
        date: fc.constant(date),
        visits: fc.record({
          types: fc.dictionary(typeId, fc.dictionary(source, steps)),
          by: fc.dictionary(
            fc.constantFrom(...viewDimensions),
            fc.dictionary(fc.constantFrom("a", "b", "c", "other"), few),
          ),
        }),
        bookings: fc.dictionary(typeId, fc.dictionary(source, bookingCounts(date))),
      }) as fc.Arbitrary<CountedDay>
    ))
  );
}
