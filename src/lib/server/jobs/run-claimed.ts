import type { App } from "../app.ts";
import { changeJob, deleteJob, getJob, newJob } from "../store/jobs.ts";
import type { Job, JobWork, NewJob } from "../store/job.ts";
import { redact } from "../runtime/log.ts";
import type { AlsoInCommit, JobHandler, JobResult } from "./job-handler.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { jobErrorOf } from "./job-error.ts";
import { jobLimits } from "./job-limits.ts";

/** Runs a job that this process has claimed and stores how it ended; `dueAt` is when it was due before the claim. */
export async function runClaimed(
  app: App,
  claimed: Deno.KvEntry<Job>,
  dueAt: number,
  handler: JobHandler,
): Promise<void> {
  const job = claimed.value;
  let after: Job | null;
  let newJobs: NewJob[] = [];
  let also: AlsoInCommit | undefined;
  const { measures } = app, { kind } = job.work;
  const began = app.elapsed();
  let outcome = "retried";
  try {
    const result = await handler(app, job);
    outcome = result.state;
    if (isEmailAccepted(kind, outcome)) noteEmail(app, job);
    if (result.state === "failed") {
      noteFailure(app, job, "failed", `${result.error.code} ${result.error.detail}`.trim());
    }
    after = result.state === "deleted"
      ? null
      : result.state === "unbegun"
      ? unbegunJob(job, dueAt)
      : finishedJob(job, result, app.now());
    if ("newJobs" in result && result.newJobs) newJobs = result.newJobs;
    if ("also" in result) also = result.also;
  } catch (error) {
    const retried = retriedJob(job, error, app.now());
    after = retried;
    if (retried.state === "failed") outcome = "failed";
    noteFailure(app, job, retried.state, messageOf(error));
  }
  measures.jobTime.observe(app.elapsed() - began, kind);
  measures.jobsEnded.add(kind, outcome);
  try {
    const jobs = newJobs.map((input) => newJob(input, app.now()));
    const isStillOurs = after
      ? await changeJob(app.kv, claimed, after, jobs, also)
      : await deleteJob(app.kv, claimed, also);
    if (!isStillOurs && also && await isUnchanged(app, claimed)) {
      // Only a check of its own failed: there is more to do.
      return await runClaimed(app, claimed, dueAt, handler);
    }
    if (!isStillOurs) {
      app.log.warn("job-lost-lease", { job: job.id, kind: job.work.kind });
    }
  } catch (error) {
    app.log.fault("job-finish", error, { job: job.id });
  }
}

async function isUnchanged({ kv }: App, claimed: Deno.KvEntry<Job>): Promise<boolean> {
  return (await getJob(kv, claimed.value.id)).versionstamp === claimed.versionstamp;
}

/** Emails are the jobs that send something; a done one was accepted by the mail server. */
function isEmailAccepted(kind: JobWork["kind"], outcome: string): boolean {
  return kind.startsWith("send-") && kind !== "send-unsent" && outcome === "done";
}

/** Counts and logs an email that was accepted. */
function noteEmail({ log, measures, now }: App, { id, work, createdAt }: Job): void {
  measures.emailTime.observe(now() - createdAt);
  log.info("email-sent", { job: id, kind: "emailKind" in work ? work.emailKind : work.kind });
}

/** `state` is what becomes of the job. */
function noteFailure({ log }: App, job: Job, state: Job["state"], error: string): void {
  const { id, work: { kind }, attempts } = job;
  log.warn("job-failed", { job: id, kind, attempts, state, error: redact(error) });
}

/** What an error says. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A job as it is stored after a run that ended so. */
function finishedJob(
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
function unbegunJob(job: Job, dueAt: number): Job {
  return { ...job, state: "waiting", leaseOwner: null, attempts: job.attempts - 1, dueAt };
}

/** Schedules the next attempt: after 5 s, 10 s, 20 s … 6 h with jitter, until the kind's retry time is used up. */
function retriedJob(job: Job, error: unknown, now: number): Job {
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
