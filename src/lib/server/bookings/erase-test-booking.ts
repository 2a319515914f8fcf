import type { App } from "../app.ts";
import { linkHashesOf } from "./booking-links.ts";
import { getBooking } from "../store/bookings.ts";
import { eraseBookingCompletely } from "../store/erase.ts";
import { listJobsOfBooking } from "../store/jobs.ts";

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
