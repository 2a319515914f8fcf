import type { JobHandler } from "./job-handler.ts";
import { eraseTestBookingNow, hasPendingCalendarWrite } from "../bookings/erase-test-booking.ts";

const RECHECK_MS = 5_000;
/** Longer than a write to a calendar is tried. */
const MAX_WAIT_MS = 8 * 86_400_000;

/** Takes a test away for good, once the calendar that it was written into has let it go. */
export const eraseTestBooking: JobHandler = async (app, job) => {
  if (job.work.kind !== "erase-test-booking") throw new Error(`not an erasing: ${job.work.kind}`);
  const { bookingId } = job.work;
  const hasTimedOut = app.now() - job.createdAt >= MAX_WAIT_MS && app.purgeGate.waitMs() === 0;
  if (!hasTimedOut && await hasPendingCalendarWrite(app, bookingId)) {
    return { state: "waiting", dueAt: app.now() + RECHECK_MS };
  }
  await eraseTestBookingNow(app, bookingId, job.id);
  return { state: "deleted" };
};
