import type { App } from "../app.ts";
import { linkHashesOf } from "../bookings/links.ts";
import { getBooking } from "../store/bookings.ts";
import { eraseWhole } from "../store/erasing.ts";
import { listJobsOfBooking } from "../store/jobs.ts";
import type { Doing } from "./run.ts";

const LOOKS_AGAIN_MS = 5_000;
/** Longer than a write to a calendar is tried. */
const AT_MOST_MS = 8 * 86_400_000;

/** Takes a test away for good, once the calendar that it was written into has let it go. */
export const eraseTest: Doing = async (app, job) => {
  if (job.work.kind !== "erase-test") throw new Error(`not an erasing: ${job.work.kind}`);
  const { bookingId } = job.work;
  const mayGiveUp = app.now() - job.createdAt >= AT_MOST_MS && app.purgeGate.waitMs() === 0;
  if (!mayGiveUp && await isInCalendar(app, bookingId)) {
    return { state: "waiting", dueAt: app.now() + LOOKS_AGAIN_MS };
  }
  await eraseNow(app, bookingId, job.id);
  return { state: "forgotten" };
};

/** Whether something is still to be written, or taken out, where the host keeps appointments. */
export async function isInCalendar(app: App, bookingId: string): Promise<boolean> {
  return (await listJobsOfBooking(app.kv, bookingId)).some(({ work, state }) =>
    work.kind === "write-calendar" && (state === "waiting" || state === "running")
  );
}

/** Erases a test as it stands; one that is still live, or is none, stays. */
export async function eraseNow(app: App, bookingId: string, but: string): Promise<void> {
  const booking = await getBooking(app.kv, bookingId);
  const isOver = booking?.status === "CANCELLED" || booking?.status === "REJECTED";
  if (!booking?.isTest || !isOver) return;
  await eraseWhole(app.kv, booking, await linkHashesOf(app, booking), but);
}
