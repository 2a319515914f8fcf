import type { Booking } from "$lib/scheduling/booking.ts";
import { sameGuest } from "$lib/scheduling/guest.ts";
import type { App } from "../app.ts";
import type { JobWish } from "../jobs/job.ts";
import { type EmailCount, getEmailCount } from "../store/email-counts.ts";

/** How many emails one address is sent a day because somebody books with it, at whichever hosts. */

const DAY = 86_400_000;

/** What a guest's address was sent today; kept under a signature, so that the store does not tell of whom. */
export async function readEmailCount(app: App, email: string, now: number): Promise<EmailCount> {
  const recipient = await app.sealer.sign(sameGuest(email), "email recipient");
  return await getEmailCount(app.kv, recipient, now);
}

/** Seconds until new bookings for an address are taken again; null while they are. */
export function waitForEmails(app: App, { sent }: EmailCount, now: number): number | null {
  const { emailsPerRecipient } = app.settings;
  if (emailsPerRecipient === 0 || sent < emailsPerRecipient) return null;
  return Math.ceil((DAY - now % DAY) / 1000);
}

/** The count with the emails to the guest among these jobs; null where there are none. */
export function withEmails(count: EmailCount, jobs: readonly JobWish[]): EmailCount | null {
  const sent = emailsIn(jobs);
  return sent > 0 ? { ...count, sent: count.sent + sent } : null;
}

/** The count with what a guest's own change of a booking sends them, which is never refused here; null for everybody else's. */
export async function countedChange(
  app: App,
  { changedBy, guest }: Booking,
  jobs: readonly JobWish[],
  now: number,
): Promise<EmailCount | null> {
  if (changedBy !== "guest" || emailsIn(jobs) === 0) return null;
  return withEmails(await readEmailCount(app, guest.email, now), jobs);
}

function emailsIn(jobs: readonly JobWish[]): number {
  return jobs.filter(({ work }) => work.kind === "letter" && work.to === "guest").length;
}
