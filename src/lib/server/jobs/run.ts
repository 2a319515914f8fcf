import type { App } from "../app.ts";
import { cleaned } from "../log.ts";
import { dropDue, type DueJob, eachDue } from "../store/due-jobs.ts";
import { changeJob, deleteJob, getJob, newJob } from "../store/jobs.ts";
import type { Job, JobEnd, JobWish, JobWork } from "./job.ts";
import { kinds, LANES } from "./lanes.ts";

/** Does one kind of work; what it throws is tried again later. */
export type Doing = (app: App, job: Job) => Promise<JobEnd>;

export interface Runner {
  /** Looks for due work now. */
  wake(): void;
  /** Does everything that is due now, and waits until it is done. */
  drain(): Promise<void>;
  /** Takes no more work and waits for what is under way; leases of what is not done by then are given back. */
  stop(withinMs: number): Promise<void>;
}

/** For how long a program holds a job before another may take it. */
export const LEASE_MS = 5 * 60_000;
const SWEEP_MS = 15_000;

/** Runs jobs as they fall due: claims each by its version, does it, and finishes it or puts it back. */
export function openRunner(app: App, doings: Record<JobWork["kind"], Doing>): Runner {
  const underWay = new Map<string, { kind: JobWork["kind"]; work: Promise<void> }>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sweeping: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  function wake() {
    if (stopped) return;
    if (sweeping) {
      again = true;
      return;
    }
    clearTimeout(timer);
    sweeping = sweep().finally(() => {
      sweeping = null;
      if (again) {
        again = false;
        wake();
      }
    });
  }

  async function sweep() {
    const free = { ...LANES };
    for (const { kind } of underWay.values()) free[kind]--;
    const withRoom = kinds.filter((kind) => free[kind] > 0);
    const nexts = await Promise.all(withRoom.map((kind) =>
      fill(kind, free[kind]).catch((error) => {
        // One kind that cannot be read or claimed now holds up no other; the next sweep tries again.
        app.log.fault("jobs-sweep", error, { kind });
        return Infinity;
      })
    ));
    if (stopped) return;
    const wait = Math.min(...nexts) - app.now();
    timer = setTimeout(wake, Math.min(SWEEP_MS, Math.max(20, wait)));
  }

  /** Starts what is due of a kind, as much as there is room for; when its next is due, as far as its end does not wake us. */
  async function fill(kind: JobWork["kind"], room: number): Promise<number> {
    for await (const due of eachDue(app.kv, kind, { atOnce: room + 1 })) {
      if (stopped || room === 0) break;
      if (due.dueAt > app.now()) return due.dueAt;
      if (underWay.has(due.jobId)) continue;
      const claimed = await claim(app, due);
      if (!claimed) continue;
      room--;
      const work = run(app, claimed, doings[kind]).finally(() => {
        underWay.delete(due.jobId);
        wake();
      });
      underWay.set(due.jobId, { kind, work });
    }
    return Infinity;
  }

  return {
    wake,
    async drain() {
      wake();
      while (sweeping || underWay.size > 0) {
        await sweeping;
        await Promise.all([...underWay.values()].map(({ work }) => work));
      }
    },
    async stop(withinMs) {
      stopped = true;
      clearTimeout(timer);
      await sweeping;
      const all = Promise.allSettled([...underWay.values()].map(({ work }) => work));
      let late: ReturnType<typeof setTimeout> | undefined;
      await Promise.race([all, new Promise((resolve) => late = setTimeout(resolve, withinMs))]);
      clearTimeout(late);
      for (const jobId of underWay.keys()) await giveBack(app, jobId);
    },
  };
}

/** Takes a due job for this program until its lease is over; null when somebody else was faster or still has it. */
async function claim(app: App, due: DueJob): Promise<Deno.KvEntry<Job> | null> {
  const entry = await getJob(app.kv, due.jobId);
  const job = entry.value;
  if (!job || !isListedAs(job, due)) {
    // Somebody else took it in between, or nothing is there to be done.
    await dropDue(app.kv, due, entry);
    return null;
  }
  // By a clock that was just set nobody can tell whether another program's lease is over.
  const isTheirs = job.state === "running" && job.owner !== app.instance;
  if (isTheirs && app.clock.agreedMs() < LEASE_MS) return null;
  const claimed: Job = {
    ...job,
    state: "running",
    owner: app.instance,
    attempts: job.attempts + 1,
    dueAt: app.now() + LEASE_MS,
  };
  if (!await changeJob(app.kv, entry as Deno.KvEntry<Job>, claimed)) return null;
  const stored = await getJob(app.kv, job.id);
  return stored.value?.owner === app.instance ? stored as Deno.KvEntry<Job> : null;
}

function isListedAs(job: Job, { kind, dueAt }: DueJob): boolean {
  const isOpen = job.state === "waiting" || job.state === "running";
  return isOpen && job.work.kind === kind && job.dueAt === dueAt;
}

async function run(app: App, claimed: Deno.KvEntry<Job>, doing: Doing): Promise<void> {
  const job = claimed.value;
  let after: Job | null;
  let follow: JobWish[] = [];
  try {
    const end = await doing(app, job);
    after = end.state === "forgotten" ? null : finished(job, end, app.now());
    if ("follow" in end && end.follow) follow = end.follow;
  } catch (error) {
    const back = putBack(job, error, app.now());
    after = back;
    app.log.warn("job-failed", {
      job: job.id,
      kind: job.work.kind,
      attempts: job.attempts,
      state: back.state,
      error: cleaned(wordsOf(error)),
    });
  }
  try {
    const jobs = follow.map((wish) => newJob(wish, app.now()));
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

function finished(
  job: Job,
  end: Exclude<JobEnd, { state: "forgotten" }>,
  now: number,
): Job {
  if (end.state === "waiting") {
    const { state, dueAt, work = job.work } = end;
    const again = { state, dueAt, work, attempts: 0, pausedMs: 0 };
    return { ...job, ...again, owner: null, lastError: null };
  }
  const done = { ...job, owner: null, doneAt: now, state: end.state };
  return end.state === "failed" ? { ...done, lastError: end.error } : { ...done, lastError: null };
}

/** For how long a kind of work is tried in all, ms of pauses between tries: what a clock says meanwhile counts for nothing. */
const PATIENCE: Record<JobWork["kind"], number> = {
  "letter": 3 * 86_400_000,
  "sign-in-letter": 10 * 60_000,
  "calendar-letter": 3 * 86_400_000,
  "write-calendar": 7 * 86_400_000,
  "remind": Infinity,
  "agenda": Infinity,
  "agenda-letter": 86_400_000,
  "tell-seats": Infinity,
  "expire": Infinity,
  "sync": Infinity,
  "erase-account": Infinity,
  "erase-test": Infinity,
  "send-kept": Infinity,
  "clear-away": Infinity,
};

/** Puts work back for later: 5 s, 10 s, 20 s … 6 h with jitter, until its patience is over. */
function putBack(job: Job, error: unknown, now: number): Job {
  const lastError = wordsOf(error);
  if (job.pausedMs > PATIENCE[job.work.kind]) {
    return { ...job, owner: null, state: "failed", lastError, doneAt: now };
  }
  const asked = retryAfterOf(error);
  const backoff = Math.min(6 * 3_600_000, 5_000 * 2 ** Math.min(20, job.attempts - 1));
  const wait = Math.round(Math.max(asked, backoff * (0.75 + Math.random() / 2)));
  const pausedMs = job.pausedMs + wait;
  return { ...job, owner: null, state: "waiting", lastError, dueAt: now + wait, pausedMs };
}

/** Returns a claimed job that could not be finished before the program ends. */
async function giveBack(app: App, jobId: string): Promise<void> {
  const entry = await getJob(app.kv, jobId);
  if (entry.value?.state !== "running" || entry.value.owner !== app.instance) return;
  await changeJob(app.kv, entry as Deno.KvEntry<Job>, {
    ...entry.value,
    state: "waiting",
    owner: null,
    dueAt: app.now(),
  });
}

function wordsOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return said.slice(0, 500);
}

function retryAfterOf(error: unknown): number {
  const seconds = error instanceof Error && "retryAfter" in error ? error.retryAfter : null;
  return typeof seconds === "number" ? Math.min(seconds, 86_400) * 1000 : 0;
}
