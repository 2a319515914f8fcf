import type { Booking } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import {
  dueReminders,
  isStillOfUse,
  nextReminder,
  type Reminder,
} from "$lib/scheduling/reminders.ts";
import { getBooking } from "../store/bookings.ts";
import { getEventType } from "../store/event-types.ts";
import type { JobWish, JobWork } from "./job.ts";
import type { Doing } from "./run.ts";

type Work = Extract<JobWork, { kind: "remind" }>;

/**
 * Calls for the reminders of a meeting that have fallen due since it looked last, in the commit that puts it to sleep
 * until the next: each once, whatever happens in between. A meeting that has moved has a job of its own for its new time.
 */
export const remind: Doing = async (app, job) => {
  const { work } = job;
  if (work.kind !== "remind") throw new Error(`not a reminder: ${work.kind}`);
  const booking = await getBooking(app.kv, work.bookingId);
  if (booking?.status !== "CONFIRMED" || booking.sequence !== work.sequence) {
    return { state: "superseded" };
  }
  const now = app.now();
  const due = dueReminders(booking, work.after, now);
  const type = due.length > 0
    ? await getEventType(app.kv, booking.hosts[0]!, booking.type.id)
    : null;
  const follow = due.filter((each) => stillWanted(each, type)).flatMap((each) =>
    lettersOf(each, booking, work, now)
  );
  const next = nextReminder(booking, now);
  return next === null
    ? { state: "done", follow }
    : { state: "waiting", dueAt: next, work: { ...work, after: now }, follow };
};

/** What the host has taken away from the type since is not sent; a type that was deleted takes nothing along. */
function stillWanted({ id }: Reminder, type: EventType | null): boolean {
  return type === null || type.reminders.some((each) => each.id === id);
}

function lettersOf(
  reminder: Reminder,
  booking: Booking,
  { bookingId, sequence }: Work,
  now: number,
): JobWish[] {
  const letter = reminder.side === "before" ? "reminder" as const : "follow-up" as const;
  const readers = [
    ...(reminder.to === "host" ? [] : [{ to: "guest" as const, hostId: booking.hosts[0]! }]),
    ...(reminder.to === "guest"
      ? []
      : booking.hosts.map((hostId) => ({ to: "host" as const, hostId }))),
  ];
  return readers.filter(({ to }) => isStillOfUse(reminder, booking, to, now)).map((
    { to, hostId },
  ) => ({
    hostId,
    dueAt: now,
    work: {
      kind: "letter",
      letter,
      to,
      hostId,
      bookingId,
      sequence,
      at: now,
      reminder: reminder.id,
    },
  }));
}
