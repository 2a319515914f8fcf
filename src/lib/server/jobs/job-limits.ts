import type { JobWork } from "../store/job.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";

interface JobLimits {
  /** How many run at once; each kind has its own limit, so a slow calendar server never delays emails. */
  concurrency: number;
  /** How long it is retried, ms of backoff in total, independent of the wall clock. */
  retryMs: number;
  /** What this program has just committed goes before what waits already, which keeps one place. */
  isFreshFirst?: true;
}

/** Limits of each kind of job; a new kind is one row here and one in `handlers.ts`. */
export const jobLimits: Record<JobWork["kind"], JobLimits> = {
  "send-email": { concurrency: 4, retryMs: 3 * DAY, isFreshFirst: true },
  "send-sign-in-email": { concurrency: 4, retryMs: 10 * MINUTE },
  "send-team-invitation": { concurrency: 4, retryMs: DAY },
  "send-calendar-alert": { concurrency: 4, retryMs: 3 * DAY },
  "send-key-alert": { concurrency: 4, retryMs: 3 * DAY },
  "write-calendar": { concurrency: 4, retryMs: 7 * DAY },
  "schedule-reminders": { concurrency: 4, retryMs: Infinity },
  "schedule-agenda-email": { concurrency: 4, retryMs: Infinity },
  "send-agenda-email": { concurrency: 4, retryMs: DAY },
  "notify-seats": { concurrency: 2, retryMs: Infinity },
  "expire": { concurrency: 8, retryMs: Infinity },
  "sync": { concurrency: 16, retryMs: Infinity },
  "erase-account": { concurrency: 1, retryMs: Infinity },
  "leave-team": { concurrency: 2, retryMs: Infinity },
  "close-team": { concurrency: 1, retryMs: Infinity },
  "erase-test-booking": { concurrency: 2, retryMs: Infinity },
  "send-unsent": { concurrency: 2, retryMs: Infinity },
  "fan-out-event": { concurrency: 8, retryMs: Infinity },
  "empty-webhooks": { concurrency: 2, retryMs: Infinity },
  // One a subscription, which limits its own requests: those that hang leave room for all others.
  "deliver-webhooks": { concurrency: 2_000, retryMs: Infinity },
  "send-webhook-alert": { concurrency: 4, retryMs: 3 * DAY },
  "send-departure": { concurrency: 4, retryMs: 3 * DAY },
  "purge": { concurrency: 1, retryMs: Infinity },
  "count-bookings": { concurrency: 1, retryMs: Infinity },
};

/** Every kind of job. */
export const jobKinds = Object.keys(jobLimits) as JobWork["kind"][];
