import type { Contribution } from "$lib/scheduling/booking-contribution.ts";
import { noBookingCounts, withContribution } from "$lib/scheduling/booking-counts.ts";
import {
  packContribution,
  packCounts,
  type PackedCounts,
  unpackContribution,
  unpackCounts,
} from "$lib/scheduling/packed-counts.ts";
import type { BookingCounts, CountedSource } from "$lib/scheduling/counted-days.ts";
import { listAll } from "../kv/commit.ts";
import { dayOf, keys } from "../kv/keys.ts";
import type { UncountedChange } from "./uncounted.ts";

/** The counts of one date and event type, by source. */
export type TypeCounts = Partial<Record<CountedSource, BookingCounts>>;
/** The same, packed. */
export type StoredCounts = Partial<Record<CountedSource, PackedCounts>>;
/** What was counted of each booking, packed; empty for one that counts no more. */
export type CountedBookings = Record<string, string>;

/** Bookings in one part: with their ids and contributions they stay below 64 KiB. */
export const BOOKINGS_IN_PART = 850;

/** The counts that one commit changes. */
export interface CountChanges {
  /** Counts a booking as it is now, in place of what was counted of it before; dates before `from` are not kept. */
  count(booking: CountedId, is: Contribution | null, from: string): Promise<void>;
  /** The dates that it changes, as they are then. */
  days(): CountedTypeDay[];
  /** Adds the changed records to a commit. */
  write(op: Deno.AtomicOperation): void;
  /** What the commit has to write: the number of records, and their size, estimated from above. */
  extent(): { records: number; bytes: number };
}

/** The counts of an event type on a date. */
export interface CountedTypeDay {
  date: string;
  typeId: string;
  counts: TypeCounts;
}

/** A booking, and where its counts are. */
export type CountedId = UncountedChange & { bookingId: string };

/** Reads counts at their first use, after the state that the commit checks. */
export function openCountChanges(kv: Deno.Kv, ownerId: string): CountChanges {
  const days = new Map<string, { key: Deno.KvKey; date: string; counts: TypeCounts }>();
  const parts = new Map<
    string,
    { key: Deno.KvKey; counted: CountedBookings; isChanged: boolean }
  >();

  async function add(typeId: string, contribution: Contribution, times: 1 | -1) {
    const { date, source } = contribution;
    const key = keys.bookingDay(ownerId, date, typeId), name = `${date} ${typeId}`;
    const day = days.get(name) ??
      { key, date, counts: unpacked((await kv.get<StoredCounts>(key)).value, date) };
    const { [source]: was = noBookingCounts, ...others } = day.counts;
    const is = withContribution(was, contribution, times);
    days.set(name, { key, date, counts: is ? { ...others, [source]: is } : others });
  }

  /** The part that has the booking, or the first with room: a booking never leaves its part, so none after that has it. */
  async function partOf({ bookingId, createdAt, typeId }: CountedId) {
    const day = dayOf(createdAt);
    for (let n = 0;; n++) {
      const key = keys.countedBookings(ownerId, day, typeId, n), name = `${day} ${typeId} ${n}`;
      const part = parts.get(name) ??
        { key, counted: (await kv.get<CountedBookings>(key)).value ?? {}, isChanged: false };
      parts.set(name, part);
      const { counted } = part;
      if (bookingId in counted || Object.keys(counted).length < BOOKINGS_IN_PART) return part;
    }
  }

  return {
    async count(booking, is, from) {
      const part = await partOf(booking);
      const packed = part.counted[booking.bookingId] ?? "";
      const found = packed === "" ? null : unpackContribution(packed, dayOf(booking.createdAt));
      const was = found && found.date >= from ? found : null;
      const kept = is && is.date >= from ? is : null;
      const next = kept ? packContribution(kept, dayOf(booking.createdAt)) : "";
      if (next === (was ? packed : "")) return;
      if (was) await add(booking.typeId, was, -1);
      if (kept) await add(booking.typeId, kept, 1);
      part.counted[booking.bookingId] = next;
      part.isChanged = true;
    },

    days() {
      return [...days.values()].map(({ key, date, counts }) => ({
        date,
        typeId: String(key[3]),
        counts,
      }));
    },

    write(op) {
      for (const { key, date, counts } of days.values()) {
        if (Object.keys(counts).length > 0) op.set(key, packed(counts, date));
        else op.delete(key);
      }
      for (const { key, counted, isChanged } of parts.values()) if (isChanged) op.set(key, counted);
    },

    extent() {
      const written = [...parts.values()].filter(({ isChanged }) => isChanged);
      const ofParts = written.map(({ counted }) => 100 + 75 * Object.keys(counted).length);
      const ofDays = [...days.values()].map(({ counts }) => 100 + bytesOf(counts));
      const bytes = [...ofParts, ...ofDays].reduce((sum, each) => sum + each, 0);
      return { records: written.length + days.size, bytes };
    },
  };
}

/** The most that counts take in the store. */
export function bytesOf(counts: TypeCounts): number {
  return Object.values(counts).reduce(
    (sum, { ends, hours, members }) =>
      sum + 400 + 20 * Object.keys(ends).length + 10 * Object.keys(hours).length +
      35 * Object.keys(members).length,
    0,
  );
}

/** The counts of a range of dates, both included, by date and event type. */
export async function listBookingDays(
  kv: Deno.Kv,
  ownerId: string,
  { from, to }: { from: string; to: string },
): Promise<CountedTypeDay[]> {
  const entries = await listAll<StoredCounts>(kv, {
    start: keys.bookingDaysFrom(ownerId, from),
    end: keys.bookingDaysFrom(ownerId, `${to}~`),
  });
  return entries.map(({ key, value }) => {
    const date = String(key[2]);
    return { date, typeId: String(key[3]), counts: unpacked(value, date) };
  });
}

/** Counts as they are stored. */
export function packed(counts: TypeCounts, date: string): StoredCounts {
  return Object.fromEntries(
    Object.entries(counts).map(([source, each]) => [source, packCounts(each, date)]),
  );
}

function unpacked(stored: StoredCounts | null, date: string): TypeCounts {
  return Object.fromEntries(
    Object.entries(stored ?? {}).map(([source, each]) => [source, unpackCounts(each, date)]),
  );
}
