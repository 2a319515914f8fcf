import { type BookingState, isConfirmed, stateOf } from "$lib/scheduling/booking-state.ts";
import type { StillHolds } from "./message.ts";

/** The booking is in one of these states. */
export const inState = (...states: BookingState[]): StillHolds => (booking, { now }) =>
  states.includes(stateOf(booking, now));

export const isRequested = inState("unverified", "requested");

export const isCancelled = inState("withdrawn", "cancelled");

/** The same reschedule request as when the email was requested, still within its deadline. */
export const isRescheduleRequested: StillHolds = (booking, { now, requestedAt }) =>
  stateOf(booking, now) === "reschedule-requested" &&
  booking.rescheduleRequest?.requestedAt === requestedAt;

/** Confirmed, and no reschedule request is left, not even one past its deadline. */
export const isConfirmedUnchanged: StillHolds = (booking) =>
  isConfirmed(booking) && booking.rescheduleRequest === null;
