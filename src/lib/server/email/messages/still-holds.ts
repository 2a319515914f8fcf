import {
  type BookingState,
  isConfirmed as isConfirmedAt,
  stateOf,
} from "$lib/scheduling/booking-state.ts";
import type { StillHolds } from "./message.ts";

/** The booking is in one of these states. */
export const inState = (...states: BookingState[]): StillHolds => (booking, { now }) =>
  states.includes(stateOf(booking, now));

export const isRequested = inState("unverified", "requested");

export const isConfirmed: StillHolds = (booking, { now }) => isConfirmedAt(booking, now);

export const isCancelled = inState("withdrawn", "cancelled");

/** The same reschedule request as when the email was requested, still within its deadline. */
export const isRescheduleRequested: StillHolds = (booking, { now, requestedAt }) =>
  stateOf(booking, now) === "reschedule-requested" &&
  booking.rescheduleRequest?.requestedAt === requestedAt;

/** Confirmed, and no reschedule request is left, not even one past its deadline. */
export const isConfirmedUnchanged: StillHolds = (booking, moment) =>
  isConfirmed(booking, moment) && booking.rescheduleRequest === null;
