import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "./index.ts";

/** A booking as the API tells it to its guest; no link secret, nothing about the host but the name. */
export function guestBookingJson(booking: Booking, host: Host): Record<string, unknown> {
  return {
    ...bookings.responseOf(booking),
    ended: booking.endReason,
    timezone: booking.guest.zone,
    eventSlug: booking.type.slug,
    title: booking.type.title,
    username: host.username,
    hostName: host.name,
    message: booking.message,
  };
}

/** What can be done with a booking by its guest's secret, as whole addresses. */
export function actionLinks(baseUrl: string, token: string): Record<string, string> {
  const api = `${baseUrl}/v0/bookings/actions/${token}`;
  return {
    token,
    page: `${baseUrl}/booking/${token}`,
    lookUp: api,
    cancel: `${api}/cancel`,
    reschedule: `${api}/reschedule`,
  };
}
