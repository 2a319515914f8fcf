/** What an extra guest is written depends on what they have heard: the first email about a meeting is its invitation, whatever happened since. */
import type { Booking } from "$lib/scheduling/booking.ts";
import type { App } from "../app.ts";
import { SERIES_GATHERING_MS } from "../changes/effects.ts";
import { asEmailKind, type EmailKind, messageOf } from "../email/messages/registry.ts";
import { type EmailJob, isEmailJob } from "../store/email-jobs.ts";
import type { Job } from "../store/job.ts";
import { listJobsOfBooking } from "../store/jobs.ts";
import { getSeries } from "../store/bookings.ts";

type EmailWork = EmailJob["work"];

const invitation = "extra-guest-invited" satisfies EmailKind;

/** What becomes of an email once it is known what its recipient has heard. */
export type Fate =
  | "sent"
  /** An invitation that is being sent may yet fail. */
  | "waits"
  /** Nobody needs it: an invitation that comes says it all, or none ever came. */
  | "superseded";

/** The jobs of a booking, those of the other dates of its series among them. */
export async function jobsOfDates(
  app: App,
  { id, series }: Pick<Booking, "id" | "series">,
): Promise<Job[]> {
  if (!series) return await listJobsOfBooking(app.kv, id);
  const dates = await getSeries(app.kv, series.id);
  return (await Promise.all(dates.map(({ id }) => listJobsOfBooking(app.kv, id)))).flat();
}

/** The fate of an email among the jobs of its booking's dates; one that is not to an extra guest is sent. */
export function fateOf(work: EmailWork, jobs: readonly Job[]): Fate {
  if (hasHeard(work, jobs)) return "sent";
  const earlier = invitingBefore(work, jobs);
  if (earlier.some(({ state }) => state === "running")) return "waits";
  if (messageOf(work.emailKind).itipMethod === "CANCEL") {
    if (earlier.some(mayHaveArrived)) return "sent";
    // One that waits may be about to be sent as the booking was a moment ago.
    return earlier.some(({ state }) => state === "waiting") ? "waits" : "superseded";
  }
  const isComing = earlier.some((job) =>
    job.work.bookingId === work.bookingId && job.work.sequence === work.sequence &&
    job.state === "waiting"
  );
  return isComing ? "superseded" : "sent";
}

/** The kind as which an email is written: a change is an invitation to who has heard of no meeting. */
export function kindNow(work: EmailWork, jobs: readonly Job[]): EmailKind {
  const kind = asEmailKind(work.emailKind);
  const isChange = messageOf(kind).itipMethod === "REQUEST";
  return isChange && !hasHeard(work, jobs) ? invitation : kind;
}

/** Whether its recipient knows of the meeting; everybody but an extra guest does. */
function hasHeard(work: EmailWork, jobs: readonly Job[]): boolean {
  if (work.extraGuest === undefined || work.emailKind === invitation) return true;
  const earlier = invitingBefore(work, jobs);
  const invitations = earlier.filter((job) =>
    job.work.emailKind === invitation && job.work.bookingId === work.bookingId
  );
  // Without the invitation's job it was sent so long ago that the job is deleted.
  return invitations.length === 0 || earlier.some((job) => hasTold(job, work));
}

/** The emails that invited the same person before, since they were last told that they are removed. */
function invitingBefore(work: EmailWork, jobs: readonly Job[]): EmailJob[] {
  const before = jobs.filter(isEmailJob).filter((job) =>
    job.work.extraGuest === work.extraGuest && job.work.at <= work.at &&
    !isToldWith(job.work, work)
  );
  const removals = before.filter((job) =>
    messageOf(job.work.emailKind).to === "removed-guests" && hasTold(job, work)
  );
  const since = Math.max(-Infinity, ...removals.map(({ work }) => work.at));
  return before.filter(({ work: { emailKind, at } }) =>
    messageOf(emailKind).itipMethod === "REQUEST" && at >= since
  );
}

/** Whether an email was sent that told of the other's date. */
function hasTold({ state, work }: EmailJob, { bookingId }: EmailWork): boolean {
  return state === "done" && (work.bookingId === bookingId || !!work.told?.includes(bookingId));
}

/** Whether one is the other, or what happened to another date at the same time. */
function isToldWith(one: EmailWork, other: EmailWork): boolean {
  if (one.emailKind !== other.emailKind) return false;
  return one.bookingId === other.bookingId
    ? one.sequence === other.sequence && one.at === other.at
    : Math.abs(one.at - other.at) <= SERIES_GATHERING_MS;
}

/** Whether it was tried, or shown to the host to pass on: a mail server may have it though it answered with an error. */
function mayHaveArrived({ state, attempts }: Job): boolean {
  if (state === "done") return false;
  // The run that finds it superseded counts as an attempt.
  return state === "failed" || state === "unsent" || attempts > (state === "superseded" ? 1 : 0);
}
