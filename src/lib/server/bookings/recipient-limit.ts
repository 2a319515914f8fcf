import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { guestKey } from "$lib/scheduling/guest.ts";
import type { App } from "../app.ts";
import type { NewJob } from "../store/job.ts";
import { type EmailCount, getEmailCount } from "../store/email-counts.ts";

/** Limits how many emails one address gets a day because of bookings made with it, over all hosts. */

/** How many emails a guest's address got today (UTC); stored under a signature, so that the store has no address. */
export async function readEmailCount(app: App, email: string, now: number): Promise<EmailCount> {
  const recipient = await app.sealer.sign(guestKey(email), "email recipient");
  return await getEmailCount(app.kv, recipient, now);
}

/** Seconds until an address can book again; null while it can. */
export function secondsUntilAllowed(app: App, { sent }: EmailCount, now: number): number | null {
  const { emailsPerRecipient } = app.settings;
  if (emailsPerRecipient === 0 || sent < emailsPerRecipient) return null;
  return Math.ceil((DAY - now % DAY) / 1000);
}

/** The count plus the emails to the guest among these jobs; null where there are none. */
export function addSentEmails(count: EmailCount, jobs: readonly NewJob[]): EmailCount | null {
  const sent = guestEmailCount(jobs);
  return sent > 0 ? { ...count, sent: count.sent + sent } : null;
}

/** The count plus the emails that a guest's own change of a booking causes; null for changes by others. A change is never refused for this limit. */
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
