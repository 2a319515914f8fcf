import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { commit } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";
import { readBooking } from "./bookings.ts";
import { setBooking } from "./stored-booking.ts";

/** Indexes that count bookings against limits, by guest address and by network. */

/** The deadline of a pending booking, epoch ms; of a date of a series with the series. */
type PendingCount = number | { until: number; series: string };

/** Adds to a commit: a pending or confirmed booking counts for one of its hosts. */
export function writeLimitCounts(op: Deno.AtomicOperation, hostId: string, booking: Booking): void {
  const { id, status, start, reservedUntil, limitKeys, series } = booking;
  const pending = series ? { until: reservedUntil!, series: series.id } : reservedUntil;
  for (const limitKey of limitKeys) {
    if (status === "PENDING") op.set(keys.pendingBy(hostId, limitKey, id), pending);
    if (status === "CONFIRMED") op.set(keys.upcomingBy(hostId, limitKey, start, id), true);
  }
}

/** Adds to a commit: the booking no longer counts as it did. */
export function dropLimitCounts(op: Deno.AtomicOperation, hostId: string, was: Booking): void {
  for (const limitKey of was.limitKeys) {
    op.delete(keys.pendingBy(hostId, limitKey, was.id));
    op.delete(keys.upcomingBy(hostId, limitKey, was.start, was.id));
  }
}

/**
 * The number of a key's live pending requests to a host, up to `limit`: a series counts once, and `except` not at all.
 * Exact when the host's guard was read before and is checked after.
 */
export async function countPendingByKey(
  kv: Deno.Kv,
  hostId: string,
  limitKey: string,
  now: number,
  limit: number,
  except: string | null = null,
): Promise<number> {
  const live = new Set<string>();
  const prefix = keys.pendingsBy(hostId, limitKey);
  for await (const { key, value } of kv.list<PendingCount>({ prefix })) {
    const { until, series } = typeof value === "number"
      ? { until: value, series: String(key.at(-1)) }
      : value;
    if (until > now && series !== except && live.add(series).size >= limit) break;
  }
  return live.size;
}

/**
 * The number of a key's confirmed bookings with a host that begin after now, up to `limit`; exact under the same
 * condition.
 */
export async function countUpcomingByKey(
  kv: Deno.Kv,
  hostId: string,
  limitKey: string,
  now: number,
  limit: number,
): Promise<number> {
  const prefix = keys.upcomingsBy(hostId, limitKey);
  const entries = kv.list({ prefix, start: [...prefix, now + 1] }, { limit });
  return (await Array.fromAsync(entries)).length;
}

/**
 * The bookings of a key with a host or team that are pending, or confirmed and begin after an instant at most a day ago;
 * at most fifty of each.
 */
export async function listBookingsByKey(
  kv: Deno.Kv,
  ownerId: string,
  limitKey: string,
  after: number,
): Promise<string[]> {
  const prefix = keys.upcomingsBy(ownerId, limitKey);
  const lists = await Promise.all([
    Array.fromAsync(kv.list({ prefix: keys.pendingsBy(ownerId, limitKey) }, { limit: 50 })),
    Array.fromAsync(kv.list({ prefix, start: [...prefix, after + 1] }, { limit: 50 })),
  ]);
  return lists.flat().map(({ key }) => String(key.at(-1)));
}

/** Deletes the counts of bookings that began a day ago, in the index and in the bookings. */
export async function purgeLimitCounts(kv: Deno.Kv, ownerId: string, now: number): Promise<void> {
  const before = now - DAY;
  for await (const { key } of kv.list({ prefix: keys.upcomingsOf(ownerId) })) {
    const [, , , start, bookingId] = key;
    if (Number(start) >= before) continue;
    const op = kv.atomic().delete(key);
    const booking = await readBooking(kv, String(bookingId));
    if (booking && booking.value.start < before && booking.value.limitKeys.length) {
      dropLimitCounts(op, ownerId, booking.value);
      setBooking(op.check(booking), { ...booking.value, limitKeys: [] });
    }
    await commit(op);
  }
}
