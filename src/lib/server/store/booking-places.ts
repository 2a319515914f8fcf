import type { Booking } from "$lib/scheduling/booking.ts";
import { type BookingList, publishedStatuses } from "$lib/scheduling/booking-state.ts";
import { getBookings } from "./bookings.ts";
import { keys } from "../kv/keys.ts";

/** Where a booking stands in a list: its start, epoch ms, and its id. */
export interface BookingPlace {
  start: number;
  id: string;
}

/** A part of a list of bookings: begun in [from, to), and behind `after` in the list's direction. */
export interface PlaceRange {
  from: number | null;
  to: number | null;
  after: BookingPlace | null;
  latestFirst: boolean;
}

/** The places of one list of an owner's bookings, up to `limit`. */
export async function listBookingPlaces(
  kv: Deno.Kv,
  ownerId: string,
  list: BookingList,
  { latestFirst, limit, ...range }: PlaceRange & { limit: number },
): Promise<BookingPlace[]> {
  const prefix = keys.bookingsOf(ownerId, publishedStatuses[list]);
  const { from, to } = range;
  const start = from === null ? prefix : [...prefix, from];
  const end = [...prefix, to ?? Number.MAX_SAFE_INTEGER];
  const selector = { start, end };
  if (from !== null && to !== null && from >= to) return [];
  if (range.after) {
    if (!isWithin(range.after, range)) return [];
    const at = [...prefix, range.after.start, range.after.id];
    // The next key after one is the same with an empty part behind it.
    if (latestFirst) selector.end = at;
    else selector.start = [...at, ""];
  }
  const places: BookingPlace[] = [];
  const entries = kv.list<string>(selector, {
    limit,
    reverse: latestFirst,
    batchSize: Math.min(limit, 500),
  });
  for await (const { key } of entries) {
    places.push({ start: Number(key.at(-2)), id: String(key.at(-1)) });
  }
  return places;
}

function isWithin({ start }: BookingPlace, { from, to }: Pick<PlaceRange, "from" | "to">): boolean {
  return (from === null || start >= from) && (to === null || start < to);
}

/** Whether a place is in a range. */
export function isInRange(place: BookingPlace, range: PlaceRange): boolean {
  return isWithin(place, range) &&
    (range.after === null || comparePlaces(range.latestFirst)(range.after, place) < 0);
}

/** Orders places by start and id. */
export function comparePlaces(latestFirst: boolean) {
  const sign = latestFirst ? -1 : 1;
  return (a: BookingPlace, b: BookingPlace) =>
    sign * (a.start - b.start || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** The bookings at these places that are still there, each with its place. */
export async function getPlacedBookings(
  kv: Deno.Kv,
  places: readonly BookingPlace[],
): Promise<{ place: BookingPlace; booking: Booking | undefined }[]> {
  const bookings = await getBookings(kv, places.map(({ id }) => id));
  const byId = new Map(bookings.map((booking) => [booking.id, booking]));
  return places.map((place) => ({ place, booking: byId.get(place.id) }));
}
