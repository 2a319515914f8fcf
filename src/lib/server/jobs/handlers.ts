import { scheduleAgendaEmail, sendAgendaEmail } from "./agenda-email.ts";
import { notifySeats } from "./notify-seats.ts";
import { sendCalendarAlert, sendKeyAlert, sendWebhookAlert } from "./send-alerts.ts";
import { countChanges } from "./count-bookings.ts";
import { purge } from "./purge.ts";
import { closeTeam, leaveTeam } from "./close-team.ts";
import { eraseAccount } from "./erase-account.ts";
import type { Job, JobWork } from "../store/job.ts";
import { sendBookingEmail } from "./send-email.ts";
import type { JobHandler, PreparedJob } from "./job-handler.ts";
import { scheduleReminders } from "./schedule-reminders.ts";
import { sendUnsentEmails } from "./send-unsent.ts";
import { sendDeparture, sendTeamInvitation } from "./send-team-emails.ts";
import { sendSignInEmail } from "./send-sign-in-email.ts";
import { syncCalendars } from "./sync.ts";
import { writeCalendar } from "./write-calendar.ts";
import { deadlineOf, hasEnded } from "$lib/scheduling/booking-state.ts";
import { expire } from "../bookings/index.ts";
import { getBooking } from "../store/bookings.ts";
import { eraseTestBookingNow, hasPendingCalendarWrite } from "../bookings/test-booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { emptyEventsOf } from "../records/erase-webhooks.ts";
import type { App } from "../app.ts";
import { addDeliveries, planDeliveries } from "../webhooks/fan-out.ts";
import { runLane } from "../webhooks/lane.ts";

/** Runs the lane of a subscription; asleep it is due again with its next delivery, or woken by a new one. */
export const deliverWebhooks: JobHandler = async (app, { work }) => {
  if (work.kind !== "deliver-webhooks") throw new Error(`no lane: ${work.kind}`);
  const end = await runLane(app, work.ownerId, work.subscriptionId);
  if (end.state === "again") return { state: "waiting", dueAt: app.now() };
  // A delivery that was added since is seen by one more run.
  const also = (op: Deno.AtomicOperation) => void op.check(end.signal);
  if (end.state === "gone") return { state: "deleted", also };
  const { dueAt } = end;
  return dueAt === null ? { state: "done", also } : { state: "waiting", dueAt, also };
};

/** Makes the deliveries of an event and wakes their lanes. */
export const fanOutEvent: JobHandler = Object.assign(
  async (app: App, job: Job) => await (await prepareFanOut(app, job))(),
  { prepare: prepareFanOut },
);

async function prepareFanOut(app: App, { work }: Job): PreparedJob {
  if (work.kind !== "fan-out-event") throw new Error(`no event: ${work.kind}`);
  const deliveries = await planDeliveries(app, work.eventId);
  return async () => {
    await addDeliveries(app, deliveries);
    return { state: "deleted" };
  };
}

/** Empties what is left of an erased guest in events and deliveries; written in the commit of the erasure. */
export const emptyWebhooks: JobHandler = async (app, { work }) => {
  if (work.kind !== "empty-webhooks") throw new Error(`nobody was erased: ${work.kind}`);
  await emptyEventsOf(app.kv, work.bookingId, app.now());
  return { state: "deleted" };
};

const RECHECK_MS = 5_000;
/** Longer than a calendar write is retried. */
const MAX_WAIT_MS = 8 * DAY;

/** Deletes a test booking once its calendar entry is deleted. */
const eraseTestBooking: JobHandler = async (app, job) => {
  if (job.work.kind !== "erase-test-booking") {
    throw new Error(`not a test booking erasure: ${job.work.kind}`);
  }
  const { bookingId } = job.work;
  const hasTimedOut = app.now() - job.createdAt >= MAX_WAIT_MS && app.purgeGate.waitMs() === 0;
  if (!hasTimedOut && await hasPendingCalendarWrite(app, bookingId)) {
    return { state: "waiting", dueAt: app.now() + RECHECK_MS };
  }
  await eraseTestBookingNow(app, bookingId, job.id);
  return { state: "deleted" };
};

/** Expires a request or a reschedule request at its deadline; does nothing when it was decided in time. */
export const expireBookingJob: JobHandler = async (app, job) => {
  if (job.work.kind !== "expire") throw new Error(`not an expiry: ${job.work.kind}`);
  const { bookingId } = job.work;
  const outcome = await expire(app, bookingId);
  if (outcome.ok) return { state: "done" };
  if (outcome.refusal.code === "busy") throw new Error("many change this booking just now");
  // The deadline is not reached: the clock was set back after this job started, or a later deadline replaced its
  // own.
  const booking = outcome.refusal.code === "changed" ? await getBooking(app.kv, bookingId) : null;
  const deadline = booking && !hasEnded(booking) ? deadlineOf(booking) : null;
  return deadline ? { state: "waiting", dueAt: deadline } : { state: "superseded" };
};

/** The handler of each kind of job. */
export const jobHandlers: Record<JobWork["kind"], JobHandler> = {
  "send-email": sendBookingEmail,
  "send-sign-in-email": sendSignInEmail,
  "send-team-invitation": sendTeamInvitation,
  "send-calendar-alert": sendCalendarAlert,
  "send-key-alert": sendKeyAlert,
  "write-calendar": writeCalendar,
  "schedule-reminders": scheduleReminders,
  "schedule-agenda-email": scheduleAgendaEmail,
  "send-agenda-email": sendAgendaEmail,
  "notify-seats": notifySeats,
  "expire": expireBookingJob,
  "sync": syncCalendars,
  "erase-account": eraseAccount,
  "leave-team": leaveTeam,
  "close-team": closeTeam,
  "erase-test-booking": eraseTestBooking,
  "send-unsent": sendUnsentEmails,
  "fan-out-event": fanOutEvent,
  "empty-webhooks": emptyWebhooks,
  "deliver-webhooks": deliverWebhooks,
  "send-webhook-alert": sendWebhookAlert,
  "send-departure": sendDeparture,
  "purge": purge,
  "count-bookings": countChanges,
};
