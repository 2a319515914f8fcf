/** The transitions of a booking: each returns the changed booking, or why its state does not allow the change. */
import { noTracking } from "./booking-tracking.ts";
import {
  type Actor,
  type Booking,
  completePlacement,
  isLiveBooking,
  type Placement,
  withoutConfirmations,
} from "./booking.ts";
import { hasEnded, isConfirmed, stateOf } from "./booking-state.ts";
import { DAY } from "./durations.ts";
import { guestsWithout } from "./extra-guests.ts";
import { accepted, type Outcome, refused } from "./outcome.ts";

/** Why a booking in its state cannot be changed. */
export type StateRefusal =
  | "changed"
  | "expired"
  | "already-confirmed"
  | "already-rejected"
  | "already-cancelled";

/** The host confirms a request. */
export function confirmBooking(
  booking: Booking,
  now: number,
  message: string,
): Outcome<Booking, StateRefusal> {
  const open = requireOpenRequest(booking, now);
  if (!open.ok) return open;
  return accepted(
    withChange(booking, now, "host", {
      status: "CONFIRMED",
      reservedUntil: null,
      decidedAt: now,
      message,
    }),
  );
}

/** How a booking begins: confirmed, or a request with a deadline that is never after its start. */
export function firstStatus(
  isConfirmed: boolean,
  deadline: number,
  start: number,
): Pick<Booking, "status" | "reservedUntil"> {
  return isConfirmed
    ? { status: "CONFIRMED", reservedUntil: null }
    : { status: "PENDING", reservedUntil: Math.min(deadline, start) };
}

/** The guest has verified their email: the request goes to its host, or is confirmed at once. */
export function markEmailVerified(
  booking: Booking,
  now: number,
  ttlMs: number,
  { isConfirmed, ...granted }: Pick<Booking, "approvalReason" | "organizer"> & {
    isConfirmed: boolean;
  },
): Outcome<Booking, StateRefusal> {
  const open = requireOpenRequest(booking, now);
  if (!open.ok) return open;
  return accepted(
    withChange(booking, now, "guest", {
      ...granted,
      emailUnverified: false,
      mayInvite: true,
      ...firstStatus(isConfirmed, now + ttlMs, booking.start),
    }),
  );
}

/** The host declines a request. */
export function rejectBooking(
  booking: Booking,
  now: number,
  message: string,
): Outcome<Booking, StateRefusal> {
  const open = requireOpenRequest(booking, now);
  if (!open.ok) return open;
  return accepted(
    withChange(booking, now, "host", {
      status: "REJECTED",
      reservedUntil: null,
      decidedAt: now,
      message,
    }),
  );
}

/** Expires a request that was not decided in time; "changed" before its deadline. */
export function expireBooking(booking: Booking, now: number): Outcome<Booking, StateRefusal> {
  if (booking.status !== "PENDING") return refused(stateRefusalOf(booking, now));
  if (isLiveBooking(booking, now)) return refused("changed");
  return accepted(withChange(booking, now, "time", { status: "CANCELLED", endReason: "expired" }));
}

/** Ends a live booking: a request is withdrawn, a confirmed meeting cancelled. */
export function cancelBooking(
  booking: Booking,
  now: number,
  by: Actor,
  message: string,
): Outcome<Booking, StateRefusal> {
  if (!isLiveBooking(booking, now)) return refused(stateRefusalOf(booking, now));
  return accepted(withChange(booking, now, by, {
    status: "CANCELLED",
    endReason: isConfirmed(booking) ? "cancelled" : "withdrawn",
    sequence: booking.sequence + 1,
    rescheduleRequest: null,
    message,
  }));
}

/** A live booking at another time, at once; a request keeps its deadline, but never beyond its new start. */
export function rescheduleBooking(
  booking: Booking,
  now: number,
  by: Actor,
  to: Placement,
): Outcome<Booking, StateRefusal> {
  if (!isLiveBooking(booking, now)) return refused(stateRefusalOf(booking, now));
  const { reservedUntil } = booking;
  return accepted(withChange(booking, now, by, {
    ...completePlacement(booking, to),
    sequence: booking.sequence + 1,
    moves: booking.moves + 1,
    rescheduleRequest: null,
    proposed: [],
    reservedUntil: reservedUntil === null ? null : Math.min(reservedUntil, to.start),
    team: withoutConfirmations(booking.team),
  }));
}

/**
 * A deadline that lies further ahead than any from now can was set by a clock that ran ahead: it is brought back to the
 * longest that there is. "changed" where there is nothing to bring back.
 */
export function correctDeadline(
  booking: Booking,
  now: number,
  longestMs: number,
): Outcome<Booking, StateRefusal> {
  const latest = now + longestMs;
  const { status, reservedUntil, rescheduleRequest } = booking;
  if (status === "PENDING" && reservedUntil !== null && reservedUntil > latest) {
    return accepted(
      withChange(booking, now, "time", { reservedUntil: Math.min(latest, booking.start) }),
    );
  }
  if (status === "CONFIRMED" && rescheduleRequest && rescheduleRequest.expiresAt > latest) {
    const until = Math.min(latest, rescheduleRequest.start, booking.start);
    return accepted(
      withChange(booking, now, "time", {
        rescheduleRequest: { ...rescheduleRequest, expiresAt: until },
      }),
    );
  }
  return refused("changed");
}

/** Other times that the host offers to the guest of a pending request; the request itself does not change. */
export function proposeTimes(
  booking: Booking,
  now: number,
  { hostId, isForAll, starts, message }: {
    hostId: string;
    /** Whether the yes of this host alone is enough. */
    isForAll: boolean;
    starts: number[];
    message: string;
  },
): Outcome<Booking, StateRefusal> {
  const open = requireOpenRequest(booking, now);
  if (!open.ok) return open;
  const change = { proposed: starts, proposedBy: hostId, proposedForAll: isForAll, message };
  return accepted(withChange(booking, now, "host", change));
}

/** Marks the guest of a meeting as a no-show, or removes the mark; "not-offered" before its start and after `NO_SHOW_WINDOW_MS`. */
export function setNoShow(
  booking: Booking,
  now: number,
  isNoShow: boolean,
): Outcome<Booking, StateRefusal | "not-offered"> {
  if (!isConfirmed(booking)) return refused(stateRefusalOf(booking, now));
  const isOld = now >= booking.end + NO_SHOW_WINDOW_MS;
  if (now < booking.start || isOld) return refused("not-offered");
  return accepted(withChange(booking, now, "host", { noShowAt: isNoShow ? now : null }));
}

/** The booking without its guest's data; times and state stay. */
export function eraseGuest(booking: Booking, now: number, name: string): Booking {
  const { language, hourCycle } = booking.guest;
  return {
    ...booking,
    revision: booking.revision + 1,
    guest: {
      name,
      email: "",
      note: "",
      zone: "UTC",
      language,
      hourCycle,
      answers: [],
      tracking: noTracking,
    },
    extraGuests: [],
    message: "",
    limitKeys: [],
    guestErasedAt: now,
  };
}

/**
 * The booking with other extra guests; they are written to as soon as it is confirmed. A host who removes one does not
 * vouch for the others.
 */
export function setExtraGuests(
  booking: Booking,
  now: number,
  by: "guest" | "host",
  extraGuests: string[],
): Outcome<Booking, StateRefusal> {
  if (!isLiveBooking(booking, now)) return refused(stateRefusalOf(booking, now));
  const { mayInvite } = booking;
  return accepted({ ...withChange(booking, now, by, { extraGuests }), mayInvite });
}

/** The guest of a confirmed booking has verified their address: their extra guests are invited. */
export function allowInvitations(booking: Booking, now: number): Outcome<Booking, StateRefusal> {
  if (!isConfirmed(booking)) return refused(stateRefusalOf(booking, now));
  return accepted(withChange(booking, now, "guest", { mayInvite: true }));
}

/** The booking without one extra guest who is erased; nobody is told. */
export function eraseExtraGuest(booking: Booking, address: string): Booking {
  const extraGuests = guestsWithout(booking.extraGuests, [address]);
  return { ...booking, revision: booking.revision + 1, extraGuests };
}

/** How long after its end a meeting can be marked as a no-show: as long as its held time is surely stored. */
export const NO_SHOW_WINDOW_MS = 30 * DAY;

/** Only an unverified or pending request can still be decided. */
function requireOpenRequest(booking: Booking, now: number): Outcome<Booking, StateRefusal> {
  const state = stateOf(booking, now);
  if (state === "unverified" || state === "requested") return accepted(booking);
  return refused(stateRefusalOf(booking, now));
}

/** Why a booking in its state cannot be changed in this way. */
export function stateRefusalOf(booking: Booking, now: number): StateRefusal {
  switch (stateOf(booking, now)) {
    case "unverified":
    case "requested":
      return "changed";
    case "confirmed":
    case "reschedule-requested":
      return "already-confirmed";
    case "declined":
      return "already-rejected";
    case "expired":
      return "expired";
    case "withdrawn":
    case "cancelled":
      return "already-cancelled";
  }
}

/** The booking after a change, with its next revision. */
export function withChange(
  booking: Booking,
  now: number,
  by: Actor,
  change: Partial<Booking>,
): Booking {
  const is = {
    ...booking,
    ...change,
    revision: booking.revision + 1,
    changedAt: now,
    changedBy: by,
  };
  return {
    ...is,
    ...(hasEnded(is) ? { limitKeys: [] } : {}),
    // A confirmation by the host needs no verified email.
    ...(is.emailUnverified && is.status === "CONFIRMED" ? { emailUnverified: false } : {}),
    ...(is.status === "CONFIRMED" && by === "host" ? { mayInvite: true } : {}),
  };
}
