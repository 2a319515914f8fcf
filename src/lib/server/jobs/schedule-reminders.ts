import { type Booking, isSeat, typeOwnerOf } from "$lib/scheduling/booking.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import {
  dueReminders,
  isStillRelevant,
  nextReminder,
  type Reminder,
  reminderDueAt,
} from "$lib/scheduling/reminder.ts";
import type { App } from "../app.ts";
import type { EmailKind } from "../email/messages/registry.ts";
import { getBooking, getBookings } from "../store/bookings.ts";
import { getEventType } from "../store/event-types.ts";
import { getOpenHost } from "../store/hosts.ts";
import { listJobsOfBooking } from "../store/jobs.ts";
import { getSlot } from "../store/shared-slots.ts";
import {
  eventIdPrefix,
  listenersAmong,
  type NewWebhookEvent,
  readEvent,
  writeEvent,
} from "../store/webhook-events.ts";
import type { Job, JobWork, NewJob } from "../store/job.ts";
import type { JobHandler } from "./job-handler.ts";
import { bookingFacts } from "$lib/scheduling/booking-facts.ts";
import { readPeople } from "../changes/booking-people.ts";
import { hashOf } from "../runtime/secrets.ts";
import { getGuards } from "../kv/guard.ts";

type ReminderWork = Extract<JobWork, { kind: "schedule-reminders" }>;

/**
 * Creates emails for reminders that fell due since the last run and reschedules itself in the same commit: each
 * reminder once, even when the clock is set back. A rescheduled booking has a new job for its new time.
 */
export const scheduleReminders: JobHandler = async (app, job) => {
  const { work } = job;
  if (work.kind !== "schedule-reminders") throw new Error(`not a reminder: ${work.kind}`);
  const booking = await getBooking(app.kv, work.bookingId);
  const now = app.now();
  const isWanted = booking && isConfirmed(booking) && booking.sequence === work.sequence &&
    booking.hosts[0] === work.hostId;
  if (!isWanted) return { state: "superseded" };
  // A closed account sends no reminders.
  if (!await getOpenHost(app.kv, work.hostId)) return { state: "superseded" };
  const due = dueReminders(booking, work.handledUntil, now);
  const type = due.length > 0
    ? await getEventType(app.kv, typeOwnerOf(booking), booking.type.id)
    : null;
  const seats = due.length > 0 ? await confirmedSeats(app, booking) : [];
  const jobs = due.length > 0 ? await listJobsOfBooking(app.kv, booking.id) : [];
  const scheduled = scheduledReminders(jobs, booking);
  const newJobs = due.filter((each) => isStillConfigured(each, type)).flatMap((each) =>
    reminderEmails(each, booking, seats, work, now)
  ).filter(({ work }) => !scheduled.has(reminderKey(work)));
  const events = await reminderEvents(
    app,
    booking,
    due.filter((each) => isStillConfigured(each, type)),
  );
  const also = (op: Deno.AtomicOperation) => {
    for (const { id, event } of events) writeEvent(op, event, id);
  };
  const next = nextReminder(booking, now);
  return next === null
    ? { state: "done", newJobs, also }
    : { state: "waiting", dueAt: next, work: { ...work, handledUntil: now }, newJobs, also };
};

/** Keys of the reminders already created and not superseded; each begins with the reminder's id. */
export function scheduledReminders(jobs: readonly Job[], { sequence }: Booking): Set<string> {
  return new Set(jobs.flatMap(({ work, state }) => {
    const isReminder = work.kind === "send-email" && work.sequence === sequence && work.reminderId;
    return isReminder && state !== "superseded" ? [reminderKey(work)] : [];
  }));
}

function reminderKey(work: JobWork): string {
  return work.kind === "send-email" ? `${work.reminderId} ${work.to} ${work.hostId}` : "";
}

/** A reminder that was removed from the event type is not sent; reminders of a deleted type still are. */
function isStillConfigured({ id }: Reminder, type: EventType | null): boolean {
  return type === null || type.reminders.some((each) => each.id === id);
}

/** Confirmed bookings of the same slot, the earliest first. */
async function confirmedSeats(app: App, booking: Booking): Promise<Booking[]> {
  for (const hostId of booking.hosts) await app.checkLedger(hostId);
  const slot = isSeat(booking) ? await getSlot(app.kv, booking.slot) : null;
  const all = slot ? await getBookings(app.kv, slot.bookingIds) : [booking];
  return all.filter((each) => isConfirmed(each) && each.slot === booking.slot)
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** A shared slot's host is reminded once, for its first seat. */
function isFirstSeat(booking: Booking, seats: readonly Booking[], { id }: Reminder): boolean {
  return seats.find(({ type }) => type.reminders.some((each) => each.id === id))?.id ===
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
      reminderId: reminder.id,
      ...(to === "host" && seats.length > 1 ? { otherGuests: seats.length - 1 } : {}),
    },
  }));
}

const RANDOM_LENGTH = 22;

/**
 * The webhook events of reminders that are due before a meeting, for the commit that creates their emails and also where
 * none is sent; each once, even when the clock is set back. None where nobody listens.
 */
async function reminderEvents(
  app: App,
  booking: Booking,
  due: readonly Reminder[],
): Promise<{ id: string; event: NewWebhookEvent }[]> {
  const now = app.now();
  const before = due.filter((each) =>
    each.side === "before" && isStillRelevant(each, booking, "guest", now)
  );
  if (before.length === 0) return [];
  const owners = [...booking.team ? [booking.team.id] : [], ...booking.hosts];
  const listeners = listenersAmong(await getGuards(app.kv, owners));
  if (listeners.length === 0) return [];
  const { hosts } = await readPeople(app, booking);
  const events: { id: string; event: NewWebhookEvent }[] = [];
  for (const reminder of before) {
    const id = await idOf(booking, reminder);
    if ((await readEvent(app.kv, id)).versionstamp !== null) continue;
    const facts = bookingFacts(booking, { was: booking, hosts, reminder, now });
    const frame = { at: now, owners: listeners, onlyFor: null, isTest: false };
    events.push({ id, event: { kind: "booking.reminder", ...frame, facts } });
  }
  return events;
}

async function idOf(booking: Booking, reminder: Reminder): Promise<string> {
  const hash = await hashOf("webhook-reminder", booking.id, `${booking.sequence}`, reminder.id);
  return eventIdPrefix(reminderDueAt(reminder, booking)) + hash.slice(0, RANDOM_LENGTH);
}
