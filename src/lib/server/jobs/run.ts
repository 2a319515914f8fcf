import type { App } from "../app.ts";
import { redact } from "../runtime/log.ts";
import { dropDueEntry, type DueJob, eachDueJob } from "../store/due-jobs.ts";
import { changeJob, deleteJob, getJob, newJob } from "../store/jobs.ts";
import type { JobHandler, JobResult } from "./job-handler.ts";
import type { Job, JobWork, NewJob } from "../store/job.ts";
import { jobKinds, jobLimits } from "./job-limits.ts";

export interface JobRunner {
  /** Looks for due work now. */
  wake(): void;
  /** Does everything that is due now, and waits until it is done. */
  drain(): Promise<void>;
  /** Takes no more work and waits for what is under way; leases of what is not done by then are given back. */
  stop(withinMs: number): Promise<void>;
}

/** For how long a program holds a job before another may take it. */
export const LEASE_MS = 5 * 60_000;
const POLL_INTERVAL_MS = 15_000;

/** Runs jobs as they fall due: claims each by its version, does it, and finishes it or puts it back. */
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
    polling = poll().finally(() => {
      polling = null;
      if (pollAgain) {
        pollAgain = false;
        wake();
      }
    });
  }

  async function poll() {
    const running = [...inProgress.values()];
    const freeOf = (kind: JobWork["kind"]) =>
      jobLimits[kind].concurrency - running.filter((each) => each.kind === kind).length;
    const withRoom = jobKinds.filter((kind) => freeOf(kind) > 0);
    const nexts = await Promise.all(
      withRoom.map((kind) =>
        fill(kind, freeOf(kind)).catch((error) => {
          // One kind that cannot be read or claimed now holds up no other; the next sweep tries again.
          app.log.fault("jobs-sweep", error, { kind });
          return Infinity;
        })
      ),
    );
    if (stopped) return;
    const wait = Math.min(...nexts) - app.now();
    timer = setTimeout(wake, Math.min(POLL_INTERVAL_MS, Math.max(20, wait)));
  }

  /** Starts what is due of a kind, as much as there is room for; when its next is due, as far as its end does not wake us. */
  async function fill(kind: JobWork["kind"], room: number): Promise<number> {
    for await (const due of eachDueJob(app.kv, kind, { readAhead: room + 1 })) {
      if (stopped || room === 0) break;
      if (due.dueAt > app.now()) return due.dueAt;
      if (inProgress.has(due.jobId)) continue;
      const claimed = await claim(app, due);
      if (!claimed) continue;
      room--;
      const work = runJob(app, claimed, handlers[kind]).finally(() => {
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
      let late: ReturnType<typeof setTimeout> | undefined;
      await Promise.race([all, new Promise((resolve) => late = setTimeout(resolve, withinMs))]);
      clearTimeout(late);
      for (const jobId of inProgress.keys()) await releaseJob(app, jobId);
    },
  };
}

/** Takes a due job for this program until its lease is over; null when somebody else was faster or still has it. */
async function claim(app: App, due: DueJob): Promise<Deno.KvEntry<Job> | null> {
  const entry = await getJob(app.kv, due.jobId);
  const job = entry.value;
  if (!job || !matchesIndex(job, due)) {
    // Somebody else took it in between, or nothing is there to be done.
    await dropDueEntry(app.kv, due, entry);
    return null;
  }
  // By a clock that was just set nobody can tell whether another program's lease is over.
  const isTheirs = job.state === "running" && job.leaseOwner !== app.instance;
  if (isTheirs && app.clock.agreedForMs() < LEASE_MS) return null;
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
  try {
    const result = await handler(app, job);
    after = result.state === "deleted" ? null : finishedJob(job, result, app.now());
    if ("newJobs" in result && result.newJobs) newJobs = result.newJobs;
  } catch (error) {
    const back = scheduleRetry(job, error, app.now());
    after = back;
    app.log.warn("job-failed", {
      job: job.id,
      kind: job.work.kind,
      attempts: job.attempts,
      state: back.state,
      error: redact(messageOf(error)),
    });
  }
  try {
    const jobs = newJobs.map((wish) => newJob(wish, app.now()));
    const isStillOurs = after
      ? await changeJob(app.kv, claimed, after, jobs)
      : await deleteJob(app.kv, claimed);
    if (!isStillOurs) {
      app.log.warn("job-lost-lease", { job: job.id, kind: job.work.kind });
    }
  } catch (error) {
    app.log.fault("job-finish", error, { job: job.id });
  }
}

function finishedJob(
  job: Job,
  result: Exclude<JobResult, { state: "deleted" }>,
  now: number,
): Job {
  if (result.state === "waiting") {
    const { state, dueAt, work = job.work } = result;
    const again = { state, dueAt, work, attempts: 0, totalBackoffMs: 0 };
    return { ...job, ...again, leaseOwner: null, lastError: null };
  }
  const done = { ...job, leaseOwner: null, doneAt: now, state: result.state };
  return result.state === "failed"
    ? { ...done, lastError: result.error }
    : { ...done, lastError: null };
}

/** Puts work back for later: 5 s, 10 s, 20 s … 6 h with jitter, until its patience is over. */
function scheduleRetry(job: Job, error: unknown, now: number): Job {
  const lastError = messageOf(error);
  if (job.totalBackoffMs > jobLimits[job.work.kind].retryMs) {
    return { ...job, leaseOwner: null, state: "failed", lastError, doneAt: now };
  }
  const retryAfterMs = retryAfterOf(error);
  const backoff = Math.min(6 * 3_600_000, 5_000 * 2 ** Math.min(20, job.attempts - 1));
  const delayMs = Math.round(Math.max(retryAfterMs, backoff * (0.75 + Math.random() / 2)));
  const pausedMs = job.totalBackoffMs + delayMs;
  return {
    ...job,
    leaseOwner: null,
    state: "waiting",
    lastError,
    dueAt: now + delayMs,
    totalBackoffMs: pausedMs,
  };
}

/** Returns a claimed job that could not be finished before the program ends. */
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
  const said = error instanceof Error ? error.message : String(error);
  return said.slice(0, 500);
}

function retryAfterOf(error: unknown): number {
  const seconds = error instanceof Error && "retryAfter" in error ? error.retryAfter : null;
  return typeof seconds === "number" ? Math.min(seconds, 86_400) * 1000 : 0;
}
