/** What happens to a slot as a whole: its host has moved or deleted the one event that its guests share. */
import type { Booking } from "$lib/scheduling/booking.ts";
import {
  cancelBooking,
  moveBooking,
  rejectBooking,
  rejectMove,
} from "$lib/scheduling/booking-life.ts";
import { isInReach } from "$lib/scheduling/day.ts";
import { conflicts, isLive } from "$lib/scheduling/ledger.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { heldByOthers, type Slot } from "$lib/scheduling/seats.ts";
import type { App } from "../app.ts";
import type { Changed } from "./change.ts";
import { changeSlot } from "./change-slot.ts";

/** What one commit of the store takes, with room for the rest of it. */
const MOST_BYTES = 500_000;

/** Moves a slot with all its guests, or none of them: "taken" when another booking of the host holds the time. */
export function moveSlot(
  app: App,
  slotId: string,
  { hostId, start }: { hostId: string; start: number },
): Promise<Outcome<Slot>> {
  return changeSlot(app, slotId, hostId, start, (seats, now, persons) => {
    const { slot, bookings } = seats;
    if (slot.end <= now) return refused("changed");
    const to = { start, end: start + slot.end - slot.start };
    if (start <= now || !isInReach(start)) return refused("not-offered");
    const wanted = { ...slot, ...to };
    const moving = bookings.filter((booking) => booking.slot === slotId);
    const others = moving.reduce(
      (holds, { id }) => heldByOthers(holds, id),
      persons.flatMap(({ holds }) => holds),
    ).filter((hold) => hold.slot !== slotId);
    if (others.some((hold) => isLive(hold, now) && conflicts(hold, wanted))) {
      return refused("taken");
    }
    if (sizeOf(bookings) > MOST_BYTES) return refused("taken");
    return each(bookings, (booking) => {
      if (booking.slot !== slotId) return named(rejectMove(booking, now, ""), "move-rejected");
      return named(moveBooking(booking, now, "calendar", to), "moved");
    });
  });
}

/** Ends a slot for everybody: meetings are cancelled, requests and wishes to move here are declined. */
export async function endSlot(
  app: App,
  slotId: string,
  { hostId }: { hostId: string },
): Promise<Outcome<Slot>> {
  for (;;) {
    const ended = await changeSlot(
      app,
      slotId,
      hostId,
      null,
      ({ bookings }, now) =>
        each(fitting(bookings), (booking) => {
          if (booking.slot !== slotId) return named(rejectMove(booking, now, ""), "move-rejected");
          return booking.status === "PENDING"
            ? named(rejectBooking(booking, now, ""), "rejected")
            : named(cancelBooking(booking, now, "calendar", ""), "cancelled");
        }),
    );
    if (!ended.ok || ended.value.bookings.length === 0) return ended;
  }
}

/** As many as one commit takes. */
function fitting(bookings: Booking[]): Booking[] {
  let size = 0;
  return bookings.filter((booking, i) => (size += sizeOf([booking])) <= MOST_BYTES || i === 0);
}

/** Text outside Latin-1 costs two bytes a character. */
function sizeOf(bookings: Booking[]): number {
  return 2 * JSON.stringify(bookings).length;
}

function each(
  bookings: Booking[],
  make: (booking: Booking) => Outcome<Changed>,
): Outcome<Changed[]> {
  const made: Changed[] = [];
  for (const booking of bookings) {
    const one = make(booking);
    if (!one.ok) return one;
    made.push(one.value);
  }
  return accepted(made);
}

function named(outcome: Outcome<Booking>, event: Changed["event"]): Outcome<Changed> {
  return outcome.ok ? accepted({ booking: outcome.value, event }) : outcome;
}
