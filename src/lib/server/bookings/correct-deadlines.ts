import type { Booking } from "$lib/scheduling/booking.ts";
import { correctDeadline } from "$lib/scheduling/booking-transitions.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { listBookings } from "../store/bookings.ts";
import { listRescheduleRequests } from "../store/reschedule-requests.ts";
import { eachHost } from "../store/hosts.ts";
import { change } from "../changes/change.ts";
import { reservationMs } from "../changes/new-booking.ts";

const PAGE = 200;

/**
 * Shortens deadlines of requests and reschedule requests that were set while the clock was ahead, so that no time is held
 * for longer than a request made now would hold it. Returns how many were changed.
 */
export async function correctDeadlines(app: App): Promise<number> {
  let corrected = 0;
  for await (const { id } of eachHost(app.kv)) {
    if (app.stopping.aborted) break;
    for (const booking of await bookingsWithFarDeadline(app, id)) {
      if (app.stopping.aborted) break;
      if (await correct(app, booking)) corrected++;
    }
  }
  if (corrected > 0) app.log.warn("deadlines-corrected", { bookings: corrected });
  return corrected;
}

async function correct(app: App, { id }: Booking): Promise<boolean> {
  const outcome = await change(app, id, {
    decide(was, now) {
      const is = correctDeadline(was, now, longestMs(app, was));
      return is.ok ? accepted({ booking: is.value, event: "deadline-corrected" }) : is;
    },
  });
  return outcome.ok;
}

function longestMs(app: App, { emailUnverified }: Booking): number {
  return reservationMs(emailUnverified, app.settings.bookingTtlMs);
}

async function bookingsWithFarDeadline(app: App, hostId: string): Promise<Booking[]> {
  const far: Booking[] = [];
  const addFar = (bookings: Booking[]) =>
    far.push(
      ...bookings.filter((each) => correctDeadline(each, app.now(), longestMs(app, each)).ok),
    );
  let cursor: string | null = null;
  do {
    const page = { limit: PAGE, cursor };
    const found = await listBookings(app.kv, hostId, "pending", page);
    addFar(found.bookings);
    cursor = found.cursor;
  } while (cursor !== null);
  addFar(
    await listRescheduleRequests(app.kv, hostId, app.now() + app.settings.bookingTtlMs, 10_000),
  );
  return far;
}
