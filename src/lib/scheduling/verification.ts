/** How the address of a guest is verified: an email with a link, which can be sent again and to a corrected address. */
import type { Booking, Verification } from "./booking.ts";
import { stateOf } from "./booking-state.ts";
import { type StateRefusal, stateRefusalOf, withChange } from "./booking-transitions.ts";
import { MINUTE } from "./durations.ts";
import { accepted, type Outcome, refused } from "./outcome.ts";

/** The most emails of this kind about one booking. */
export const MAX_VERIFICATION_EMAILS = 5;

/** How long a guest waits before the email is sent to the same address again, ms. */
export const RESEND_WAIT_MS = MINUTE;

/** The verification of a new booking. */
export function newVerification(isAsked: boolean, now: number): Verification {
  return { link: 1, sent: isAsked ? 1 : 0, sentAt: now };
}

/** From when the email can be sent again, epoch ms; null where it never can. */
export function sendableAgainAt(booking: Booking, now: number): number | null {
  if (stateOf(booking, now) !== "unverified") return null;
  const { sent, sentAt } = booking.verification;
  return sent < MAX_VERIFICATION_EMAILS ? sentAt + RESEND_WAIT_MS : null;
}

/** The email is sent again to the same address; "too-many" with the seconds to wait, and without where none follows. */
export function askToVerifyAgain(
  booking: Booking,
  now: number,
): Outcome<Booking, StateRefusal | "too-many"> {
  const open = requireUnverified(booking, now);
  if (!open.ok) return open;
  const { verification } = booking;
  const wait = verification.sentAt + RESEND_WAIT_MS - now;
  if (wait > 0) return refused("too-many", { retryAfter: Math.ceil(wait / 1000) });
  return accepted(withChange(booking, now, "guest", { verification: sentOnce(verification, now) }));
}

/** The guest corrects their address: earlier links die, and the time stays held until the same deadline. */
export function correctAddress(
  booking: Booking,
  now: number,
  { email, limitKeys }: { email: string; limitKeys: string[] },
): Outcome<Booking, StateRefusal | "too-many"> {
  const open = requireUnverified(booking, now);
  if (!open.ok) return open;
  const { guest, verification } = booking;
  return accepted(withChange(booking, now, "guest", {
    guest: { ...guest, email },
    limitKeys,
    verification: { ...sentOnce(verification, now), link: verification.link + 1 },
  }));
}

function sentOnce({ link, sent }: Verification, now: number): Verification {
  return { link, sent: sent + 1, sentAt: now };
}

function requireUnverified(
  booking: Booking,
  now: number,
): Outcome<null, StateRefusal | "too-many"> {
  if (stateOf(booking, now) !== "unverified") return refused(stateRefusalOf(booking, now));
  return booking.verification.sent < MAX_VERIFICATION_EMAILS ? accepted(null) : refused("too-many");
}
