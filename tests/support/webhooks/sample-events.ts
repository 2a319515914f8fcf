/** Events of a booking as webhooks tell them: requested, confirmed, moved by its guest, cancelled by its host. */
import type { WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import { bookingFacts } from "$lib/scheduling/booking-facts.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { WebhookKind } from "$lib/scheduling/webhook.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { ada, confirmedBooking, noon, pendingBooking } from "../sample-booking.ts";
import { ben, cleo } from "../sample-team-booking.ts";

const hosts = [ada(), ben, cleo];

export function eventOf(kind: WebhookKind, booking: Booking, was: Booking | null): WebhookEvent {
  const facts = bookingFacts(booking, { was, hosts, now: noon });
  return { id: "e1", kind, at: noon, owners: ["h"], onlyFor: null, isTest: false, facts };
}

export const requested = eventOf("booking.requested", pendingBooking(), null);
export const confirmed = eventOf("booking.confirmed", confirmedBooking(), pendingBooking());
export const moved = confirmedBooking({
  start: confirmedBooking().start + HOUR,
  end: confirmedBooking().end + HOUR,
  changedBy: "guest",
});
export const rescheduled = eventOf("booking.rescheduled", moved, confirmedBooking());
export const cancelled = eventOf(
  "booking.cancelled",
  confirmedBooking({ status: "CANCELLED", message: "I am ill.", changedBy: "host" }),
  confirmedBooking(),
);
