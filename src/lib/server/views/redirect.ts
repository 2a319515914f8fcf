import { type Booking, isLiveBooking, typeOwnerOf } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { redirectUrl } from "$lib/scheduling/redirect-url.ts";
import type { App } from "../app.ts";
import { getEventType } from "../store/event-types.ts";

/** The page to which a guest is redirected after booking. */
export interface RedirectTarget {
  url: string;
  /** Host name of the URL, to be shown. */
  hostname: string;
  /** Whether the guest is redirected at once: only where an email sends them the link to their booking. */
  isImmediate: boolean;
}

/** The redirect of a live booking by its event type's current setting, which is read where it is not known; null without one, and until the guest's email address is verified. */
export async function redirectAfterBooking(
  app: App,
  booking: Booking,
  known?: EventType,
): Promise<RedirectTarget | null> {
  if (booking.emailUnverified || !isLiveBooking(booking, app.now())) return null;
  const type = known ?? await getEventType(app.kv, typeOwnerOf(booking), booking.type.id);
  if (!type?.redirect) return null;
  const address = redirectUrl(type.redirect, booking);
  return { url: address, hostname: new URL(address).host, isImmediate: app.sendMail !== null };
}
