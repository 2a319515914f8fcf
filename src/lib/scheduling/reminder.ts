import { DAY, MINUTE } from "./durations.ts";
import * as v from "valibot";
import { Id } from "./id.ts";
import type { Span } from "./span.ts";

/** An email that goes out by itself before a meeting (a reminder) or after it (a follow-up). */
export interface Reminder {
  /** Identifies it within its event type, and its template. */
  id: string;
  side: "before" | "after";
  /** From the start back, or from the end on: 1 to 10080. */
  minutes: number;
  to: "guest" | "host" | "both";
}

/** What a new event type starts with: an email to guest and host a day before. */
export const defaultReminder: Omit<Reminder, "id"> = {
  side: "before",
  minutes: 24 * 60,
  to: "both",
};

/** The longest time before or after a meeting: a week. */
export const MAX_REMINDER_MINUTES = 10_080;
export const MAX_REMINDERS = 20;

const minutes = v.pipe(
  v.number("reminder-minutes"),
  v.integer("reminder-minutes"),
  v.minValue(1, "reminder-minutes"),
  v.maxValue(MAX_REMINDER_MINUTES, "reminder-minutes"),
);

/** Reminders as they arrive from a form; a new one has no id yet. */
export const RemindersInput = v.object({
  /** Minutes before the start at which the host's own calendar rings; null leaves that to the calendar. */
  alarm: v.nullable(v.pipe(
    v.number("alarm-minutes"),
    v.integer("alarm-minutes"),
    v.minValue(0, "alarm-minutes"),
    v.maxValue(MAX_REMINDER_MINUTES, "alarm-minutes"),
  )),
  reminders: v.pipe(
    v.array(v.object({
      id: v.nullable(Id),
      side: v.picklist(["before", "after"]),
      minutes,
      to: v.picklist(["guest", "host", "both"]),
    })),
    v.maxLength(MAX_REMINDERS, "too-many-reminders"),
    v.check(areDistinctReminders, "reminder-twice"),
  ),
});
export type RemindersInput = v.InferOutput<typeof RemindersInput>;

function areDistinctReminders(all: (Omit<Reminder, "id"> & { id: string | null })[]): boolean {
  const moments = all.map(({ side, minutes, to }) => `${side} ${minutes} ${to}`);
  return new Set(moments).size === moments.length;
}

/** When a reminder of a meeting is due, epoch ms: a length of time from start or end, whatever clocks do in between. */
export function reminderDueAt({ side, minutes }: Reminder, { start, end }: Span): number {
  return side === "before" ? start - minutes * MINUTE : end + minutes * MINUTE;
}

/** What reminders are about of a booking. */
interface RemindedBooking extends Span {
  type: { reminders: Reminder[] };
}

/** The first moment later than this one at which a reminder of the meeting is due; null when none is left. */
export function nextReminder(booking: RemindedBooking, after: number): number | null {
  const left = remindersOf(booking).map((each) => reminderDueAt(each, booking)).filter((at) =>
    at > after
  );
  return left.length > 0 ? Math.min(...left) : null;
}

/** What is due later than `after` and up to `now`, earliest first. */
export function dueReminders(booking: RemindedBooking, after: number, now: number): Reminder[] {
  return remindersOf(booking)
    .filter((each) => reminderDueAt(each, booking) > after && reminderDueAt(each, booking) <= now)
    .sort((a, b) => reminderDueAt(a, booking) - reminderDueAt(b, booking));
}

const FOLLOW_UP_GRACE_MS = 7 * DAY;

/**
 * Whether it still makes sense to send: a reminder until the meeting begins, a follow-up for a week, and no follow-up to
 * a guest who did not come.
 */
export function isStillRelevant(
  reminder: Pick<Reminder, "side">,
  booking: Span & { noShowAt: number | null },
  to: "guest" | "host",
  now: number,
): boolean {
  if (reminder.side === "before") return now < booking.start;
  if (to === "guest" && booking.noShowAt) return false;
  return now < booking.end + MAX_REMINDER_MINUTES * MINUTE + FOLLOW_UP_GRACE_MS;
}

function remindersOf({ type }: RemindedBooking): Reminder[] {
  return type.reminders;
}
