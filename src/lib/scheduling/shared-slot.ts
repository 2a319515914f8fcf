import { type Booking, type EventTypeCopy, isSeat, type Placement } from "./booking.ts";
import { type Hold, isLive } from "./holds.ts";
import { withoutMadeLink } from "./location.ts";
import type { Span } from "./span.ts";

/**
 * One time of an event type that several guests share: one hold in the ledger, one event in the host's calendar.
 * It keeps the length and the buffers that it was made with.
 */
export interface SharedSlot {
  id: string;
  hosts: string[];
  type: Pick<EventTypeCopy, "id" | "title" | "location">;
  start: number;
  end: number;
  bufferBefore: number;
  bufferAfter: number;
  /** Live bookings with a seat in it, and reschedule requests to it. */
  bookingIds: string[];
  /** Raised when the whole slot is rescheduled or ends. */
  sequence: number;
  /** Raised when a seat is taken, released or decided. */
  revision: number;
  changedAt: number;
}

/** The live hold that guests of this type share at this time; null where there is none of this length. */
export function sharedHoldAt(
  holds: readonly Hold[],
  typeId: string,
  { start, end }: Span,
  now: number,
): Hold | null {
  return holds.find((hold) =>
    hold.seatDeadlines !== undefined && hold.typeId === typeId && hold.start === start &&
    hold.end === end && isLive(hold, now)
  ) ?? null;
}

/** Where a meeting of this type takes place: a seat where guests share the time, or could; else a time of its own. */
export function placementAt(
  holds: readonly Hold[],
  type: { id: string },
  { start, end }: Span,
  now: number,
  newSlot: string | null,
): Placement {
  const shared = sharedHoldAt(holds, type.id, { start, end }, now);
  if (shared) {
    const { slot, bufferBefore, bufferAfter } = shared;
    return { start, end, slot, bufferBefore, bufferAfter };
  }
  return newSlot === null ? { start, end } : { start, end, slot: newSlot };
}

/** Bookings that hold a seat at this instant; one past its deadline does not. */
export function seatHolders({ bookingIds, seatDeadlines = {} }: Hold, now: number): string[] {
  return bookingIds.filter((id) => (seatDeadlines[id] ?? Infinity) > now);
}

/** A hold with another claim: one more seat where guests share it, else the claim alone. Who has a seat there keeps it as it is. */
export function addClaim(hold: Hold | undefined, claim: Hold): Hold {
  if (!hold?.seatDeadlines || !claim.seatDeadlines) return claim;
  const waiting = { ...hold.seatDeadlines };
  for (const id of claim.bookingIds) {
    const until = claim.seatDeadlines[id];
    if (until !== undefined && !hold.bookingIds.includes(id)) waiting[id] = until;
  }
  return withSeats(hold, [...new Set([...hold.bookingIds, ...claim.bookingIds])], waiting);
}

/** A hold without one booking's part in it; null when nothing is left. */
export function removeBooking(hold: Hold, bookingId: string | null): Hold | null {
  if (bookingId === null || !hold.bookingIds.includes(bookingId)) return hold;
  const bookings = hold.bookingIds.filter((id) => id !== bookingId);
  if (bookings.length === 0) return null;
  const { [bookingId]: _, ...waiting } = hold.seatDeadlines ?? {};
  return withSeats(hold, bookings, waiting);
}

/** The holds without those of one booking, as when it is rescheduled. */
export function holdsOfOthers(holds: readonly Hold[], excludedBookingId: string | null): Hold[] {
  return holds.flatMap((hold) => removeBooking(hold, excludedBookingId) ?? []);
}

function withSeats(hold: Hold, bookings: string[], waiting: Record<string, number>): Hold {
  const isAgreed = bookings.some((id) => waiting[id] === undefined);
  const until = isAgreed ? null : Math.max(...Object.values(waiting));
  return { ...hold, bookingIds: bookings, expiresAt: until, seatDeadlines: waiting };
}

/** The slots that a booking has a seat in, or asks for one in. */
export function sharedSlotIds(
  booking: Pick<Booking, "id" | "slot" | "rescheduleRequest">,
): string[] {
  return [
    ...isSeat(booking) ? [booking.slot] : [],
    ...booking.rescheduleRequest?.slot ? [booking.rescheduleRequest.slot] : [],
  ];
}

/** The record of a slot after a change of a booking: the bookings that hold a seat now. A slot without a booking has ended. */
export function nextSharedSlot(
  was: SharedSlot | null,
  id: string,
  hold: Hold | null,
  booking: Booking,
  now: number,
): SharedSlot {
  const { type: { id: typeId, title, location }, hosts } = booking;
  const time = hold ?? was ?? booking;
  // A reschedule request into a slot changes nothing of where it takes place.
  const isThere = booking.slot === id;
  return {
    id,
    hosts,
    type: {
      ...(was?.type ?? { id: typeId, title }),
      location: isThere ? location : was?.type.location ?? withoutMadeLink(location),
    },
    start: time.start,
    end: time.end,
    bufferBefore: time.bufferBefore,
    bufferAfter: time.bufferAfter,
    bookingIds: hold?.bookingIds ?? [],
    sequence: was ? was.sequence + (hold && hold.start !== was.start ? 1 : 0) : 0,
    revision: (was?.revision ?? 0) + 1,
    changedAt: now,
  };
}
