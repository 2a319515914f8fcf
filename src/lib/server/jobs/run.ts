import type { App } from "../app.ts";
import { redact } from "../runtime/log.ts";
import { onBehalfOf } from "../runtime/request-id.ts";
import { dropDueEntry, type DueJob, eachDueJob } from "../store/due-jobs.ts";
import { changeJob, deleteJob, getJob, newJob } from "../store/jobs.ts";
import { jobErrorOf } from "./job-error.ts";
import type { AlsoInCommit, JobHandler, JobResult } from "./job-handler.ts";
import type { Job, JobWork, NewJob } from "../store/job.ts";
import { jobKinds, jobLimits } from "./job-limits.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";

export interface JobRunner {
  /** Looks for due jobs now. */
  wake(): void;
  /** Runs all due jobs and waits until they are finished. */
  drain(): Promise<void>;
  /** Starts no more jobs and waits up to `withinMs` for running ones; then releases the leases of the rest. */
  stop(withinMs: number): Promise<void>;
}

/** How long a process holds a job before another may take it. */
export const LEASE_MS = 5 * MINUTE;
const POLL_INTERVAL_MS = 15_000;
/** How long due jobs wait for requests under way. */
const LET_PASS_MS = 50;

/** Runs jobs as they fall due: claims each by its version, runs it, and finishes or reschedules it. */
export function openJobRunner(app: App, handlers: Record<JobWork["kind"], JobHandler>): JobRunner {
  const inProgress = new Map<string, { kind: JobWork["kind"]; work: Promise<void> }>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let polling: Promise<void> | null = null;
  let pollAgain = false;
  let stopped = false;

  function wake() {
    if (stopped) return;
    if (polling) {
      pollAgain = true;
      return;
    }
    clearTimeout(timer);
    // Whoever wakes the runner, its jobs belong to those who asked for them.
    polling = onBehalfOf(null, poll).finally(() => {
      polling = null;
      if (pollAgain) {
        pollAgain = false;
        wake();
      }
    });
  }

  async function poll() {
    await app.requests.letPass(LET_PASS_MS);
    const running = [...inProgress.values()];
    const freeSlots = (kind: JobWork["kind"]) =>
      jobLimits[kind].concurrency - running.filter((each) => each.kind === kind).length;
    const available = jobKinds.filter((kind) => freeSlots(kind) > 0);
    const nexts = await Promise.all(
      available.map((kind) =>
        fill(kind, freeSlots(kind)).catch((error) => {
          // A kind that cannot be read or claimed does not block the others; the next poll tries again.
          app.log.fault("job-poll", error, { kind });
          return Infinity;
        })
      ),
    );
    if (stopped) return;
    const wait = Math.min(...nexts) - app.now();
    timer = setTimeout(wake, Math.min(POLL_INTERVAL_MS, Math.max(20, wait)));
  }

  /**
   * Starts due jobs of a kind up to its free capacity; returns when the next is due, Infinity when the end of a
   * running one will wake the runner.
   */
  async function fill(kind: JobWork["kind"], capacity: number): Promise<number> {
    for await (const due of eachDueJob(app.kv, kind, { readAhead: Math.min(100, capacity + 1) })) {
      if (stopped || capacity === 0) break;
      if (due.dueAt > app.now()) return due.dueAt;
      if (inProgress.has(due.jobId)) continue;
      const claimed = await claim(app, due);
      if (!claimed) continue;
      capacity--;
      app.measures.jobLag.observe(app.now() - due.dueAt, kind);
      const { requestId } = claimed.value;
      const work = onBehalfOf(requestId, () => runJob(app, claimed, handlers[kind])).finally(() => {
        inProgress.delete(due.jobId);
        wake();
      });
      inProgress.set(due.jobId, { kind, work });
    }
    return Infinity;
  }

  return {
    wake,
    async drain() {
      wake();
      while (polling || inProgress.size > 0) {
        await polling;
        await Promise.all([...inProgress.values()].map(({ work }) => work));
      }
    },
    async stop(withinMs) {
      stopped = true;
      clearTimeout(timer);
      await polling;
      const all = Promise.allSettled([...inProgress.values()].map(({ work }) => work));
      let timeout: ReturnType<typeof setTimeout> | undefined;
      await Promise.race([all, new Promise((resolve) => timeout = setTimeout(resolve, withinMs))]);
      clearTimeout(timeout);
      for (const jobId of inProgress.keys()) await releaseJob(app, jobId);
    },
  };
}

/** Claims a due job for this process until its lease ends; null when another process has it. */
async function claim(app: App, due: DueJob): Promise<Deno.KvEntry<Job> | null> {
  const entry = await getJob(app.kv, due.jobId);
  const job = entry.value;
  if (!job || !matchesIndex(job, due)) {
    // Another process took it, or the job is finished.
    await dropDueEntry(app.kv, due, entry);
    return null;
  }
  // Shortly after a clock jump it is unknown whether another process's lease has ended.
  const isHeldByOther = job.state === "running" && job.leaseOwner !== app.instance;
  if (isHeldByOther && app.clock.agreedForMs() < LEASE_MS) return null;
  const claimed: Job = {
    ...job,
    state: "running",
    leaseOwner: app.instance,
    attempts: job.attempts + 1,
    dueAt: app.now() + LEASE_MS,
  };
  if (!await changeJob(app.kv, entry as Deno.KvEntry<Job>, claimed)) return null;
  const stored = await getJob(app.kv, job.id);
  return stored.value?.leaseOwner === app.instance ? stored as Deno.KvEntry<Job> : null;
}

function matchesIndex(job: Job, { kind, dueAt }: DueJob): boolean {
  const isOpen = job.state === "waiting" || job.state === "running";
  return isOpen && job.work.kind === kind && job.dueAt === dueAt;
}

async function runJob(app: App, claimed: Deno.KvEntry<Job>, handler: JobHandler): Promise<void> {
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
    after = result.state === "deleted" ? null : finishedJob(job, result, app.now());
    if ("newJobs" in result && result.newJobs) newJobs = result.newJobs;
    if ("also" in result) also = result.also;
  } catch (error) {
    const retried = scheduleRetry(job, error, app.now());
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
      return await runJob(app, claimed, handler);
    }
    if (!isStillOurs) {
      app.log.warn("job-lost-lease", { job: job.id, kind: job.work.kind });
    }
  } catch (error) {
    app.log.fault("job-finish", error, { job: job.id });
  }
}

/** Emails are the jobs that send something; a done one was accepted by the mail server. */
function isEmailAccepted(kind: JobWork["kind"], outcome: string): boolean {
  return kind.startsWith("send-") && kind !== "send-unsent" && outcome === "done";
}

function noteEmail({ log, measures, now }: App, { id, work, createdAt }: Job): void {
  measures.emailTime.observe(now() - createdAt);
  log.info("email-sent", { job: id, kind: "emailKind" in work ? work.emailKind : work.kind });
}

/** `state` is what becomes of the job. */
function noteFailure({ log }: App, job: Job, state: Job["state"], error: string): void {
  const { id, work: { kind }, attempts } = job;
  log.warn("job-failed", { job: id, kind, attempts, state, error: redact(error) });
}

async function isUnchanged({ kv }: App, claimed: Deno.KvEntry<Job>): Promise<boolean> {
  return (await getJob(kv, claimed.value.id)).versionstamp === claimed.versionstamp;
}

function finishedJob(
  job: Job,
  result: Exclude<JobResult, { state: "deleted" }>,
  now: number,
): Job {
  if (result.state === "waiting") {
    const { state, dueAt, work = job.work } = result;
    const requestId = endless.has(work.kind) ? null : job.requestId;
    const again = { state, dueAt, work, requestId, attempts: 0, totalBackoffMs: 0 };
    return { ...job, ...again, leaseOwner: null, lastError: null };
  }
  const done = { ...job, leaseOwner: null, doneAt: now, state: result.state };
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

/** Schedules the next attempt: after 5 s, 10 s, 20 s … 6 h with jitter, until the kind's retry time is used up. */
function scheduleRetry(job: Job, error: unknown, now: number): Job {
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

/** Releases a claimed job that could not be finished before the process ends. */
async function releaseJob(app: App, jobId: string): Promise<void> {
  const entry = await getJob(app.kv, jobId);
  if (entry.value?.state !== "running" || entry.value.leaseOwner !== app.instance) return;
  await changeJob(app.kv, entry as Deno.KvEntry<Job>, {
    ...entry.value,
    state: "waiting",
    leaseOwner: null,
    dueAt: app.now(),
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function retryAfterOf(error: unknown): number {
  const seconds = error instanceof Error && "retryAfter" in error ? error.retryAfter : null;
  return typeof seconds === "number" ? Math.min(seconds, 86_400) * 1000 : 0;
}
