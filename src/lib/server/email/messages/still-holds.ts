import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import type { StillHolds } from "./message.ts";

export const isRequested: StillHolds = (booking, { now }) =>
  booking.status === "PENDING" && isLiveBooking(booking, now);

export const isConfirmed: StillHolds = ({ status }) => status === "CONFIRMED";

export const isCancelled: StillHolds = ({ status, endReason }) =>
  status === "CANCELLED" && endReason !== "expired";

/** The same reschedule request as when the email was requested, still within its deadline. */
export const isRescheduleRequested: StillHolds = (
  { status, rescheduleRequest },
  { now, requestedAt },
) =>
  status === "CONFIRMED" && rescheduleRequest !== null &&
  rescheduleRequest.requestedAt === requestedAt && rescheduleRequest.expiresAt > now;

/** Confirmed, and no reschedule request is left, not even one past its deadline. */
export const isConfirmedUnchanged: StillHolds = ({ status, rescheduleRequest }) =>
  status === "CONFIRMED" && rescheduleRequest === null;

/** BRIDGE */
export const inState =
  (state: "unverified" | "declined" | "expired"): StillHolds => (booking: Booking, { now }) =>
    state === "declined"
      ? booking.status === "REJECTED"
      : state === "expired"
      ? booking.status === "CANCELLED" && booking.endReason === "expired"
      : booking.status === "PENDING" && isLiveBooking(booking, now) && !!booking.emailUnverified;
