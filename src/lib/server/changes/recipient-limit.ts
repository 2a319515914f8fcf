/** Limits how many emails one address gets a day because of bookings made with it, over all hosts. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { guestsWithout } from "$lib/scheduling/extra-guests.ts";
import { guestKey } from "$lib/scheduling/guest.ts";
import type { App } from "../app.ts";
import type { NewJob } from "../store/job.ts";
import { type EmailCount, getEmailCount } from "../store/email-counts.ts";
import { dayOf, keys } from "../kv/keys.ts";

/** How many emails a guest's address got today (UTC). */
export async function readEmailCount(app: App, email: string, now: number): Promise<EmailCount> {
  return await getEmailCount(app.kv, await recipientOf(app, email), now);
}

/** Where the count of an address is: a signature of it, so that the store has no address. */
export async function emailCountKey(app: App, email: string): Promise<Deno.KvKey> {
  return keys.emailCount(dayOf(app.now()), await recipientOf(app, email));
}

function recipientOf({ sealer }: App, email: string): Promise<string> {
  return sealer.sign(guestKey(email), "email recipient");
}

/** The counts of a guest and of whom they bring along, in this order. */
export function readEmailCounts(
  app: App,
  emails: readonly string[],
  now: number,
): Promise<EmailCount[]> {
  return Promise.all(emails.map((email) => readEmailCount(app, email, now)));
}

/** Seconds until all of these addresses can be written to again; null while they can. */
export function secondsUntilAllowed(
  app: App,
  counts: readonly EmailCount[],
  now: number,
): number | null {
  const { emailsPerRecipient } = app.settings;
  const isReached = counts.some(({ sent }) => sent >= emailsPerRecipient);
  if (emailsPerRecipient === 0 || !isReached) return null;
  return Math.ceil((DAY - now % DAY) / 1000);
}

/** The counts after a request: the emails to its guest, and one for each extra guest, who hears when it is confirmed. */
export function countRequest(
  [guest, ...extra]: readonly EmailCount[],
  jobs: readonly NewJob[],
): EmailCount[] {
  const sent = emailsTo(null, jobs);
  const added = (count: EmailCount, by: number) => ({ ...count, sent: count.sent + by });
  return [
    ...(guest && sent > 0 ? [added(guest, sent)] : []),
    ...extra.map((count) => added(count, 1)),
  ];
}

/** The counts plus the emails that a guest's own change of a booking causes, to them and to extra guests; none for changes by others. */
export async function countGuestEmails(
  app: App,
  { was, booking }: { was: Booking; booking: Booking },
  jobs: readonly NewJob[],
  now: number,
): Promise<EmailCount[]> {
  if (booking.changedBy !== "guest") return [];
  const joining = guestsWithout(booking.extraGuests, was.extraGuests);
  const extra = [...new Set([...was.extraGuests, ...joining])].map((address) => ({
    address,
    sent: Math.max(emailsTo(address, jobs), joining.includes(address) ? 1 : 0),
  }));
  const counted = [{ address: booking.guest.email, sent: emailsTo(null, jobs) }, ...extra]
    .filter(({ sent }) => sent > 0);
  return await Promise.all(counted.map(async ({ address, sent }) => {
    const count = await readEmailCount(app, address, now);
    return { ...count, sent: count.sent + sent };
  }));
}

/** The same for several dates that one email tells of: once for each address, whichever of the dates it is about. */
export async function countToldTogether(
  app: App,
  changes: readonly { was: Booking; booking: Booking; jobs: readonly NewJob[] }[],
  now: number,
): Promise<EmailCount[]> {
  const counts = await Promise.all(
    changes.map((change) => countGuestEmails(app, change, change.jobs, now)),
  );
  const highestLast = counts.flat().sort((a, b) => a.sent - b.sent);
  return [...new Map(highestLast.map((count) => [count.recipientKey, count])).values()];
}

/** How many of these jobs are emails to this extra guest, or to the guest where it is null. */
function emailsTo(extraGuest: string | null, jobs: readonly NewJob[]): number {
  return jobs.filter(({ work }) =>
    work.kind === "send-email" && work.to === "guest" && (work.extraGuest ?? null) === extraGuest
  ).length;
}
