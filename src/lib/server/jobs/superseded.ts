import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import { isStillRelevant } from "$lib/scheduling/reminder.ts";
import type { EmailKind } from "$lib/scheduling/booking-effects.ts";
import type { JobWork } from "../store/job.ts";

type SupersedableWork = Extract<JobWork, { kind: "send-email" }>;

/** Whether the booking has gone on since the letter was called for. */
export function isSuperseded(work: SupersedableWork, booking: Booking, now: number): boolean {
  return booking.sequence !== work.sequence ||
    !stillHolds[work.emailKind](booking, now, work.at, work.to);
}

/** Whether a letter still tells the truth; one that the story has overtaken is never sent. */
const stillHolds: Record<
  EmailKind,
  (booking: Booking, now: number, at: number, to: SupersedableWork["to"]) => boolean
> = {
  "verify-email-address": (booking, now) =>
    isRequested(booking, now) && booking.emailUnverified === true,
  "request-received": isRequested,
  "host-requested": isRequested,
  "guest-confirmed": isStillConfirmed,
  "host-confirmed": isStillConfirmed,
  "rejected": (booking) => booking.status === "REJECTED",
  "expired": (booking) => booking.status === "CANCELLED" && booking.endReason === "expired",
  "guest-cancelled": isStillCancelled,
  "host-cancelled": isStillCancelled,
  "guest-rescheduled": isStillConfirmed,
  "host-rescheduled": isStillConfirmed,
  "calendar-change-not-applied": isStillConfirmed,
  "reschedule-request-received": isRescheduleRequested,
  "host-reschedule-requested": isRescheduleRequested,
  "reschedule-declined": isConfirmedUnchanged,
  "reschedule-withdrawn": isConfirmedUnchanged,
  "reschedule-expired": isConfirmedUnchanged,
  "times-proposed": (booking, now) => isRequested(booking, now) && !!booking.proposed?.length,
  "reminder": (booking, now, _at, to) =>
    isStillConfirmed(booking) && isStillRelevant({ side: "before" }, booking, to, now),
  "follow-up": (booking, now, _at, to) =>
    isStillConfirmed(booking) && isStillRelevant({ side: "after" }, booking, to, now),
};

function isStillConfirmed(booking: Booking): boolean {
  return booking.status === "CONFIRMED";
}

function isStillCancelled(booking: Booking): boolean {
  return booking.status === "CANCELLED" && booking.endReason !== "expired";
}

function isRescheduleRequested(
  { status, rescheduleRequest }: Booking,
  now: number,
  at: number,
): boolean {
  return status === "CONFIRMED" && rescheduleRequest !== null &&
    rescheduleRequest.requestedAt === at && rescheduleRequest.expiresAt > now;
}

function isConfirmedUnchanged({ status, rescheduleRequest }: Booking): boolean {
  return status === "CONFIRMED" && rescheduleRequest === null;
}

function isRequested(booking: Booking, now: number): boolean {
  return booking.status === "PENDING" && isLiveBooking(booking, now);
}
