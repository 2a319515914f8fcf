import type { App } from "../app.ts";
import type { JobWork } from "../store/job.ts";
import { jobKinds } from "./job-limits.ts";
import type { JobRunner } from "./run.ts";

/** The schedule that brings back jobs of each kind of which this program was not told. */
const scheduleOf: Record<JobWork["kind"], string> = {
  "sync": "sync",
  "write-calendar": "write-back",
  "expire": "expiry",
  "notify-seats": "expiry",
  "leave-team": "expiry",
  "close-team": "expiry",
  "schedule-agenda-email": "agenda",
  "send-agenda-email": "agenda",
  "schedule-reminders": "agenda",
  "send-email": "emails",
  "send-sign-in-email": "emails",
  "send-team-invitation": "emails",
  "send-calendar-alert": "emails",
  "send-key-alert": "emails",
  "send-webhook-alert": "emails",
  "send-departure": "emails",
  "send-unsent": "emails",
  "fan-out-event": "webhooks",
  "deliver-webhooks": "webhooks",
  "purge": "purge",
  "count-bookings": "purge",
  "empty-webhooks": "purge",
  "erase-account": "purge",
  "erase-test-booking": "purge",
};

const EVERY_MINUTE = "* * * * *", EVERY_HOUR = "7 * * * *";

/**
 * Looks each hour whether today’s backup is there, and each minute for what is due of every kind: jobs that another program or a commit of unknown outcome has left.
 * Deno.cron keeps no record and skips overlapping runs, so the stored jobs decide what runs and when.
 */
export function startSchedule(
  { stopping: signal, dailyBackup }: Pick<App, "stopping" | "dailyBackup">,
  runner: Pick<JobRunner, "lookFor">,
): void {
  for (const [name, kinds] of Map.groupBy(jobKinds, (kind) => scheduleOf[kind])) {
    Deno.cron(name, EVERY_MINUTE, { signal }, () => runner.lookFor(kinds));
  }
  // The first of a date that succeeds; one that failed is tried again.
  if (dailyBackup) Deno.cron("backup", EVERY_HOUR, { signal }, dailyBackup.look);
}
