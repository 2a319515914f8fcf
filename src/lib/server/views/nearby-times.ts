import type { Booking } from "$lib/scheduling/booking.ts";
import { isLiveBooking } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { App } from "../app.ts";
import { suggestAlternatives } from "../availability/suggest-alternatives.ts";
import { getBookedEventType } from "../store/event-types.ts";
import { getActiveHosts } from "../store/hosts.ts";

const MAX_TIMES = 8;

/** Up to eight free starts near a coming booking, epoch ms; none for a host who is not in it. */
export async function nearbyTimes(app: App, booking: Booking, hostId: string): Promise<number[]> {
  const now = app.now();
  const canChange = isLiveBooking(booking, now) && booking.start > now;
  if (!canChange || !booking.hosts.includes(hostId)) return [];
  const type = await getBookedEventType(app.kv, booking);
  if (!type?.active) return [];
  const starts = await suggestAlternatives(app, {
    hosts: await getActiveHosts(app.kv, booking.hosts) ?? [],
    type,
    minutes: (booking.end - booking.start) / MINUTE,
    near: booking.start,
    max: MAX_TIMES + 1,
    excludedBookingId: booking.id,
  });
  return starts.filter((start) => start !== booking.start).slice(0, MAX_TIMES);
}
