import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import { type NewJob, seatChange } from "../store/job.ts";
import type { EntryLocation } from "../store/calendar-entries.ts";
import type { BookingChange } from "./commit-change.ts";

/**
 * The jobs that follow a change of a whole slot: one that creates the guests' emails, since all of them together are too
 * much for one commit, and the calendar writes once the last booking is changed.
 */
export function sharedSlotJobs(
  { slot, bookings }: { slot: SharedSlot; bookings: readonly Booking[] },
  changed: readonly BookingChange[],
  { entryLocations, isDone, listeners, now }: {
    entryLocations: readonly EntryLocation[];
    isDone: boolean;
    /** The hosts and the team who have subscriptions to webhooks. */
    listeners: string[];
    now: number;
  },
): NewJob[] {
  const before = (id: string) => bookings.find((each) => each.id === id)!;
  const bookingId = changed[0]!.booking.id;
  const notifications: NewJob[] = slot.hosts.slice(0, 1).map((hostId) => ({
    hostId,
    work: {
      kind: "notify-seats",
      hostId,
      seats: changed.map(({ booking, event }) => {
        const { id, revision, sequence } = booking;
        return {
          id,
          revision,
          event,
          ...(event === "rescheduled" && isConfirmed(booking) ? { sequence } : {}),
          ...(listeners.length > 0 ? { changed: seatChange(booking, before(id)) } : {}),
        };
      }),
      previousTime: { start: slot.start, end: slot.end },
      at: now,
      listeners,
    },
    dueAt: now,
  }));
  const writes = entryLocations.map(({ hostId, connectionId }): NewJob => ({
    hostId,
    work: { kind: "write-calendar", bookingId, slot: slot.id, hostId, connectionId },
    dueAt: now,
  }));
  return isDone ? [...notifications, ...writes] : notifications;
}
