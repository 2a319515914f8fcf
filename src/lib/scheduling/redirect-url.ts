import type { Booking } from "./booking.ts";
import type { Redirect } from "./event-type.ts";

/**
 * Where a guest is led after booking: the host's address with what was booked. Never a secret; name and address of the
 * guest only where the host wants them. Parameters of the host's own query stay.
 */
export function redirectUrl(
  { url, withGuest }: Redirect,
  { id, status, start, end, guest, type }: Pick<
    Booking,
    "id" | "status" | "start" | "end" | "guest" | "type"
  >,
): string {
  const address = new URL(url);
  const facts = {
    booking: id,
    status,
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(end).toISOString(),
    timezone: guest.zone,
    eventSlug: type.slug,
    ...(withGuest ? { name: guest.name, email: guest.email } : {}),
  };
  for (const [name, fact] of Object.entries(facts)) {
    if (!address.searchParams.has(name)) address.searchParams.set(name, fact);
  }
  return address.href;
}
