import { type Booking, isSeat } from "$lib/scheduling/booking.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import {
  dueReminders,
  isStillRelevant,
  nextReminder,
  type Reminder,
} from "$lib/scheduling/reminder.ts";
import type { App } from "../app.ts";
import type { EmailKind } from "../email/messages/registry.ts";
import { getBooking, getBookings } from "../store/bookings.ts";
import { getEventType } from "../store/event-types.ts";
import { getOpenHost } from "../store/hosts.ts";
import { listJobsOfBooking } from "../store/jobs.ts";
import { getSlot } from "../store/shared-slots.ts";
import type { Job, JobWork, NewJob } from "../store/job.ts";
import type { JobHandler } from "./job-handler.ts";

type ReminderWork = Extract<JobWork, { kind: "schedule-reminders" }>;

/**
 * Calls for the reminders of a meeting that have fallen due since it looked last, in the commit that puts it to sleep
 * until the next: each once, whatever happens in between, also where a clock that was set back lets it fall due again. A
 * meeting that has moved has a job of its own for its new time.
 */
export const scheduleReminders: JobHandler = async (app, job) => {
  const { work } = job;
  if (work.kind !== "schedule-reminders") throw new Error(`not a reminder: ${work.kind}`);
  const booking = await getBooking(app.kv, work.bookingId);
  const now = app.now();
  const isWanted = booking && isConfirmed(booking, now) && booking.sequence === work.sequence;
  if (!isWanted) return { state: "superseded" };
  // A closed account sends no reminders.
  if (!await getOpenHost(app.kv, work.hostId)) return { state: "superseded" };
  const due = dueReminders(booking, work.handledUntil, now);
  const type = due.length > 0
    ? await getEventType(app.kv, booking.hosts[0]!, booking.type.id)
    : null;
  const seats = due.length > 0 ? await confirmedSeats(app, booking) : [];
  const jobs = due.length > 0 ? await listJobsOfBooking(app.kv, booking.id) : [];
  const scheduled = scheduledReminders(jobs, booking);
  const newJobs = due.filter((each) => isStillConfigured(each, type)).flatMap((each) =>
    reminderEmails(each, booking, seats, work, now)
  ).filter(({ work }) => !scheduled.has(reminderKey(work)));
  const next = nextReminder(booking, now);
  return next === null
    ? { state: "done", newJobs }
    : { state: "waiting", dueAt: next, work: { ...work, handledUntil: now }, newJobs };
};

/** Which reminders of a meeting, and for whom, were called for already and not taken back unsent; each begins with the reminder's id. */
export function scheduledReminders(jobs: readonly Job[], { sequence }: Booking): Set<string> {
  return new Set(jobs.flatMap(({ work, state }) => {
    const isOurs = work.kind === "send-email" && work.sequence === sequence && work.reminder;
    return isOurs && state !== "superseded" ? [reminderKey(work)] : [];
  }));
}

function reminderKey(work: JobWork): string {
  return work.kind === "send-email" ? `${work.reminder} ${work.to} ${work.hostId}` : "";
}

/** What the host has taken away from the type since is not sent; a type that was deleted takes nothing along. */
function isStillConfigured({ id }: Reminder, type: EventType | null): boolean {
  return type === null || type.reminders.some((each) => each.id === id);
}

/** Who shares the time of a meeting and has agreed to it, whoever came first at the front. */
async function confirmedSeats(app: App, booking: Booking): Promise<Booking[]> {
  for (const hostId of booking.hosts) await app.checkLedger(hostId);
  const slot = isSeat(booking) ? await getSlot(app.kv, booking.slot) : null;
  const all = slot ? await getBookings(app.kv, slot.bookingIds) : [booking];
  return all.filter((each) => isConfirmed(each, app.now()) && each.slot === booking.slot)
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** Of those who share a time the first one stands for all: their host is reminded once. */
function isFirstSeat(booking: Booking, seats: readonly Booking[], { id }: Reminder): boolean {
  return seats.find(({ type }) => type.reminders?.some((each) => each.id === id))?.id ===
    booking.id;
}

function reminderEmails(
  reminder: Reminder,
  booking: Booking,
  seats: readonly Booking[],
  { bookingId, sequence }: ReminderWork,
  now: number,
): NewJob[] {
  const emailKind: EmailKind = reminder.side === "before" ? "reminder" : "follow-up";
  const recipients = [
    ...(reminder.to === "host" ? [] : [{ to: "guest" as const, hostId: booking.hosts[0]! }]),
    ...(reminder.to === "guest" || !isFirstSeat(booking, seats, reminder)
      ? []
      : booking.hosts.map((hostId) => ({ to: "host" as const, hostId }))),
  ];
  return recipients.filter(({ to }) => isStillRelevant(reminder, booking, to, now)).map((
    { to, hostId },
  ) => ({
    hostId,
    dueAt: now,
    work: {
      kind: "send-email",
      emailKind,
      to,
      hostId,
      bookingId,
      sequence,
      at: now,
      reminder: reminder.id,
      ...(to === "host" && seats.length > 1 ? { otherGuests: seats.length - 1 } : {}),
    },
  }));
}
