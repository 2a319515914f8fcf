import { type Booking, typeOwnerOf } from "$lib/scheduling/booking.ts";
import { type Host, isClosed } from "$lib/scheduling/host.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { guestsWithout } from "$lib/scheduling/extra-guests.ts";
import type { App } from "../app.ts";
import { verificationToken } from "../requests/verify-email.ts";
import { openGuestLink, openHostLink } from "../changes/booking-links.ts";
import { type Email, senderOf } from "../email/email.ts";
import type { EmailContext } from "../email/messages/registry.ts";
import { messageOf } from "../email/messages/registry.ts";
import { emailLookOf } from "../branding/brand.ts";
import { readerOf } from "../email/placeholders.ts";
import { renderEmail } from "../email/render.ts";
import { fateOf, jobsOfDates, kindNow } from "./extra-guest-emails.ts";
import { tellingOf, WAIT_MS } from "./series-emails.ts";
import { readPeople } from "../changes/booking-people.ts";
import { wordsFor } from "../event-types/email-templates.ts";
import { pickerPath } from "../event-types/private-links.ts";
import { getBooking } from "../store/bookings.ts";
import { getHost } from "../store/hosts.ts";
import { changeJob, getJob, listJobsOfBooking } from "../store/jobs.ts";
import { deliver } from "./deliver.ts";
import type { JobHandler, JobResult, PreparedJob } from "./job-handler.ts";
import type { Job, JobWork } from "../store/job.ts";
import { LEASE_MS } from "./run.ts";

type EmailWork = Extract<JobWork, { kind: "send-email" }>;

/** Sends one email about a booking as it is now; without a mail server or an address it is stored as unsent. */
export const sendBookingEmail: JobHandler = Object.assign(
  async (app: App, job: Job) => await (await prepareEmail(app, job))(),
  { prepare: prepareEmail },
);

/** Reads and composes what is to be sent; what is returned then writes and sends. */
async function prepareEmail(app: App, { work }: Job): PreparedJob {
  if (work.kind !== "send-email") throw new Error(`not an email: ${work.kind}`);
  const end = (result: JobResult) => () => Promise.resolve(result);
  const subject = await bookingAndHostOf(app, work);
  if (!subject || isSuperseded(work, subject.booking, app.now())) {
    return end({ state: "superseded" });
  }
  const { isTimeSensitive = false } = messageOf(work.emailKind);
  if (isTimeSensitive && isClosed(subject.host)) return end({ state: "superseded" });
  const [outdated, ready] = await Promise.all([
    listOutdated(app, subject.booking),
    compose(app, work, subject, isTimeSensitive),
  ]);
  return async () => {
    await supersede(app, outdated, subject.booking);
    if ("state" in ready) return ready;
    const result = await deliver(app, ready.email);
    const { told } = ready;
    return result.state === "done" && told ? { ...result, work: { ...work, told } } : result;
  };
}

/** The email, or what becomes of it where it is not to be sent. */
async function compose(
  app: App,
  work: EmailWork,
  subject: { booking: Booking; host: Host },
  isTimeSensitive: boolean,
): Promise<{ email: Email; told?: string[] } | JobResult> {
  const fate = fateOf(work, await jobsTelling(app, work, subject.booking));
  if (fate === "superseded") return { state: "superseded" };
  if (fate === "waits") return { state: "waiting", dueAt: app.now() + WAIT_MS };
  const telling = await tellingOf(
    app,
    work,
    subject.booking,
    (each, booking) => isSuperseded(each, booking, app.now()),
  );
  if (telling?.sentAt) return { state: "waiting", dueAt: telling.sentAt };
  if (telling && !telling.isSender) return { state: "superseded" };
  const email = await composeEmail(app, work, subject);
  const canSend = email.to.address !== "" && app.sendMail !== null;
  if (!canSend && isTimeSensitive) return { state: "superseded" };
  if (!email.to.address) return { state: "unsent" };
  const told = work.extraGuest !== undefined && telling?.dates.map(({ id }) => id);
  return { email, ...(told ? { told } : {}) };
}

/** The jobs that an email depends on; none of one that is not to an extra guest. */
async function jobsTelling(app: App, work: EmailWork, booking: Booking): Promise<Job[]> {
  return work.extraGuest === undefined ? [] : await jobsOfDates(app, booking);
}

/** Whether the booking has changed since the email was created. */
export function isSuperseded(work: EmailWork, booking: Booking, now: number): boolean {
  const { emailKind, sequence, to, hostId, at: requestedAt, extraGuest } = work;
  // Who is no longer of the booking is told so, whatever becomes of it.
  if (isToLeaving(emailKind)) return booking.hosts.includes(hostId);
  if (extraGuest !== undefined) return isExtraSuperseded(work, extraGuest, booking, now);
  return booking.sequence !== sequence ||
    (to === "host" && !booking.hosts.includes(hostId)) ||
    !messageOf(emailKind).stillHolds(booking, { now, requestedAt, to });
}

/** An email to an extra guest: one who was removed is told so, the others get what they are still invited to. */
function isExtraSuperseded(
  { emailKind, sequence, to, at: requestedAt }: EmailWork,
  extraGuest: string,
  booking: Booking,
  now: number,
): boolean {
  const isInvited = guestsWithout([extraGuest], booking.extraGuests).length === 0;
  const message = messageOf(emailKind);
  if (message.to === "removed-guests") return isInvited;
  return !isInvited || booking.sequence !== sequence ||
    !message.stillHolds(booking, { now, requestedAt, to });
}

/** Whether it goes to hosts who are no longer in the booking; every other email to a host needs them in it. */
export function isToLeaving(emailKind: string): boolean {
  return messageOf(emailKind).to === "leaving";
}

/** The unsent and failed emails of a booking that its state no longer matches. */
async function listOutdated(app: App, booking: Booking): Promise<Job[]> {
  // What was written of it when it was made is still right.
  if (booking.revision === 1) return [];
  const jobs = await listJobsOfBooking(app.kv, booking.id);
  return jobs.filter((job) => isOutdated(job, booking, app.now()));
}

function isOutdated({ work, state }: Job, booking: Booking, now: number): boolean {
  return work.kind === "send-email" && (state === "unsent" || state === "failed") &&
    isSuperseded(work, booking, now);
}

/** Marks those that are still so as superseded. */
async function supersede(app: App, outdated: readonly Job[], booking: Booking): Promise<void> {
  for (const { id } of outdated) {
    const entry = await getJob(app.kv, id);
    if (entry.versionstamp === null || !isOutdated(entry.value, booking, app.now())) continue;
    const job = entry.value;
    await changeJob(app.kv, entry, { ...job, state: "superseded", doneAt: app.now() });
  }
}

/** The booking and the host of an email; null when one of them is gone. */
export async function bookingAndHostOf(
  app: App,
  work: EmailWork,
): Promise<{ booking: Booking; host: Host } | null> {
  const [booking, host] = await Promise.all([
    getBooking(app.kv, work.bookingId),
    getHost(app.kv, work.hostId),
  ]);
  return booking && host ? { booking, host } : null;
}

/** What stands in a link in place of its secret. */
const HIDDEN = "…";

/** Renders the email; its links are unsealed here, just before it is sent or shown, and stored nowhere. `hidesSecrets` leaves them out. */
export async function composeEmail(
  app: App,
  work: EmailWork,
  { booking, host }: { booking: Booking; host: Host },
  hidesSecrets = false,
): Promise<Email> {
  const [people, optional] = await Promise.all([
    readPeople(app, booking, host),
    optionalContext(app, work, { booking, host }),
  ]);
  return renderEmail({
    kind: kindNow(work, await jobsTelling(app, work, booking)),
    to: work.to,
    booking,
    host,
    hosts: people.hosts,
    withdrawn: people.withdrawn,
    links: await emailLinks(app, work, booking, { pagePath: people.pagePath, hidesSecrets }),
    requestedAt: work.at,
    sequence: work.sequence,
    ...optional,
    sender: senderOf(app),
  });
}

/** What this email adds to its booking, with the host's template in the reader's language as it is now. */
async function optionalContext(
  app: App,
  work: EmailWork,
  { booking, host }: { booking: Booking; host: Host },
): Promise<
  Pick<
    EmailContext,
    | "previousTime"
    | "reminderId"
    | "otherGuests"
    | "extraGuest"
    | "resendCount"
    | "template"
    | "dates"
    | "look"
  >
> {
  const { previousTime, reminderId, otherGuests, extraGuest, resendCount, emailKind } = work;
  const template = await wordsFor(app.kv, typeOwnerOf(booking), {
    typeId: booking.type.id,
    which: reminderId ?? emailKind,
    language: readerOf({ to: work.to, booking, host }).language,
  });
  const telling = await tellingOf(
    app,
    work,
    booking,
    (each, other) => isSuperseded(each, other, app.now()),
  );
  return {
    ...(previousTime
      ? { previousTime: await lastAnnouncedTime(app, { ...work, previousTime }, booking) }
      : {}),
    ...(reminderId ? { reminderId } : {}),
    ...(otherGuests ? { otherGuests } : {}),
    ...(extraGuest ? { extraGuest } : {}),
    ...(resendCount ? { resendCount } : {}),
    ...(telling && telling.dates.length > 1 ? { dates: telling.dates } : {}),
    ...(template.subject || template.text ? { template } : {}),
    ...(work.to === "guest" ? { look: await emailLookOf(app, booking.team ?? host) } : {}),
  };
}

/**
 * The time that the recipient was last notified of; superseded emails do not count, nor one that is being found superseded
 * just now: it was claimed when the booking had changed.
 */
async function lastAnnouncedTime(
  app: App,
  work: EmailWork & { previousTime: Span },
  { changedAt }: Booking,
): Promise<Span> {
  const earlier = (await listJobsOfBooking(app.kv, work.bookingId)).flatMap((
    { work: other, state, dueAt },
  ) =>
    other.kind === "send-email" && other.emailKind === work.emailKind &&
      other.hostId === work.hostId && other.extraGuest === work.extraGuest &&
      other.previousTime && other.sequence < work.sequence
      ? [{
        sequence: other.sequence,
        was: other.previousTime,
        isSent: state === "done" || (state === "running" && dueAt - LEASE_MS < changedAt),
      }]
      : []
  ).sort((a, b) => b.sequence - a.sequence);
  let announced = work.previousTime;
  for (const email of earlier) {
    if (email.isSent) break;
    announced = email.was;
  }
  return announced;
}

const noLinks = { guest: "", confirm: "", reject: "", verify: "", page: "", inbox: "" };

async function emailLinks(
  app: App,
  work: EmailWork,
  booking: Booking,
  { pagePath, hidesSecrets }: { pagePath: string; hidesSecrets: boolean },
): Promise<EmailContext["links"]> {
  // Extra guests change nothing, and a private link is not theirs.
  if (work.extraGuest !== undefined) return noLinks;
  const bookingUrl = (token: string) => `${app.baseUrl}/booking/${token}`;
  // Who left the booking has no link to it any more.
  if (isToLeaving(work.emailKind)) return { ...noLinks, inbox: `${app.baseUrl}/dashboard` };
  const shown = (open: () => Promise<string>) => hidesSecrets ? HIDDEN : open();
  const ownUrl = bookingUrl(
    await shown(() =>
      work.to === "guest" ? openGuestLink(app, booking) : openHostLink(app, booking, work.hostId)
    ),
  );
  return {
    guest: work.to === "guest" ? ownUrl : "",
    confirm: work.to === "host" ? `${ownUrl}/confirm` : "",
    reject: work.to === "host" ? `${ownUrl}/reject` : "",
    verify: messageOf(work.emailKind).hasVerificationLink
      ? `${app.baseUrl}/verify-email/${await shown(() => verificationToken(app, booking))}`
      : "",
    page: app.baseUrl +
      (hidesSecrets
        ? `${pagePath}/${booking.type.slug}`
        : await pickerPath(app, booking, pagePath)),
    inbox: `${app.baseUrl}/dashboard/bookings/${booking.id}`,
  };
}
