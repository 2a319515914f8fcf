import type { Booking } from "$lib/scheduling/booking.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { App } from "../app.ts";
import type { BookingPage } from "../event-types/booking-page.ts";
import { getBooking } from "../store/bookings.ts";
import { getBookedEventType } from "../store/event-types.ts";
import { getHost } from "../store/hosts.ts";
import { bookedPage } from "../changes/booked-page.ts";
import { reschedulableFrom } from "../bookings/change-series.ts";
import type { RescheduledBooking } from "./picker/build-picker.ts";

/** A booking as its guest moves it, of a series with the dates that can move along. */
export function movedBooking(
  booking: Booking,
  type: EventType,
  dates: readonly Booking[],
): RescheduledBooking {
  // A confirmed meeting that its host has to be asked about keeps its time until then.
  const mustWait = isConfirmed(booking) && type.decision !== "instant";
  return {
    minutes: (booking.end - booking.start) / MINUTE,
    bookingId: booking.id,
    movedWith: mustWait ? [] : dates.map(({ id }) => id),
  };
}

/** The page on which a guest moves a booking, by its id; null where there is none any more. */
export async function findMovedBooking(
  app: App,
  bookingId: string,
): Promise<{ booking: Booking; page: BookingPage; moved: RescheduledBooking } | null> {
  const booking = await getBooking(app.kv, bookingId);
  const type = booking && await getBookedEventType(app.kv, booking);
  const host = booking && await getHost(app.kv, booking.hosts[0] ?? "");
  if (!type?.active || !host) return null;
  const page = await bookedPage(app, booking, host, type);
  const moved = movedBooking(booking, type, await reschedulableFrom(app, booking));
  return page && { booking, page, moved };
}
