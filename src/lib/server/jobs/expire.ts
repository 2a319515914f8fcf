import { expire } from "../bookings/index.ts";
import { getBooking } from "../store/bookings.ts";
import type { JobHandler } from "./job-handler.ts";

/** Ends a request, or a wish to move, at its deadline; one that was decided in time needs nothing. */
export const expireBookingJob: JobHandler = async (app, job) => {
  if (job.work.kind !== "expire") throw new Error(`not an expiry: ${job.work.kind}`);
  const { bookingId } = job.work;
  const outcome = await expire(app, bookingId);
  if (outcome.ok) return { state: "done" };
  if (outcome.refusal.code === "busy") throw new Error("many change this booking just now");
  // It has time left: the clock was set back after this job was begun, or a later deadline has replaced its own.
  const booking = outcome.refusal.code === "changed" ? await getBooking(app.kv, bookingId) : null;
  const deadline = booking?.status === "PENDING"
    ? booking.reservedUntil
    : booking?.rescheduleRequest?.expiresAt;
  return deadline ? { state: "waiting", dueAt: deadline } : { state: "superseded" };
};
