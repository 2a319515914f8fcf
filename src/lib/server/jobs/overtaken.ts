import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import { isStillOfUse } from "$lib/scheduling/reminders.ts";
import type { JobWork, LetterKind } from "./job.ts";

type LetterWork = Extract<JobWork, { kind: "letter" }>;

/** Whether the booking has gone on since the letter was called for. */
export function isOvertaken(work: LetterWork, booking: Booking, now: number): boolean {
  return booking.sequence !== work.sequence ||
    !stillTrue[work.letter](booking, now, work.at, work.to);
}

/** Whether a letter still tells the truth; one that the story has overtaken is never sent. */
const stillTrue: Record<
  LetterKind,
  (booking: Booking, now: number, at: number, to: LetterWork["to"]) => boolean
> = {
  "prove-address": (booking, now) => isAsked(booking, now) && booking.unproved === true,
  "request-received": isAsked,
  "please-decide": isAsked,
  "guest-confirmed": isAgreed,
  "host-confirmed": isAgreed,
  "rejected": (booking) => booking.status === "REJECTED",
  "expired": (booking) => booking.status === "CANCELLED" && booking.ended === "expired",
  "guest-cancelled": isOff,
  "host-cancelled": isOff,
  "guest-moved": isAgreed,
  "host-moved": isAgreed,
  "entry-not-followed": isAgreed,
  "move-received": isAskedToMove,
  "please-decide-move": isAskedToMove,
  "move-rejected": staysWhereItIs,
  "move-withdrawn": staysWhereItIs,
  "move-expired": staysWhereItIs,
  "times-proposed": (booking, now) => isAsked(booking, now) && !!booking.proposed?.length,
  "reminder": (booking, now, _at, to) =>
    isAgreed(booking) && isStillOfUse({ side: "before" }, booking, to, now),
  "follow-up": (booking, now, _at, to) =>
    isAgreed(booking) && isStillOfUse({ side: "after" }, booking, to, now),
};

function isAgreed(booking: Booking): boolean {
  return booking.status === "CONFIRMED";
}

function isOff(booking: Booking): boolean {
  return booking.status === "CANCELLED" && booking.ended !== "expired";
}

function isAskedToMove({ status, move }: Booking, now: number, at: number): boolean {
  return status === "CONFIRMED" && move !== null && move.at === at && move.until > now;
}

function staysWhereItIs({ status, move }: Booking): boolean {
  return status === "CONFIRMED" && move === null;
}

function isAsked(booking: Booking, now: number): boolean {
  return booking.status === "PENDING" && isLiveBooking(booking, now);
}
