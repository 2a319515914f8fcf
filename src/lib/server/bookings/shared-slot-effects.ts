import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import type { NewJob } from "../store/job.ts";
import type { EntryLocation } from "../store/calendar-entries.ts";
import type { BookingChange } from "./change.ts";

/**
 * The jobs that follow a change of a whole slot: one that creates the guests' emails, since all of them together are too
 * much for one commit, and the calendar writes once the last booking is changed.
 */
export function sharedSlotJobs(
  slot: SharedSlot,
  changed: BookingChange[],
  entryLocations: readonly EntryLocation[],
  isDone: boolean,
  now: number,
): NewJob[] {
  const bookingId = changed[0]!.booking.id;
  const notifications: NewJob[] = slot.hosts.slice(0, 1).map((hostId) => ({
    hostId,
    work: {
      kind: "notify-seats",
      hostId,
      seats: changed.map(({ booking: { id, revision, sequence, status }, event }) => ({
        id,
        revision,
        event,
        ...(event === "rescheduled" && status === "CONFIRMED" ? { sequence } : {}),
      })),
      previousTime: { start: slot.start, end: slot.end },
      at: now,
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
