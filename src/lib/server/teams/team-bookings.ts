import { type Booking, isUpcoming } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { App } from "../app.ts";
import { listBookings } from "../store/bookings.ts";

/** The longest meeting: what began earlier is over. */
const MAX_MEETING_MS = 480 * MINUTE;
const MAX_LISTED = 1000;

/** A team's upcoming bookings and open requests by their start, up to a thousand of each; of one member where given. */
export async function listUpcoming(
  app: App,
  teamId: string,
  memberId: string | null = null,
): Promise<Booking[]> {
  const now = app.now(), page = { limit: MAX_LISTED, from: now - MAX_MEETING_MS };
  const ownerId = memberId ?? teamId;
  const [pending, confirmed] = await Promise.all([
    listBookings(app.kv, ownerId, "pending", page),
    listBookings(app.kv, ownerId, "confirmed", page),
  ]);
  return [...pending.bookings, ...confirmed.bookings]
    .filter((booking) => isUpcoming(booking, now) && booking.team?.id === teamId)
    .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
}

/** How many upcoming bookings each host has among these, by id. */
export function countByHost(bookings: readonly Booking[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of bookings.flatMap(({ hosts }) => hosts)) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
