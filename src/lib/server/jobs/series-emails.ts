/** One email for what happens to several dates of a series at about the same time. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { SECOND } from "$lib/scheduling/durations.ts";
import type { App } from "../app.ts";
import { SERIES_GATHERING_MS } from "../changes/effects.ts";
import type { EmailKind } from "../email/messages/registry.ts";
import { type EmailJob, isEmailJob } from "../store/email-jobs.ts";
import type { Job, JobWork } from "../store/job.ts";
import { getSeries } from "../store/bookings.ts";
import { fateOf, jobsOfDates, kindNow } from "./extra-guest-emails.ts";

type EmailWork = Extract<JobWork, { kind: "send-email" }>;

/** What one email tells: of the dates told together the first sends it, the others send none. */
export interface Telling {
  isSender: boolean;
  /** The one that sends; null where all of them are outdated. */
  sender: EmailJob | null;
  /** When another one is to have sent it, epoch ms; until it has, this one waits, since that one may become outdated. Null once nothing is waited for. */
  sentAt: number | null;
  /** The dates that it is about, in the order of the series. */
  dates: Booking[];
}

type DateEmail = EmailJob & { booking: Booking };

/**
 * Which dates an email is about. Emails of one kind to one recipient belong together when they were caused within a
 * few seconds of the first; all of them are due later than that, so that every one is known when the first is sent.
 */
export async function tellingOf(
  app: App,
  work: EmailWork,
  booking: Booking,
  isOutdated: (work: EmailWork, booking: Booking) => boolean,
): Promise<Telling | null> {
  const { id, series } = booking;
  if (!series || work.reminderId) return null;
  const said = saidIn(work, booking);
  const bookings = (await getSeries(app.kv, series.id)).filter((each) =>
    saidIn(work, each) === said
  );
  const jobs = await jobsOfDates(app, booking);
  const like = { ...work, emailKind: kindNow(work, jobs) };
  const emails = bookings.flatMap((booking) => emailsLike(like, booking, jobs))
    .sort((a, b) => a.work.at - b.work.at);
  const group = groupsOf(emails).find((each) =>
    each.some(({ booking, work: { at } }) => booking.id === id && at === work.at)
  );
  const told = (group ?? []).filter(({ booking, work }) => !isOutdated(work, booking))
    .sort((a, b) => a.booking.series!.number - b.booking.series!.number);
  const sender = work.resendCount
    ? told.find(({ booking }) => booking.id === id)
    : group?.find(({ state }) => state === "done") ?? told[0];
  const isSender = sender?.booking.id === id;
  return {
    isSender,
    sender: sender ?? null,
    sentAt: isSender || !sender ? null : sendingTime(sender, app.now()),
    dates: told.map(({ booking }) => booking)
      .filter((date, n, all) => all.findIndex(({ id }) => id === date.id) === n),
  };
}

/** How long an email waits after the one that decides about it was to be sent. */
export const WAIT_MS = 5 * SECOND;

function sendingTime({ state, dueAt }: DateEmail, now: number): number | null {
  if (state === "running") return now + WAIT_MS;
  return state === "waiting" ? Math.max(dueAt, now) + WAIT_MS : null;
}

/** Emails in which somebody says something about one date, or proposes other times for it. */
const saying: readonly string[] = [
  "guest-confirmed",
  "guest-cancelled",
  "host-cancelled",
  "rejected",
  "reschedule-declined",
  "times-proposed",
] satisfies EmailKind[];

/** What an email says beside the date: only what is the same is told together. */
function saidIn({ emailKind }: EmailWork, { message, proposed, changedBy }: Booking): string {
  return saying.includes(emailKind) ? JSON.stringify([message, proposed, changedBy]) : "";
}

/** The emails of a date that go with this one; of which kind each is depends on what its recipient has heard of that date. */
function emailsLike(
  like: EmailWork & { emailKind: EmailKind },
  booking: Booking,
  jobs: readonly Job[],
): DateEmail[] {
  return jobs.filter(isEmailJob)
    .filter(({ work }) =>
      work.bookingId === booking.id && work.to === like.to && work.hostId === like.hostId &&
      work.extraGuest === like.extraGuest && !work.reminderId &&
      fateOf(work, jobs) !== "superseded" && kindNow(work, jobs) === like.emailKind
    )
    .map((job) => ({ ...job, booking }));
}

function groupsOf(emails: readonly DateEmail[]): DateEmail[][] {
  const groups: DateEmail[][] = [];
  for (const email of emails) {
    const last = groups.at(-1);
    const isNear = last && email.work.at - last[0]!.work.at <= SERIES_GATHERING_MS;
    if (isNear) last.push(email);
    else groups.push([email]);
  }
  return groups;
}
