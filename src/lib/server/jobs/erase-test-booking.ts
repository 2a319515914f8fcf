import type { JobHandler } from "./job-handler.ts";
import { eraseTestBookingNow, hasPendingCalendarWrite } from "../bookings/test-booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";

const RECHECK_MS = 5_000;
/** Longer than a calendar write is retried. */
const MAX_WAIT_MS = 8 * DAY;

/** Deletes a test booking once its calendar entry is deleted. */
export const eraseTestBooking: JobHandler = async (app, job) => {
  if (job.work.kind !== "erase-test-booking") {
    throw new Error(`not a test booking erasure: ${job.work.kind}`);
  }
  const { bookingId } = job.work;
  const hasTimedOut = app.now() - job.createdAt >= MAX_WAIT_MS && app.purgeGate.waitMs() === 0;
  if (!hasTimedOut && await hasPendingCalendarWrite(app, bookingId)) {
    return { state: "waiting", dueAt: app.now() + RECHECK_MS };
  }
  await eraseTestBookingNow(app, bookingId, job.id);
  return { state: "deleted" };
};
