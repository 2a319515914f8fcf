import { isConfirmed, isUndecided } from "$lib/scheduling/booking-state.ts";
import type { JobHandler } from "./job-handler.ts";
import { getBooking } from "../store/bookings.ts";
import { addJobsOnce } from "../store/jobs.ts";
import { effectJobs } from "../changes/effects.ts";
import { addSeatEvent } from "../changes/booking-webhook.ts";

/**
 * Creates the jobs that follow from a shared slot's change, once per seat even if the job is repeated. A seat that
 * changed since is skipped, unless it is confirmed at the same time and only requested another reschedule.
 */
export const notifySeats: JobHandler = async (app, job) => {
  const { work } = job;
  if (work.kind !== "notify-seats") throw new Error(`not about seats: ${work.kind}`);
  for (const { id, revision, sequence, event, changed } of work.seats) {
    const booking = await getBooking(app.kv, id);
    if (!booking) continue;
    if (changed) await addSeatEvent(app, { id, revision, event, changed }, work);
    const isStillConfirmed = isConfirmed(booking) &&
      booking.sequence === sequence;
    if (booking.revision !== revision && !isStillConfirmed) continue;
    const was = event === "rescheduled" ? { ...booking, ...work.previousTime } : booking;
    const newJobs = effectJobs(event, booking, { hosts: [], now: work.at, was }).filter((
      { work },
    ) =>
      // The host made the change and needs no email per guest, but pending requests still wait for the host.
      work.kind !== "send-email" || work.to === "guest" || isUndecided(booking)
    );
    app.wakeJobs(await addJobsOnce(app.kv, `${job.id}.${id}`, newJobs, app.now()));
  }
  return { state: "done" };
};
