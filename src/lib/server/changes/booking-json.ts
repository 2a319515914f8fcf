import { publishedStatus } from "$lib/scheduling/booking-state.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { BookingResponse } from "../store/idempotency-records.ts";

/** The response to a booking request, also stored for replays; it has no link secret. */
export function bookingResponse(booking: Booking): BookingResponse {
  return {
    id: booking.id,
    status: publishedStatus(booking),
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

/** The response to the request that made a booking; of a team with the members who took it. */
export function requestResponse(booking: Booking, hosts: readonly Host[]): BookingResponse {
  const response = bookingResponse(booking);
  return booking.team ? { ...response, assigned: hosts.map(({ name }) => name) } : response;
}

/** A booking as the API returns it to its guest; without link secrets, and of hosts and team only names. */
export function guestBookingJson(
  booking: Booking,
  { host, hosts }: { host: Host; hosts: readonly Host[] },
) {
  const { team } = booking;
  return {
    ...bookingResponse(booking),
    endReason: booking.endReason,
    timezone: booking.guest.zone,
    eventSlug: booking.type.slug,
    title: booking.type.title,
    series: booking.series ?? null,
    ...(team
      ? { teamSlug: team.slug, teamName: team.name, assigned: hosts.map(({ name }) => name) }
      : { username: host.username, hostName: host.name }),
    guests: booking.extraGuests,
    message: booking.message,
  };
}

/** The absolute URLs of what a guest can do with a booking. */
export function actionLinks(baseUrl: string, token: string) {
  const api = `${baseUrl}/v0/bookings/actions/${token}`;
  return {
    token,
    page: `${baseUrl}/booking/${token}`,
    lookUp: api,
    cancel: `${api}/cancel`,
    reschedule: `${api}/reschedule`,
    guests: `${api}/guests`,
    email: `${api}/email`,
    verificationEmail: `${api}/verification-email`,
  };
}
