import { type Booking, typeOwnerOf } from "$lib/scheduling/booking.ts";
import { type Host, isClosed } from "$lib/scheduling/host.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { guestsWithout } from "$lib/scheduling/extra-guests.ts";
import type { App } from "../app.ts";
import { verificationToken } from "../bookings/verify-email.ts";
import { openGuestLink, openHostLink } from "../bookings/booking-links.ts";
import { type Email, type EmailContext, senderOf } from "../email/email.ts";
import { asEmailKind, messageOf } from "../email/messages/registry.ts";
import { readerOf } from "../email/placeholders.ts";
import { renderEmail } from "../email/render.ts";
import { EmailError } from "../email/errors.ts";
import { tellingOf } from "./series-emails.ts";
import { readPeople } from "../bookings/booking-people.ts";
import { wordsFor } from "../event-types/email-templates.ts";
import { pickerPath } from "../event-types/private-links.ts";
import { getBooking } from "../store/bookings.ts";
import { getHost } from "../store/hosts.ts";
import { changeJob, getJob, listJobsOfBooking } from "../store/jobs.ts";
import { jobErrorOf } from "./job-error.ts";
import type { JobResult } from "./job-handler.ts";
import type { Job, JobWork } from "../store/job.ts";

type EmailWork = Extract<JobWork, { kind: "send-email" }>;

/** Sends one email about a booking as it is now; without a mail server or an address it is stored as unsent. */
export async function sendBookingEmail(app: App, { work }: Job): Promise<JobResult> {
  if (work.kind !== "send-email") throw new Error(`not an email: ${work.kind}`);
  const subject = await bookingAndHostOf(app, work);
  if (!subject || isSuperseded(work, subject.booking, app.now())) return { state: "superseded" };
  const { isTimeSensitive = false } = messageOf(work.emailKind);
  if (isTimeSensitive && isClosed(subject.host)) return { state: "superseded" };
  await supersedeOutdated(app, work.bookingId, subject.booking);
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
  return email.to.address ? await deliver(app, email) : { state: "unsent" };
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

/** Marks unsent and failed emails that the booking's state no longer matches as superseded. */
async function supersedeOutdated(app: App, bookingId: string, booking: Booking): Promise<void> {
  for (const { id } of await listJobsOfBooking(app.kv, bookingId)) {
    const entry = await getJob(app.kv, id);
    if (entry.versionstamp === null) continue;
    const job = entry.value;
    if (job.work.kind !== "send-email" || (job.state !== "unsent" && job.state !== "failed")) {
      continue;
    }
    if (!isSuperseded(job.work, booking, app.now())) continue;
    await changeJob(app.kv, entry, { ...job, state: "superseded", doneAt: app.now() });
  }
}

/** The booking and the host of an email; null when one of them is gone. */
export async function bookingAndHostOf(
  app: App,
  work: EmailWork,
): Promise<{ booking: Booking; host: Host } | null> {
  const booking = await getBooking(app.kv, work.bookingId);
  const host = booking && await getHost(app.kv, work.hostId);
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
  const people = await readPeople(app, booking);
  return renderEmail({
    kind: asEmailKind(work.emailKind),
    to: work.to,
    booking,
    host,
    hosts: people.hosts,
    withdrawn: people.withdrawn,
    links: await emailLinks(app, work, booking, { pagePath: people.pagePath, hidesSecrets }),
    requestedAt: work.at,
    sequence: work.sequence,
    ...await optionalContext(app, work, { booking, host }),
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
    ...(previousTime ? { previousTime: await lastAnnouncedTime(app, work, previousTime) } : {}),
    ...(reminderId ? { reminderId } : {}),
    ...(otherGuests ? { otherGuests } : {}),
    ...(extraGuest ? { extraGuest } : {}),
    ...(resendCount ? { resendCount } : {}),
    ...(telling && telling.dates.length > 1 ? { dates: telling.dates } : {}),
    ...(template.subject || template.text ? { template } : {}),
  };
}

/** The time that the recipient was last notified of; superseded emails do not count. */
async function lastAnnouncedTime(app: App, work: EmailWork, was: Span): Promise<Span> {
  const earlier = (await listJobsOfBooking(app.kv, work.bookingId)).flatMap((
    { work: other, state },
  ) =>
    other.kind === "send-email" && other.emailKind === work.emailKind &&
      other.hostId === work.hostId && other.extraGuest === work.extraGuest &&
      other.previousTime && other.sequence < work.sequence
      ? [{
        sequence: other.sequence,
        was: other.previousTime,
        isSent: state === "done" || state === "running",
      }]
      : []
  ).sort((a, b) => b.sequence - a.sequence);
  let announced = was;
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

/** Sends an email by SMTP; a permanent error fails the job, other errors are thrown for a retry. */
export async function deliver(app: App, email: Email): Promise<JobResult> {
  if (!app.sendMail) return { state: "unsent" };
  try {
    await app.sendMail(email);
    app.measures.emailTries.add("accepted");
    return { state: "done" };
  } catch (error) {
    if (!(error instanceof EmailError)) throw error;
    app.measures.emailTries.add(error.isPermanent ? "refused" : "failed");
    if (!error.isPermanent) throw error;
    return { state: "failed", error: jobErrorOf(error) };
  }
}
