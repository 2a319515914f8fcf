import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { BookingResponse } from "../store/bookings.ts";

/** The response to a booking request, also stored for replays; it has no link secret. */
export function bookingResponse(booking: Booking): BookingResponse {
  return {
    id: booking.id,
    status: booking.status,
    startsAt: new Date(booking.start).toISOString(),
    endsAt: new Date(booking.end).toISOString(),
    reservedUntil: booking.reservedUntil === null
      ? null
      : new Date(booking.reservedUntil).toISOString(),
    ...(booking.rescheduleRequest
      ? {
        rescheduleRequest: {
          startsAt: new Date(booking.rescheduleRequest.start).toISOString(),
          endsAt: new Date(booking.rescheduleRequest.end).toISOString(),
          reservedUntil: new Date(booking.rescheduleRequest.expiresAt).toISOString(),
        },
      }
      : {}),
  };
}

/** A booking as the API returns it to its guest; without link secrets, and of the host only names. */
export function guestBookingJson(booking: Booking, host: Host): Record<string, unknown> {
  return {
    ...bookingResponse(booking),
    endReason: booking.endReason,
    timezone: booking.guest.zone,
    eventSlug: booking.type.slug,
    title: booking.type.title,
    username: host.username,
    hostName: host.name,
    message: booking.message,
  };
}

/** The absolute URLs of what a guest can do with a booking. */
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
