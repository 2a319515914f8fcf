import { type Booking, isSeat, type Place, type TypeCopy } from "./booking.ts";
import { type Hold, isLive } from "./ledger.ts";
import type { Span } from "./span.ts";

/**
 * One time of an event type that several guests share: one hold in the ledger, one event in the host's calendar.
 * It keeps the length and the buffers that it was made with.
 */
export interface Slot {
  id: string;
  hosts: string[];
  type: Pick<TypeCopy, "id" | "title" | "location">;
  start: number;
  end: number;
  before: number;
  after: number;
  /** Live bookings with a seat in it, and those that ask to move here. */
  bookings: string[];
  /** Grows when the whole slot moves or ends. */
  sequence: number;
  /** Grows with every seat that comes, goes or is decided. */
  revision: number;
  changedAt: number;
}

/** The live hold that guests of this type share at this time; null where nobody is there yet, or not for this long. */
export function slotAt(
  holds: readonly Hold[],
  typeId: string,
  { start, end }: Span,
  now: number,
): Hold | null {
  return holds.find((hold) =>
    hold.waiting !== undefined && hold.typeId === typeId && hold.start === start &&
    hold.end === end && isLive(hold, now)
  ) ?? null;
}

/** Where a meeting of this type takes place: a seat where guests share the time, or could; else a time of its own. */
export function placeAt(
  holds: readonly Hold[],
  type: { id: string },
  { start, end }: Span,
  now: number,
  newSlot: string | null,
): Place {
  const shared = slotAt(holds, type.id, { start, end }, now);
  if (shared) {
    const { slot, before, after } = shared;
    return { start, end, slot, before, after };
  }
  return newSlot === null ? { start, end } : { start, end, slot: newSlot };
}

/** Bookings that hold a seat at this instant; one past its deadline does not. */
export function seatsTaken({ bookings, waiting = {} }: Hold, now: number): string[] {
  return bookings.filter((id) => (waiting[id] ?? Infinity) > now);
}

/** A hold with another claim: one more seat where guests share it, else the claim alone. Who has a seat there keeps it as it is. */
export function withClaim(hold: Hold | undefined, claim: Hold): Hold {
  if (!hold?.waiting || !claim.waiting) return claim;
  const waiting = { ...hold.waiting };
  for (const id of claim.bookings) {
    const until = claim.waiting[id];
    if (until !== undefined && !hold.bookings.includes(id)) waiting[id] = until;
  }
  return seated(hold, [...new Set([...hold.bookings, ...claim.bookings])], waiting);
}

/** A hold without one booking's part in it; null when nothing is left. */
export function withoutBooking(hold: Hold, bookingId: string | null): Hold | null {
  if (bookingId === null || !hold.bookings.includes(bookingId)) return hold;
  const bookings = hold.bookings.filter((id) => id !== bookingId);
  if (bookings.length === 0) return null;
  const { [bookingId]: _, ...waiting } = hold.waiting ?? {};
  return seated(hold, bookings, waiting);
}

/** What is held when one booking is out of the way: the one that moves. */
export function heldByOthers(holds: readonly Hold[], mover: string | null): Hold[] {
  return holds.flatMap((hold) => withoutBooking(hold, mover) ?? []);
}

function seated(hold: Hold, bookings: string[], waiting: Record<string, number>): Hold {
  const isAgreed = bookings.some((id) => waiting[id] === undefined);
  const until = isAgreed ? null : Math.max(...Object.values(waiting));
  return { ...hold, bookings, until, waiting };
}

/** The slots that a booking has a seat in, or asks for one in. */
export function slotsOf(booking: Pick<Booking, "id" | "slot" | "move">): string[] {
  return [
    ...isSeat(booking) ? [booking.slot] : [],
    ...booking.move?.slot ? [booking.move.slot] : [],
  ];
}

/** The record of a slot after a change of a booking: who holds a seat in it now. A slot that nobody has a seat in has ended. */
export function slotAfter(
  was: Slot | null,
  id: string,
  hold: Hold | null,
  booking: Booking,
  now: number,
): Slot {
  const { type: { id: typeId, title, location }, hosts } = booking;
  const time = hold ?? was ?? booking;
  return {
    id,
    hosts,
    type: was?.type ?? { id: typeId, title, location },
    start: time.start,
    end: time.end,
    before: time.before,
    after: time.after,
    bookings: hold?.bookings ?? [],
    sequence: was ? was.sequence + (hold && hold.start !== was.start ? 1 : 0) : 0,
    revision: (was?.revision ?? 0) + 1,
    changedAt: now,
  };
}
