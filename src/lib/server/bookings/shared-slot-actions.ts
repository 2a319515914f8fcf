/** Changes of a shared slot as a whole, after a host moved or deleted its event in the calendar. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import {
  cancelBooking,
  rejectBooking,
  rescheduleBooking,
  type StateRefusal,
} from "$lib/scheduling/booking-transitions.ts";
import { declineReschedule } from "$lib/scheduling/reschedule-transitions.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import type { App } from "../app.ts";
import type { ChangeRefusal } from "../changes/change.ts";
import { changeSharedSlot } from "./change-shared-slot.ts";
import type { BookingChange } from "../changes/make-change.ts";
import { decideTime, type HostTimeRefusal } from "../changes/decide-time.ts";

/** The most that bookings take up in one commit, which leaves room for its other records. */
const MAX_COMMIT_BYTES = 500_000;

/** Reschedules all bookings of a slot or none: "taken" when another booking of a host holds the time. */
export function rescheduleSharedSlot(
  app: App,
  slotId: string,
  { hostId, start }: { hostId: string; start: number },
): Promise<Outcome<SharedSlot, ChangeRefusal | StateRefusal | HostTimeRefusal>> {
  return changeSharedSlot(app, slotId, {
    hostId,
    start,
    make: async (seats, now, snapshots) => {
      const { slot, bookings } = seats;
      if (slot.end <= now) return refused("changed");
      const to = { start, end: start + slot.end - slot.start };
      if (!isSupportedInstant(start)) return refused("not-offered");
      const decided = await decideTime(snapshots, {
        hosts: slot.hosts,
        time: {
          ...to,
          slot: slotId,
          bufferBefore: slot.bufferBefore,
          bufferAfter: slot.bufferAfter,
        },
        excludedBookingIds: bookings.filter((booking) => booking.slot === slotId).map(({ id }) =>
          id
        ),
        now,
        syncIntervalMs: app.settings.syncIntervalMs,
        // Reschedule requests into this slot do not count as seats at the new time.
        overrides: { hostId, calendars: "all", seats: Infinity },
      });
      if (!decided.ok) return decided;
      if (sizeOf(bookings) > MAX_COMMIT_BYTES) return refused("taken");
      return changeEach(bookings, (booking) => {
        if (booking.slot !== slotId) {
          return asChange(declineReschedule(booking, now, ""), "reschedule-declined");
        }
        return asChange(rescheduleBooking(booking, now, "calendar", to), "rescheduled");
      });
    },
  });
}

/** Cancels a slot: its confirmed bookings are cancelled, requests and reschedule requests into it are declined. */
export async function cancelSharedSlot(
  app: App,
  slotId: string,
  { hostId }: { hostId: string },
): Promise<Outcome<SharedSlot, ChangeRefusal | StateRefusal>> {
  for (;;) {
    const ended = await changeSharedSlot(app, slotId, {
      hostId,
      start: null,
      make: ({ bookings }, now) =>
        changeEach(firstThatFit(bookings), (booking) => {
          if (booking.slot !== slotId) {
            return asChange(declineReschedule(booking, now, ""), "reschedule-declined");
          }
          return isConfirmed(booking)
            ? asChange(cancelBooking(booking, now, "calendar", ""), "cancelled")
            : asChange(rejectBooking(booking, now, ""), "rejected");
        }),
    });
    if (!ended.ok || ended.value.bookingIds.length === 0) return ended;
  }
}

/** As many bookings as one commit can change. */
export function firstThatFit(bookings: readonly Booking[]): Booking[] {
  let size = 0;
  return bookings.filter((booking, i) =>
    (size += sizeOf([booking])) <= MAX_COMMIT_BYTES || i === 0
  );
}

/** An upper bound of the stored size, bytes: text outside Latin-1 takes two bytes a character. */
function sizeOf(bookings: readonly Booking[]): number {
  return 2 * JSON.stringify(bookings).length;
}

function changeEach(
  bookings: readonly Booking[],
  make: (booking: Booking) => Outcome<BookingChange, StateRefusal>,
): Outcome<BookingChange[], StateRefusal> {
  const changes: BookingChange[] = [];
  for (const booking of bookings) {
    const changed = make(booking);
    if (!changed.ok) return changed;
    changes.push(changed.value);
  }
  return accepted(changes);
}

function asChange(
  outcome: Outcome<Booking, StateRefusal>,
  event: BookingChange["event"],
): Outcome<BookingChange, StateRefusal> {
  return outcome.ok ? accepted({ booking: outcome.value, event }) : outcome;
}
