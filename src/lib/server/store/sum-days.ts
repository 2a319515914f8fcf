import { noBookingCounts, withContribution } from "$lib/scheduling/booking-counts.ts";
import { addDays, dateOfNumber, dayNumber } from "$lib/scheduling/day.ts";
import { unpackContribution } from "$lib/scheduling/packed-counts.ts";
import { bytesOf, type CountedBookings, packed, type TypeCounts } from "./booking-days.ts";
import { listAll } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";

/** Dates that are added up at once, and what a commit writes of them at most. */
const MOST_DATES = 10, MOST_RECORDS = 300, MOST_BYTES = 400_000;

/** Dates whose counts are added up anew. */
export interface SummedDays {
  /** Where to go on; null after the last date. */
  next: string | null;
  write(op: Deno.AtomicOperation): void;
}

/** Adds up the counts of some dates from `date` on, from what was counted of each booking; dates before `from` are not kept. */
export async function sumDays(
  kv: Deno.Kv,
  ownerId: string,
  { date, from }: { date: string; from: string },
): Promise<SummedDays> {
  const first = await firstDate(kv, ownerId, date);
  if (first === null) return { next: null, write: () => {} };
  const last = addDays(first, MOST_DATES - 1);
  const [stored, sums] = await Promise.all([
    listAll(kv, {
      start: keys.bookingDaysFrom(ownerId, first),
      end: keys.bookingDaysFrom(ownerId, `${last}~`),
    }),
    sumsOf(kv, ownerId, { first, last, from }),
  ]);
  const written: { key: Deno.KvKey; date: string; counts: TypeCounts }[] = [];
  let next = first, bytes = 0;
  for (let n = 0; n < MOST_DATES; n++, next = addDays(first, n)) {
    const ofDate = sums.get(next) ?? new Map<string, TypeCounts>();
    const gone = stored.filter(({ key }) => key[2] === next && !ofDate.has(String(key[3])));
    const days = [
      ...gone.map(({ key }) => ({ key, date: next, counts: {} })),
      ...[...ofDate].map(([typeId, counts]) => ({
        key: [...keys.bookingDaysFrom(ownerId, next), typeId],
        date: next,
        counts,
      })),
    ];
    bytes += days.reduce((sum, { counts }) => sum + 100 + bytesOf(counts), 0);
    const isFull = bytes > MOST_BYTES || written.length + days.length > MOST_RECORDS;
    if (isFull && written.length > 0) break;
    written.push(...days);
  }
  return {
    next,
    write(op) {
      for (const { key, date, counts } of written) {
        if (Object.keys(counts).length > 0) op.set(key, packed(counts, date));
        else op.delete(key);
      }
    },
  };
}

/** The first date that has counts, or may have a booking that was counted. */
async function firstDate(kv: Deno.Kv, ownerId: string, date: string): Promise<string | null> {
  const ofDays = keys.bookingDaysOf(ownerId), ofBookings = keys.allCountedBookings(ownerId);
  // The date of a request is that of its UTC day, or the one before or after it.
  const day = date === "" ? -Infinity : dayNumber(date) - 1;
  const start = date === "" ? {} : { start: [...ofBookings, day] };
  const [[counts], [booking]] = await Promise.all([
    listAll(kv, { prefix: ofDays, start: [...ofDays, date] }, { limit: 1 }),
    listAll(kv, { prefix: ofBookings, ...start }, { limit: 1 }),
  ]);
  const dates = [
    ...counts ? [String(counts.key[2])] : [],
    ...booking ? [dateOfNumber(Number(booking.key[2]) - 1)] : [],
  ].map((each) => each < date ? date : each);
  return dates.toSorted()[0] ?? null;
}

/** By date and event type, as keys name it. */
async function sumsOf(
  kv: Deno.Kv,
  ownerId: string,
  { first, last, from }: { first: string; last: string; from: string },
): Promise<Map<string, Map<string, TypeCounts>>> {
  const prefix = keys.allCountedBookings(ownerId);
  const parts = await listAll<CountedBookings>(kv, {
    start: [...prefix, dayNumber(first) - 1],
    end: [...prefix, dayNumber(last) + 2],
  });
  const sums = new Map<string, Map<string, TypeCounts>>();
  for (const { key: [, , day, typeId], value } of parts) {
    for (const each of Object.values(value)) {
      if (each === "") continue;
      const contribution = unpackContribution(each, Number(day));
      const { date, source } = contribution;
      if (date < first || date > last || date < from) continue;
      const types = sums.get(date) ?? new Map<string, TypeCounts>();
      const counts = types.get(String(typeId)) ?? {};
      counts[source] = withContribution(counts[source] ?? noBookingCounts, contribution, 1)!;
      sums.set(date, types.set(String(typeId), counts));
    }
  }
  return sums;
}
