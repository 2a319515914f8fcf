import { deadlineOf, hasEnded } from "$lib/scheduling/booking-state.ts";
import { expire } from "../bookings/index.ts";
import { getBooking } from "../store/bookings.ts";
import type { JobHandler } from "./job-handler.ts";

/** Expires a request or a reschedule request at its deadline; does nothing when it was decided in time. */
export const expireBookingJob: JobHandler = async (app, job) => {
  if (job.work.kind !== "expire") throw new Error(`not an expiry: ${job.work.kind}`);
  const { bookingId } = job.work;
  const outcome = await expire(app, bookingId);
  if (outcome.ok) return { state: "done" };
  if (outcome.refusal.code === "busy") throw new Error("many change this booking just now");
  // The deadline is not reached: the clock was set back after this job started, or a later deadline replaced its
  // own.
  const booking = outcome.refusal.code === "changed" ? await getBooking(app.kv, bookingId) : null;
  const deadline = booking && !hasEnded(booking) ? deadlineOf(booking) : null;
  return deadline ? { state: "waiting", dueAt: deadline } : { state: "superseded" };
};
