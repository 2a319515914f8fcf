/** What a host has agreed to by proposing other times to the guest of a request. */
import type { Booking } from "./booking.ts";
import { isUndecided } from "./booking-state.ts";
import { confirmBooking, type StateRefusal } from "./booking-transitions.ts";
import type { EventType } from "./event-type.ts";
import { accepted, type Outcome } from "./outcome.ts";

/** The host who proposes this start for the request as it is now; null where nobody does. */
export function proposerOf(
  { status, emailUnverified, proposed, proposedBy }: Booking,
  start: number,
): string | null {
  const isOpen = isUndecided({ status }) && !emailUnverified;
  return isOpen && proposed.includes(start) ? proposedBy ?? null : null;
}

/**
 * The event type as it decides about a start: one that a host proposes needs no approval, only free calendars. What a
 * type on approval says of calendars that are not fresh was never chosen for a confirmation.
 */
export function typeAt<Type extends EventType | null>(
  type: Type,
  booking: Booking,
  start: number,
): Type {
  if (!type || proposerOf(booking, start) === null) return type;
  const { decision, whenCalendarStale } = type;
  const isLax = decision === "approval" && whenCalendarStale === "ignore";
  return {
    ...type,
    decision: "instant",
    whenCalendarStale: isLax ? "require-approval" : whenCalendarStale,
  };
}

/** The request that its guest has just moved to a proposed time is confirmed, as one change with the move. */
export function confirmMoved(moved: Booking, now: number): Outcome<Booking, StateRefusal> {
  const confirmed = confirmBooking(moved, now, "");
  if (!confirmed.ok) return confirmed;
  return accepted({ ...confirmed.value, revision: moved.revision, changedBy: moved.changedBy });
}
