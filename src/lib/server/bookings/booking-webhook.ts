import type { Booking } from "$lib/scheduling/booking.ts";
import type { BookingEvent } from "$lib/scheduling/booking-effects.ts";
import {
  bookingFacts,
  type BookingFactsContext,
  webhookKindOf,
} from "$lib/scheduling/webhook-event.ts";
import type { VersionedGuard } from "../store/guard.ts";
import { listenersAmong, type NewWebhookEvent } from "../store/webhook-events.ts";

/**
 * The webhook event that follows an event of a booking, for its own commit; null where nobody listens. Whether somebody
 * does is known from the guards that the commit checks: of the hosts before and after, and of the team.
 */
export function bookingWebhook(
  event: BookingEvent,
  booking: Booking,
  { guards, ...context }: BookingFactsContext & {
    guards: readonly (VersionedGuard | null | undefined)[];
  },
): NewWebhookEvent | null {
  const kind = webhookKindOf(event, booking);
  const owners = listenersAmong(guards);
  if (!kind || owners.length === 0) return null;
  const facts = bookingFacts(booking, context);
  return { kind, at: context.now, owners, onlyFor: null, isTest: false, facts };
}
