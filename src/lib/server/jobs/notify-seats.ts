import type { JobHandler } from "./job-handler.ts";
import { getBooking } from "../store/bookings.ts";
import { addJobsOnce } from "../store/jobs.ts";
import { effectJobs } from "../bookings/effects.ts";

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
    const wishes = effectJobs(event, booking, { hosts: [], now: work.at, was }).filter(({ work }) =>
      // The host has done it, and needs no email for each guest; a request waits for the host all the same.
      work.kind !== "send-email" || work.to === "guest" || booking.status === "PENDING"
    );
    await addJobsOnce(app.kv, `${job.id}.${id}`, wishes, app.now());
  }
  app.wakeJobs();
  return { state: "done" };
};
