import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { MAX_REMINDER_MINUTES, nextReminder, reminderDueAt } from "$lib/scheduling/reminder.ts";
import type { App } from "../app.ts";
import { listBookings } from "../store/bookings.ts";
import { commit, newCommit } from "../kv/commit.ts";
import { eachHost } from "../store/hosts.ts";
import { changeJob, getJob, listJobsOfBooking, newJob, writeJob } from "../store/jobs.ts";
import type { Job } from "../store/job.ts";
import { scheduledReminders } from "./schedule-reminders.ts";

const PAGE_SIZE = 200;

/**
 * Schedules reminders of confirmed bookings by the current clock, including those that a clock running ahead has
 * dropped; reminders already created are not repeated.
 */
export async function restoreReminders(app: App): Promise<number> {
  let restored = 0;
  for await (const { id } of eachHost(app.kv)) {
    if (app.stopping.aborted) break;
    let cursor: string | null = null;
    do {
      const page = {
        limit: PAGE_SIZE,
        from: app.now() - MAX_REMINDER_MINUTES * MINUTE - 24 * HOUR,
        cursor,
      };
      const found = await listBookings(app.kv, id, "confirmed", page);
      // A booking's first host sends its reminders.
      const ownBookings = found.bookings.filter(({ hosts }) => hosts[0] === id);
      for (const booking of ownBookings) {
        if (app.stopping.aborted) break;
        if (await restore(app, booking)) restored++;
      }
      cursor = found.cursor;
    } while (cursor !== null && !app.stopping.aborted);
  }
  if (restored > 0) app.log.warn("reminders-restored", { bookings: restored });
  return restored;
}

async function restore(app: App, booking: Booking): Promise<boolean> {
  const now = app.now(), handledUntil = handledUntilOf(booking, now);
  if (nextReminder(booking, handledUntil) === null) return false;
  const { id: bookingId, sequence, hosts } = booking;
  const jobs = await listJobsOfBooking(app.kv, bookingId);
  const scheduled = [...scheduledReminders(jobs, booking)].map((name) => name.split(" ")[0]);
  const pending = booking.type.reminders.filter(({ id }) => !scheduled.includes(id))
    .map((reminder) => reminderDueAt(reminder, booking)).filter((at) => at > handledUntil);
  if (pending.length === 0) return false;

  const hostId = hosts[0]!, dueAt = Math.min(...pending);
  const work = {
    kind: "schedule-reminders" as const,
    bookingId,
    hostId,
    sequence,
    handledUntil,
  };
  const unfinished = jobs.find(({ work, state }) =>
    work.kind === "schedule-reminders" && work.sequence === sequence &&
    (state === "waiting" || state === "running")
  );
  if (!unfinished) {
    return await commit(writeJob(newCommit(app.kv), newJob({ hostId, work, dueAt }, now)));
  }
  if (unfinished.state === "running" || isDueInTime(unfinished, dueAt, now)) return false;
  const entry = await getJob(app.kv, unfinished.id);
  if (entry.value === null || entry.value.state !== "waiting") return false;
  return await changeJob(app.kv, entry, { ...entry.value, work, dueAt });
}

function isDueInTime({ work, dueAt }: Job, next: number, now: number): boolean {
  return work.kind === "schedule-reminders" && work.handledUntil <= now && dueAt <= next;
}

/**
 * Reminders of the last hour may have been dropped by the wrong clock; reminders due before the confirmation were
 * never created.
 */
function handledUntilOf({ changedAt }: Booking, now: number): number {
  return changedAt > now ? now : Math.max(now - HOUR, changedAt);
}
