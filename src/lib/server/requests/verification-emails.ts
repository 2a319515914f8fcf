import { type Booking, indexOwnersOf } from "$lib/scheduling/booking.ts";
import type { StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import { misplacedGuest } from "$lib/scheduling/extra-guests.ts";
import { accepted, type Outcome, type Refused, refused } from "$lib/scheduling/outcome.ts";
import { askToVerifyAgain, correctAddress } from "$lib/scheduling/verification.ts";
import type { App } from "../app.ts";
import { isBlockedByAny } from "../store/block-list.ts";
import { change, type ChangeRefusal } from "../changes/change.ts";
import type { BookingChange } from "../changes/make-change.ts";
import { guestLimitKey, hasTooManyPending } from "../changes/pending-limits.ts";
import { readEmailCount, secondsUntilAllowed } from "../changes/recipient-limit.ts";

type AddressRefusal = "declined" | "too-many-emails";

/**
 * Sends the email that asks the guest of an unverified request to verify their address once more. "too-many" a minute
 * after the last one and from the fifth on; the time stays held until the same deadline.
 */
export function sendVerificationAgain(
  app: App,
  bookingId: string,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal | "too-many" | AddressRefusal>> {
  return change(app, bookingId, {
    async decide(was, now) {
      const is = askToVerifyAgain(was, now);
      if (!is.ok) return is;
      const refusal = await refusalOfAddress(app, was, was.guest.email, now);
      return refusal ?? accepted({ booking: is.value, event: "verification-repeated" });
    },
  });
}

/** The address that the guest of an unverified request has meant. */
export interface AddressCorrection {
  /** In canonical form. */
  email: string;
  /** The revision that the form showed; null where none was shown. */
  revision: number | null;
  /** Whether that of another date of its series was corrected with it. */
  isToldWithOther?: boolean;
}

/** Why an address is not corrected. */
type CorrectionRefusal =
  | StateRefusal
  | "changed"
  | "invalid"
  | "too-many"
  | "too-many-pending"
  | AddressRefusal;

/**
 * Corrects the address of an unverified request: links to the old one die in the same commit, and the time stays held
 * until the same deadline. The new address is subject to the block list and the limits.
 */
export function correctGuestEmail(
  app: App,
  bookingId: string,
  correction: AddressCorrection,
): Promise<Outcome<Booking, ChangeRefusal | CorrectionRefusal>> {
  const { isToldWithOther } = correction;
  return change(app, bookingId, { isToldWithOther, decide: correcting(app, correction) });
}

/** What a corrected address makes of a request. */
export function correcting(
  app: App,
  { email, revision, isToldWithOther = false }: AddressCorrection,
) {
  return async (was: Booking, now: number): Promise<Outcome<BookingChange, CorrectionRefusal>> => {
    const newKey = await guestLimitKey(email);
    const limitKeys = [newKey, ...was.limitKeys.filter((each) => !each.startsWith("guest:"))];
    const is = correctAddress(was, now, { email, limitKeys });
    if (!is.ok) return is;
    if (revision !== null && revision !== was.revision) return refused("changed");
    if (email === was.guest.email) return refused("invalid", { fields: { email: "email-same" } });
    if (misplacedGuest(was.extraGuests, { guest: email, hosts: [] })) {
      return refused("invalid", { fields: { email: "email-of-extra-guest" } });
    }
    const refusal = isToldWithOther ? null : await refusalOfAddress(app, was, email, now);
    if (refusal) return refusal;
    const isSameGuest = was.limitKeys.includes(newKey);
    if (!isSameGuest && await isPendingFull(app, was, newKey, now)) {
      return refused("too-many-pending");
    }
    return accepted({ booking: is.value, event: "address-corrected" });
  };
}

/** Why nothing is sent to this address; null where it can be. */
async function refusalOfAddress(
  app: App,
  booking: Booking,
  email: string,
  now: number,
): Promise<Refused<AddressRefusal> | null> {
  if (await isBlockedByAny(app.kv, indexOwnersOf(booking), [email])) return refused("declined");
  const retryAfter = secondsUntilAllowed(app, [await readEmailCount(app, email, now)], now);
  return retryAfter === null ? null : refused("too-many-emails", { retryAfter });
}

/** Whether a guest has as many pending requests as they may at one of the hosts or at the team. */
async function isPendingFull(app: App, booking: Booking, key: string, now: number) {
  const full = indexOwnersOf(booking).map((id) =>
    hasTooManyPending(app, id, [key], now, booking.series?.id)
  );
  return (await Promise.all(full)).includes(true);
}
