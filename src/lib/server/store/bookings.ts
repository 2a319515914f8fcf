import type { Booking } from "$lib/scheduling/booking.ts";
import type { HistoryEntry } from "$lib/scheduling/booking-history.ts";
import { type BookingList, publishedStatuses } from "$lib/scheduling/booking-state.ts";
import { listAll, listPage } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";
import { expandBooking, type StoredBooking } from "./stored-booking.ts";

/** The booking that a link secret gives access to; found by the secret's hash. */
export interface LinkRecord {
  bookingId: string;
  purpose: "guest" | "host";
  /** The host whose link it is; null for the guest's link. */
  hostId: string | null;
}

export async function getBooking(kv: Deno.Kv, bookingId: string): Promise<Booking | null> {
  return (await readBooking(kv, bookingId))?.value ?? null;
}

/** A booking with its version, to be checked when it is changed. */
export async function readBooking(
  kv: Deno.Kv,
  bookingId: string,
): Promise<Deno.KvEntry<Booking> | null> {
  const entry = await kv.get<StoredBooking>(keys.booking(bookingId));
  return entry.versionstamp === null ? null : { ...entry, value: expandBooking(entry.value) };
}

export async function getLink(kv: Deno.Kv, hash: string): Promise<LinkRecord | null> {
  return (await kv.get<LinkRecord>(keys.link(hash))).value;
}

/** A booking's history, oldest first. */
export async function listHistory(kv: Deno.Kv, bookingId: string): Promise<HistoryEntry[]> {
  return (await listAll<HistoryEntry>(kv, { prefix: keys.historyOf(bookingId) })).map((entry) =>
    entry.value
  );
}

/** The entry of the change that made this revision of a booking; null without one. */
export async function getHistoryEntry(
  kv: Deno.Kv,
  bookingId: string,
  revision: number,
): Promise<HistoryEntry | null> {
  return (await kv.get<HistoryEntry>(keys.history(bookingId, revision))).value;
}

/** Adds to a commit: an entry of the history of a booking that stays as it was read. */
export function writeHistoryNote(
  op: Deno.AtomicOperation,
  { key, versionstamp, value }: Deno.KvEntry<Booking>,
  jobId: string,
  entry: HistoryEntry,
): void {
  op.check({ key, versionstamp }).set(keys.historyNote(value.id, value.revision, jobId), entry);
}

/** One list of the bookings of a host or a team by their start, a page at a time. */
export async function listBookings(
  kv: Deno.Kv,
  ownerId: string,
  list: BookingList,
  page: {
    limit: number;
    cursor?: string | null;
    latestFirst?: boolean;
    from?: number;
    before?: number;
  },
): Promise<{ bookings: Booking[]; cursor: string | null }> {
  const prefix = keys.bookingsOf(ownerId, publishedStatuses[list]);
  const selector: Deno.KvListSelector = page.from !== undefined
    ? { prefix, start: [...prefix, page.from] }
    : page.before !== undefined
    ? { prefix, end: [...prefix, page.before] }
    : { prefix };
  const { limit, cursor: from = null, latestFirst: reverse = false } = page;
  const { values, cursor } = await listPage<string>(kv, selector, { limit, cursor: from, reverse });
  return { bookings: await getBookings(kv, values), cursor };
}

/** How many bookings of a list begin at an instant or later. */
export async function countBookings(
  kv: Deno.Kv,
  ownerId: string,
  list: BookingList,
  from: number,
): Promise<number> {
  const prefix = keys.bookingsOf(ownerId, publishedStatuses[list]);
  let count = 0;
  const entries = kv.list({ prefix, start: [...prefix, from] }, { batchSize: 500 });
  for await (const _ of entries) count++;
  return count;
}

/** Those of these bookings that exist, in their order. */
export async function getBookings(kv: Deno.Kv, ids: readonly string[]): Promise<Booking[]> {
  return (await readBookings(kv, ids)).map(({ value }) => value);
}

/** The same with their versions, to be checked when they are changed. */
export async function readBookings(
  kv: Deno.Kv,
  ids: readonly string[],
): Promise<Deno.KvEntry<Booking>[]> {
  const bookings: Deno.KvEntry<Booking>[] = [];
  for (let i = 0; i < ids.length; i += 10) {
    const entries = await kv.getMany<StoredBooking[]>(ids.slice(i, i + 10).map(keys.booking));
    for (const entry of entries) {
      if (entry.value) bookings.push({ ...entry, value: expandBooking(entry.value) });
    }
  }
  return bookings;
}

/** The bookings of a series in the order of their numbers. */
export async function getSeries(kv: Deno.Kv, seriesId: string): Promise<Booking[]> {
  const entries = await listAll<string>(kv, { prefix: keys.allOfSeries(seriesId) });
  return await getBookings(kv, entries.map(({ value }) => value));
}
