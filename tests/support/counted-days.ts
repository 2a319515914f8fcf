/** Made-up days of an owner: any for properties, and a year that looks like one. */
import fc from "fast-check";
import {
  type BookingCounts,
  type CountedDay,
  countedSources,
  decisionMinutes,
  leadDays,
  viewDimensions,
} from "$lib/scheduling/counted-days.ts";
import { addDays } from "$lib/scheduling/day.ts";

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
