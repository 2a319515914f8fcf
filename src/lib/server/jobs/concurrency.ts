import type { JobWork } from "../store/job.ts";

/** How many of one kind run at once: a slow calendar server never delays letters. */
export const CONCURRENCY: Record<JobWork["kind"], number> = {
  "send-email": 4,
  "send-sign-in-email": 4,
  "send-calendar-alert": 4,
  "write-calendar": 4,
  "schedule-reminders": 4,
  "schedule-agenda-email": 4,
  "send-agenda-email": 4,
  "notify-seats": 2,
  "expire": 8,
  "sync": 16,
  "erase-account": 1,
  "erase-test-booking": 2,
  "send-unsent": 2,
  "purge": 1,
};

/** Every kind of job. */
export const jobKinds = Object.keys(CONCURRENCY) as JobWork["kind"][];
