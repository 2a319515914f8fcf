/** What happens to a slot as a whole: its host has moved or deleted the one event that its guests share. */
import type { Booking } from "$lib/scheduling/booking.ts";
import {
  cancelBooking,
  declineReschedule,
  rejectBooking,
  rescheduleBooking,
} from "$lib/scheduling/booking-transitions.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import { holdsConflict, isLive } from "$lib/scheduling/holds.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { holdsOfOthers, type SharedSlot } from "$lib/scheduling/shared-slot.ts";
import type { App } from "../app.ts";
import type { BookingChange } from "./change.ts";
import { changeSharedSlot } from "./change-shared-slot.ts";

/** What one commit of the store takes, with room for the rest of it. */
const MAX_COMMIT_BYTES = 500_000;

/** Moves a slot with all its guests, or none of them: "taken" when another booking of the host holds the time. */
export function rescheduleSharedSlot(
  app: App,
  slotId: string,
  { hostId, start }: { hostId: string; start: number },
): Promise<Outcome<SharedSlot>> {
  return changeSharedSlot(app, slotId, hostId, start, (seats, now, persons) => {
    const { slot, bookings } = seats;
    if (slot.end <= now) return refused("changed");
    const to = { start, end: start + slot.end - slot.start };
    if (start <= now || !isSupportedInstant(start)) return refused("not-offered");
    const wanted = { ...slot, ...to };
    const moving = bookings.filter((booking) => booking.slot === slotId);
    const others = moving.reduce(
      (holds, { id }) => holdsOfOthers(holds, id),
      persons.flatMap(({ holds }) => holds),
    ).filter((hold) => hold.slot !== slotId);
    if (others.some((hold) => isLive(hold, now) && holdsConflict(hold, wanted))) {
      return refused("taken");
    }
    if (sizeOf(bookings) > MAX_COMMIT_BYTES) return refused("taken");
    return changeEach(bookings, (booking) => {
      if (booking.slot !== slotId) {
        return asChange(declineReschedule(booking, now, ""), "reschedule-declined");
      }
      return asChange(rescheduleBooking(booking, now, "calendar", to), "moved");
    });
  });
}

/** Ends a slot for everybody: meetings are cancelled, requests and wishes to move here are declined. */
export async function cancelSharedSlot(
  app: App,
  slotId: string,
  { hostId }: { hostId: string },
): Promise<Outcome<SharedSlot>> {
  for (;;) {
    const ended = await changeSharedSlot(
      app,
      slotId,
      hostId,
      null,
      ({ bookings }, now) =>
        changeEach(firstThatFit(bookings), (booking) => {
          if (booking.slot !== slotId) {
            return asChange(declineReschedule(booking, now, ""), "reschedule-declined");
          }
          return booking.status === "PENDING"
            ? asChange(rejectBooking(booking, now, ""), "rejected")
            : asChange(cancelBooking(booking, now, "calendar", ""), "cancelled");
        }),
    );
    if (!ended.ok || ended.value.bookingIds.length === 0) return ended;
  }
}

/** As many as one commit takes. */
function firstThatFit(bookings: Booking[]): Booking[] {
  let size = 0;
  return bookings.filter((booking, i) =>
    (size += sizeOf([booking])) <= MAX_COMMIT_BYTES || i === 0
  );
}

/** Text outside Latin-1 costs two bytes a character. */
function sizeOf(bookings: Booking[]): number {
  return 2 * JSON.stringify(bookings).length;
}

function changeEach(
  bookings: Booking[],
  make: (booking: Booking) => Outcome<BookingChange>,
): Outcome<BookingChange[]> {
  const made: BookingChange[] = [];
  for (const booking of bookings) {
    const one = make(booking);
    if (!one.ok) return one;
    made.push(one.value);
  }
  return accepted(made);
}

function asChange(
  outcome: Outcome<Booking>,
  event: BookingChange["event"],
): Outcome<BookingChange> {
  return outcome.ok ? accepted({ booking: outcome.value, event }) : outcome;
}
