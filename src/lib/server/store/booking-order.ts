import type { Booking } from "$lib/scheduling/booking.ts";
import { getBooking } from "./bookings.ts";
import { listAll } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";

/** A place in the index of an owner's bookings, and the booking there; null where it was erased meanwhile. */
export interface PlacedBooking {
  key: Deno.KvKeyPart[];
  booking: Booking | null;
}

/** Bookings of an owner after a place in their index, by status and start; from the first on after an empty place. */
export async function listBookingsAfter(
  kv: Deno.Kv,
  ownerId: string,
  place: Deno.KvKeyPart[],
  limit: number,
): Promise<PlacedBooking[]> {
  const prefix = keys.allBookingsOf(ownerId);
  const start = place.length === 0 ? {} : { start: [...prefix, ...place, ""] };
  const entries = await listAll<string>(kv, { prefix, ...start }, { limit });
  return await Promise.all(entries.map(async ({ key, value }) => ({
    key: key.slice(prefix.length),
    booking: await getBooking(kv, value),
  })));
}

/** How many places of the index come after one, counted up to a number. */
export async function countBookingsAfter(
  kv: Deno.Kv,
  ownerId: string,
  place: Deno.KvKeyPart[],
  most: number,
): Promise<number> {
  const prefix = keys.allBookingsOf(ownerId);
  const start = place.length === 0 ? {} : { start: [...prefix, ...place, ""] };
  return (await listAll(kv, { prefix, ...start }, { limit: most })).length;
}
