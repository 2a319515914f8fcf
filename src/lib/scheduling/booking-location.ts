/** Transitions of a booking's location; time and SEQUENCE stay, so that emails on their way still hold. */
import type { Actor, Booking } from "./booking.ts";
import { isConfirmed } from "./booking-state.ts";
import { type StateRefusal, stateRefusalOf, withChange } from "./booking-transitions.ts";
import { type BookedLocation, type Conference, isConference } from "./location.ts";
import { accepted, type Outcome, refused } from "./outcome.ts";

/** A confirmed meeting at another location. */
export function setLocation(
  booking: Booking,
  now: number,
  by: Actor,
  location: BookedLocation,
): Outcome<Booking, StateRefusal> {
  if (!isConfirmed(booking)) return refused(stateRefusalOf(booking, now));
  return accepted(withLocation(booking, now, by, location));
}

/** The link that the calendar has made of an awaited conference, or that it made none; "changed" where none is awaited. */
export function settleConference(
  booking: Booking,
  now: number,
  link: string | null,
): Outcome<Booking, StateRefusal> {
  const { location } = booking.type;
  if (!isAwaited(location)) return refused("changed");
  const settled = { ...location, value: link, failed: link === null };
  return accepted(withLocation(booking, now, "calendar", settled));
}

/** Whether the link of a conference is still to come. */
export function isAwaited(location: BookedLocation): location is Conference {
  return isConference(location) && location.value === null && !location.failed;
}

/** A booking at another location, whatever its state. */
export function withLocation(
  booking: Booking,
  now: number,
  by: Actor,
  location: BookedLocation,
): Booking {
  return withChange(booking, now, by, { type: { ...booking.type, location } });
}
