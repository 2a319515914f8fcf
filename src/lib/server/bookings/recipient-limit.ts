import type { Booking } from "$lib/scheduling/booking.ts";
import { guestKey } from "$lib/scheduling/guest.ts";
import type { App } from "../app.ts";
import type { NewJob } from "../store/job.ts";
import { type EmailCount, getEmailCount } from "../store/email-counts.ts";

/** How many emails one address is sent a day because somebody books with it, at whichever hosts. */

const DAY = 86_400_000;

/** What a guest's address was sent today; kept under a signature, so that the store does not tell of whom. */
export async function readEmailCount(app: App, email: string, now: number): Promise<EmailCount> {
  const recipient = await app.sealer.sign(guestKey(email), "email recipient");
  return await getEmailCount(app.kv, recipient, now);
}

/** Seconds until new bookings for an address are taken again; null while they are. */
export function secondsUntilAllowed(app: App, { sent }: EmailCount, now: number): number | null {
  const { emailsPerRecipient } = app.settings;
  if (emailsPerRecipient === 0 || sent < emailsPerRecipient) return null;
  return Math.ceil((DAY - now % DAY) / 1000);
}

/** The count with the emails to the guest among these jobs; null where there are none. */
export function addSentEmails(count: EmailCount, jobs: readonly NewJob[]): EmailCount | null {
  const sent = guestEmailCount(jobs);
  return sent > 0 ? { ...count, sent: count.sent + sent } : null;
}

/** The count with what a guest's own change of a booking sends them, which is never refused here; null for everybody else's. */
export async function countGuestEmails(
  app: App,
  { changedBy, guest }: Booking,
  jobs: readonly NewJob[],
  now: number,
): Promise<EmailCount | null> {
  if (changedBy !== "guest" || guestEmailCount(jobs) === 0) return null;
  return addSentEmails(await readEmailCount(app, guest.email, now), jobs);
}

function guestEmailCount(jobs: readonly NewJob[]): number {
  return jobs.filter(({ work }) => work.kind === "send-email" && work.to === "guest").length;
}
