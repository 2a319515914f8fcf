/** The transitions of a reschedule request; see `booking-transitions.ts`. */
import {
  type Booking,
  type Placement,
  type RescheduleRequest,
  withoutConfirmations,
} from "./booking.ts";
import { isConfirmed, stateOf } from "./booking-state.ts";
import {
  rescheduleBooking,
  type StateRefusal,
  stateRefusalOf,
  withChange,
} from "./booking-transitions.ts";
import { accepted, type Outcome, refused } from "./outcome.ts";

/** A guest requests another time for a confirmed meeting; an earlier reschedule request is replaced. */
export function requestReschedule(
  booking: Booking,
  now: number,
  to: Placement,
  ttlMs: number,
): Outcome<Booking, StateRefusal> {
  if (!isConfirmed(booking)) return refused(stateRefusalOf(booking, now));
  // Decided before the new time begins, and before the old one does.
  const until = Math.min(now + ttlMs, to.start, booking.start);
  return accepted(
    withChange(booking, now, "guest", {
      rescheduleRequest: { ...to, expiresAt: until, requestedAt: now },
      team: withoutConfirmations(booking.team),
    }),
  );
}

/** The host accepts a reschedule request. */
export function acceptReschedule(booking: Booking, now: number): Outcome<Booking, StateRefusal> {
  const open = requireOpenReschedule(booking, now);
  return open.ok ? rescheduleBooking(booking, now, "host", open.value) : open;
}

/** The host declines a reschedule request: the meeting keeps its time. */
export function declineReschedule(
  booking: Booking,
  now: number,
  message: string,
): Outcome<Booking, StateRefusal> {
  const open = requireOpenReschedule(booking, now);
  if (!open.ok) return open;
  return accepted(withChange(booking, now, "host", { rescheduleRequest: null, message }));
}

/** The guest withdraws a reschedule request: the meeting keeps its time. */
export function withdrawReschedule(booking: Booking, now: number): Outcome<Booking, StateRefusal> {
  const open = requireOpenReschedule(booking, now);
  if (!open.ok) return open;
  return accepted(withChange(booking, now, "guest", { rescheduleRequest: null }));
}

/** Expires a reschedule request that was not decided in time; "changed" before its deadline. */
export function expireReschedule(booking: Booking, now: number): Outcome<Booking, StateRefusal> {
  if (!isConfirmed(booking) || !booking.rescheduleRequest) {
    return refused(stateRefusalOf(booking, now));
  }
  if (stateOf(booking, now) === "reschedule-requested") return refused("changed");
  return accepted(withChange(booking, now, "time", { rescheduleRequest: null }));
}

/** The reschedule request that can still be decided; "expired" after its deadline. */
function requireOpenReschedule(
  booking: Booking,
  now: number,
): Outcome<RescheduleRequest, StateRefusal> {
  const { rescheduleRequest } = booking;
  switch (stateOf(booking, now)) {
    case "reschedule-requested":
      return accepted(rescheduleRequest!);
    case "confirmed":
      return refused(rescheduleRequest ? "expired" : "already-confirmed");
    case "unverified":
    case "requested":
    case "declined":
    case "expired":
    case "withdrawn":
    case "cancelled":
      return refused(stateRefusalOf(booking, now));
  }
}
