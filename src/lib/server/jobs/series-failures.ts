import type { Booking } from "$lib/scheduling/booking.ts";
import type { App } from "../app.ts";
import { listJobsOfBooking } from "../store/jobs.ts";
import type { Job } from "../store/job.ts";
import { isSuperseded } from "./send-email.ts";
import { tellingOf } from "./series-emails.ts";

/**
 * Emails that tell of this date, belong to another date of its series, and did not go out: each is one job, so sending
 * it again tells of all of its dates.
 */
export async function emailsNotSentFor(app: App, booking: Booking): Promise<Job[]> {
  if (!booking.series) return [];
  const isOutdated = (work: EmailWork, date: Booking) => isSuperseded(work, date, app.now());
  const found = new Map<string, Job>();
  for (const { work, state } of await listJobsOfBooking(app.kv, booking.id)) {
    if (work.kind !== "send-email" || state !== "superseded" || isOutdated(work, booking)) continue;
    const sender = (await tellingOf(app, work, booking, isOutdated))?.sender;
    const isLost = sender?.state === "failed" || sender?.state === "unsent";
    if (sender && isLost && sender.work.bookingId !== booking.id) found.set(sender.id, sender);
  }
  return [...found.values()];
}

type EmailWork = Extract<Job["work"], { kind: "send-email" }>;
