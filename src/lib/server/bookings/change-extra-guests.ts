import { type Booking, indexOwnersOf, isLiveBooking } from "$lib/scheduling/booking.ts";
import { setExtraGuests, type StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import { guestsWithout, misplacedGuest } from "$lib/scheduling/extra-guests.ts";
import { isTooLate } from "$lib/scheduling/guest-deadlines.ts";
import { accepted, type Outcome, type Refused, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { isBlockedByAny } from "../store/block-list.ts";
import { getBooking } from "../store/bookings.ts";
import { readPeople } from "../changes/booking-people.ts";
import { change, type ChangeRefusal } from "../changes/change.ts";
import { readEmailCounts, secondsUntilAllowed } from "../changes/recipient-limit.ts";
import { actsAs } from "../changes/team-rights.ts";

/** The extra guests that a booking is to have. */
export interface ExtraGuestsChange {
  /** Their addresses, in canonical form and each mailbox once. */
  guests: string[];
  /** The revision that the form showed; null where none was shown. */
  revision: number | null;
}

type ExtraGuestsRefusal = StateRefusal | "invalid" | "too-late" | "too-many-emails";

/**
 * Sets the extra guests of a booking for its guest, as long as they may reschedule it. "invalid" names under `guests`
 * why an address cannot be added, "too-many-emails" that one of them got too many today.
 */
export function changeExtraGuests(
  app: App,
  bookingId: string,
  { guests, revision }: ExtraGuestsChange,
): Promise<Outcome<Booking, ChangeRefusal | ExtraGuestsRefusal>> {
  return change(app, bookingId, {
    async decide(was, now) {
      const is = setExtraGuests(was, now, "guest", guests);
      if (!is.ok) return is;
      if (isTooLate(was, "reschedule", now)) return refused("too-late");
      if (revision !== null && revision !== was.revision) return refused("changed");
      const joining = guestsWithout(guests, was.extraGuests);
      const leaving = guestsWithout(was.extraGuests, guests);
      if (joining.length + leaving.length === 0) return { unchanged: accepted(was) };
      const refusal = await refusalOf(app, was, joining, now);
      return refusal ?? accepted({ booking: is.value, event: "guests-changed" });
    },
  });
}

/** An extra guest whom a host takes off a booking. */
export interface ExtraGuestRemoval {
  hostId: string;
  address: string;
  /** The revision that the form showed; null where none was shown. */
  revision: number | null;
}

/** Removes an extra guest for a host of the booking: who was invited is told. Nothing changes where they are not among them. */
export async function removeExtraGuest(
  app: App,
  bookingId: string,
  { hostId, address, revision }: ExtraGuestRemoval,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal>> {
  const known = await getBooking(app.kv, bookingId);
  if (!known || !await actsAs(app.kv, known, hostId)) return refused("not-found");
  return await change(app, bookingId, {
    decide(was, now) {
      const left = guestsWithout(was.extraGuests, [address]);
      const is = setExtraGuests(was, now, "host", left);
      if (!is.ok) return is;
      if (revision !== null && revision !== was.revision) return refused("changed");
      if (left.length === was.extraGuests.length) return { unchanged: accepted(was) };
      return accepted({ booking: is.value, event: "guests-changed", byHostId: hostId });
    },
  });
}

/** Why these cannot be added; null where they can. */
async function refusalOf(
  app: App,
  booking: Booking,
  joining: readonly string[],
  now: number,
): Promise<Refused<"invalid" | "too-many-emails"> | null> {
  if (joining.length === 0) return null;
  if (!booking.type.allowExtraGuests) return refusedGuests("guests-not-taken");
  const { hosts } = await readPeople(app, booking);
  const emails = hosts.map(({ email }) => email);
  const misplaced = misplacedGuest(joining, { guest: booking.guest.email, hosts: emails });
  if (misplaced) return refusedGuests(misplaced);
  if (await isBlockedByAny(app.kv, indexOwnersOf(booking), joining)) {
    return refusedGuests("guests-declined");
  }
  // Who has not verified their address is asked to with every addition.
  const asked = booking.mayInvite ? [] : [booking.guest.email];
  const counts = await readEmailCounts(app, [...asked, ...joining], now);
  const retryAfter = secondsUntilAllowed(app, counts, now);
  return retryAfter === null ? null : refused("too-many-emails", { retryAfter });
}

function refusedGuests(why: string): Refused<"invalid"> {
  return refused("invalid", { fields: { guests: why } });
}

/** Whether the guest can change who else comes. */
export function canChangeGuests(app: App, booking: Booking): boolean {
  const now = app.now();
  return isLiveBooking(booking, now) && !isTooLate(booking, "reschedule", now);
}
