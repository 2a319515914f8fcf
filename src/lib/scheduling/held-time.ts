import { type Booking, holdsOf } from "./booking.ts";
import { isConfirmed, stateOf } from "./booking-state.ts";
import type { Hold } from "./holds.ts";

/** Time that bookings hold, as a calendar shows it: one entry for a booking, for guests who share a slot, and for a requested new time. */
export interface HeldTime
  extends Pick<Hold, "slot" | "start" | "end" | "bufferBefore" | "bufferAfter"> {
  /** Whether it is agreed, asked for, or another time that the guest of an agreed meeting asks for. */
  kind: "confirmed" | "requested" | "reschedule-requested";
  /** The bookings whose guest may be named; several only where guests share a slot. */
  bookings: Booking[];
  /** How many guests have still to verify their email: they hold time and are not named. */
  unverified: number;
  /** The first deadline of a request in it, epoch ms; null where nothing waits. */
  deadline: number | null;
}

/** What bookings hold at this instant, by start; those that hold nothing are left out. */
export function heldTimes(bookings: readonly Booking[], now: number): HeldTime[] {
  const bySlot = new Map<string, HeldTime>();
  for (const booking of bookings) {
    for (const [n, hold] of holdsOf(booking, now).entries()) {
      const held = bySlot.get(hold.slot) ?? newHeldTime(hold);
      bySlot.set(hold.slot, withBooking(held, booking, n > 0, hold.expiresAt, now));
    }
  }
  return [...bySlot.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

function newHeldTime({ slot, start, end, bufferBefore, bufferAfter }: Hold): HeldTime {
  const time = { slot, start, end, bufferBefore, bufferAfter };
  return { ...time, kind: "requested", bookings: [], unverified: 0, deadline: null };
}

function withBooking(
  held: HeldTime,
  booking: Booking,
  isNewTime: boolean,
  expiresAt: number | null,
  now: number,
): HeldTime {
  const isUnverified = stateOf(booking, now) === "unverified";
  const kind = isNewTime
    ? "reschedule-requested"
    : isConfirmed(booking)
    ? "confirmed"
    : "requested";
  // In a slot with an agreed seat the meeting takes place.
  return {
    ...held,
    kind: held.kind === "confirmed" ? held.kind : kind,
    bookings: isUnverified ? held.bookings : [...held.bookings, booking],
    unverified: held.unverified + (isUnverified ? 1 : 0),
    deadline: earlier(held.deadline, expiresAt),
  };
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
