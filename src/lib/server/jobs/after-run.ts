/** What becomes of a job after a run. */
import type { Job, JobWork } from "../store/job.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { jobErrorOf } from "./job-error.ts";
import type { JobResult } from "./job-handler.ts";
import { jobLimits } from "./job-limits.ts";

/** A job as it is stored after a run that ended so. */
export function finishedJob(
  job: Job,
  result: Exclude<JobResult, { state: "deleted" | "unbegun" }>,
  now: number,
): Job {
  if (result.state === "waiting") {
    const { state, dueAt, work = job.work } = result;
    const requestId = endless.has(work.kind) ? null : job.requestId;
    const again = { state, dueAt, work, requestId, attempts: 0, totalBackoffMs: 0 };
    return { ...job, ...again, leaseOwner: null, lastError: null };
  }
  const work = result.state === "done" ? result.work ?? job.work : job.work;
  const done = { ...job, work, leaseOwner: null, doneAt: now, state: result.state };
  return result.state === "failed"
    ? { ...done, lastError: result.error }
    : { ...done, lastError: null };
}

/** Kinds that repeat without end: their later runs are nobody's request. */
const endless = new Set<JobWork["kind"]>([
  "sync",
  "purge",
  "count-bookings",
  "schedule-agenda-email",
  "deliver-webhooks",
]);

/** A job as it was before it was claimed: nothing of it was done, and the claim was no attempt. */
export function unbegunJob(job: Job, dueAt: number): Job {
  return { ...job, state: "waiting", leaseOwner: null, attempts: job.attempts - 1, dueAt };
}

/** Schedules the next attempt: after 5 s, 10 s, 20 s … 6 h with jitter, until the kind's retry time is used up. */
export function retriedJob(job: Job, error: unknown, now: number): Job {
  const lastError = jobErrorOf(error);
  if (job.totalBackoffMs > jobLimits[job.work.kind].retryMs) {
    return { ...job, leaseOwner: null, state: "failed", lastError, doneAt: now };
  }
  const retryAfterMs = retryAfterOf(error);
  const backoff = Math.min(6 * HOUR, 5_000 * 2 ** Math.min(20, job.attempts - 1));
  const delayMs = Math.round(Math.max(retryAfterMs, backoff * (0.75 + Math.random() / 2)));
  const totalBackoffMs = job.totalBackoffMs + delayMs;
  return {
    ...job,
    leaseOwner: null,
    state: "waiting",
    lastError,
    dueAt: now + delayMs,
    totalBackoffMs,
  };
}

function retryAfterOf(error: unknown): number {
  const seconds = error instanceof Error && "retryAfter" in error ? error.retryAfter : null;
  return typeof seconds === "number" ? Math.min(seconds, 86_400) * 1000 : 0;
}
