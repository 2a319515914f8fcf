import type { Booking } from "$lib/scheduling/booking.ts";
import { getBookings } from "./bookings.ts";
import { keys } from "../kv/keys.ts";

/** Bookings with a pending reschedule request, the nearest deadline first; expired requests are left out. */
export async function listRescheduleRequests(
  kv: Deno.Kv,
  hostId: string,
  now: number,
  limit: number,
): Promise<Booking[]> {
  const prefix = keys.reschedulesOf(hostId);
  const ids: string[] = [];
  const entries = kv.list<string>({ prefix, start: [...prefix, now + 1] }, { limit });
  for await (const entry of entries) ids.push(entry.value);
  return await getBookings(kv, ids);
}
