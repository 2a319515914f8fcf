import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import type { JobHandler } from "../jobs/run.ts";
import { getBooking } from "../store/bookings.ts";
import type { NewJob } from "../jobs/job.ts";
import { addJobsOnce } from "../store/jobs.ts";
import type { EntryLocation } from "../store/calendar-entries.ts";
import type { BookingChange } from "./change.ts";
import { effectJobs } from "./effects.ts";

/**
 * What follows when a whole slot changes: one job that tells its guests, since their letters together are more than one
 * commit takes, and the host's calendar once the slot is as it shall be.
 */
export function sharedSlotJobs(
  slot: SharedSlot,
  changed: BookingChange[],
  standing: readonly EntryLocation[],
  isDone: boolean,
  now: number,
): NewJob[] {
  const bookingId = changed[0]!.booking.id;
  const tell: NewJob[] = slot.hosts.slice(0, 1).map((hostId) => ({
    hostId,
    work: {
      kind: "notify-seats",
      hostId,
      seats: changed.map(({ booking: { id, revision, sequence, status }, event }) => ({
        id,
        revision,
        event,
        ...(event === "moved" && status === "CONFIRMED" ? { sequence } : {}),
      })),
      was: { start: slot.start, end: slot.end },
      at: now,
    },
    dueAt: now,
  }));
  const writes = standing.map(({ hostId, connectionId }): NewJob => ({
    hostId,
    work: { kind: "write-calendar", bookingId, slot: slot.id, hostId, connectionId },
    dueAt: now,
  }));
  return isDone ? [...tell, ...writes] : tell;
}

/** Calls for what each seat's change is followed by, once a seat however often the job is begun; a seat that has gone on since tells its own story, unless it is agreed and has only asked for yet another time. */
export const notifySeats: JobHandler = async (app, job) => {
  const { work } = job;
  if (work.kind !== "notify-seats") throw new Error(`not about seats: ${work.kind}`);
  for (const { id, revision, sequence, event } of work.seats) {
    const booking = await getBooking(app.kv, id);
    if (!booking) continue;
    const isThere = booking.status === "CONFIRMED" && booking.sequence === sequence;
    if (booking.revision !== revision && !isThere) continue;
    const was = event === "moved" ? { ...booking, ...work.was } : booking;
    const wishes = effectJobs(event, booking, [], work.at, was).filter(({ work }) =>
      // The host has done it, and needs no letter for each guest; a request waits for the host all the same.
      work.kind !== "send-email" || work.to === "guest" || booking.status === "PENDING"
    );
    await addJobsOnce(app.kv, `${job.id}.${id}`, wishes, app.now());
  }
  app.wakeJobs();
  return { state: "done" };
};
