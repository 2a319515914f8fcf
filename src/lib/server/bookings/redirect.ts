import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import { redirectUrl } from "$lib/scheduling/redirect-url.ts";
import type { App } from "../app.ts";
import { getEventType } from "../store/event-types.ts";

/** Where the host leads a guest who has just booked; null means to the guest's own page. */
export interface RedirectTarget {
  url: string;
  /** As a person reads it: the name of the server. */
  hostname: string;
  /** Whether the guest is led there at once: only where an email keeps the address of their own page for them. */
  isImmediate: boolean;
}

/** The way on from a live booking, as its event type says now; a guest who has still to prove their address reads that first. */
export async function redirectAfterBooking(
  app: App,
  booking: Booking,
): Promise<RedirectTarget | null> {
  if (booking.emailUnverified || !isLiveBooking(booking, app.now())) return null;
  const type = await getEventType(app.kv, booking.hosts[0]!, booking.type.id);
  if (!type?.redirect) return null;
  const address = redirectUrl(type.redirect, booking);
  return { url: address, hostname: new URL(address).host, isImmediate: app.sendMail !== null };
}
