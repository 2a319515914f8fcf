import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { timeToDecide } from "$lib/server/changes/conflict-check.ts";
import { readSmallDay } from "$lib/server/views/day-column.ts";
import * as bookings from "$lib/server/bookings/index.ts";

/** The day of a request and its conflicts, asked of the calendars now; no day for a manager who is none of its hosts. */
export async function conflictPartOf(app: Invito, booking: Booking, host: Host) {
  const { answer, conflicts, unreachable } = await bookings.checkConflicts(app, booking, host);
  const time = timeToDecide(booking, app.now());
  return {
    day: answer ? await readSmallDay(app, host, { time, answer, own: booking.id }) : null,
    conflicts: conflicts.map(({ title, calendar }) => title || calendar),
    unreachable,
  };
}
