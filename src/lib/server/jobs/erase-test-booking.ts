import type { App } from "../app.ts";
import { linkHashesOf } from "../bookings/booking-links.ts";
import { getBooking } from "../store/bookings.ts";
import { eraseBookingCompletely } from "../store/erase.ts";
import { listJobsOfBooking } from "../store/jobs.ts";
import type { JobHandler } from "./run.ts";

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

/** Whether something is still to be written, or taken out, where the host keeps appointments. */
export async function hasPendingCalendarWrite(app: App, bookingId: string): Promise<boolean> {
  return (await listJobsOfBooking(app.kv, bookingId)).some(({ work, state }) =>
    work.kind === "write-calendar" && (state === "waiting" || state === "running")
  );
}

/** Erases a test as it stands; one that is still live, or is none, stays. */
export async function eraseTestBookingNow(
  app: App,
  bookingId: string,
  exceptJobId: string,
): Promise<void> {
  const booking = await getBooking(app.kv, bookingId);
  const isOver = booking?.status === "CANCELLED" || booking?.status === "REJECTED";
  if (!booking?.isTest || !isOver) return;
  await eraseBookingCompletely(app.kv, booking, await linkHashesOf(app, booking), exceptJobId);
}
