import type { App } from "../app.ts";
import { onBehalfOf } from "../runtime/request-id.ts";
import { dropDueEntry, type DueJob, eachDueJob } from "../store/due-jobs.ts";
import { changeJob, changeJobEntry, getJob } from "../store/jobs.ts";
import { openDueTimes } from "./due-times.ts";
import type { JobHandler, PreparedJob } from "./job-handler.ts";
import type { Job, JobWork } from "../store/job.ts";
import { jobKinds, jobLimits } from "./job-limits.ts";
import { runClaimed } from "./run-claimed.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";

export interface JobRunner {
  /** Starts jobs that were just committed, as they are stored; without them looks for all that are due. */
  wake(committed?: readonly Deno.KvEntry<Job>[]): void;
  /** Looks for what is due of these kinds. */
  lookFor(kinds: readonly JobWork["kind"][]): void;
  /** A job of a kind is due at an instant, epoch ms: it is looked for then. */
  expect(kind: JobWork["kind"], dueAt: number): void;
  /** Runs all due jobs and waits until they are finished. */
  drain(): Promise<void>;
  /** Starts no more jobs and waits up to `withinMs` for running ones; then releases the leases of the rest. */
  stop(withinMs: number): Promise<void>;
}

/** How long a process holds a job before another may take it. */
export const LEASE_MS = 5 * MINUTE;
/** When a kind is looked for again that could not be read. */
const AFTER_FAULT_MS = 5_000;
/** How long due jobs wait for requests under way. */
const LET_PASS_MS = 50;
/** How many of what was just committed are kept until there is room; others wait their turn. */
export const MOST_FRESH = 1_000;
/** How long before they are due. */
const SOON_MS = MINUTE;

/**
 * Runs jobs as they fall due: claims each by its version, runs it, and finishes or reschedules it. Looks when a job is
 * due that it knows of, when one has ended, and when it is woken; what it does not know of, the schedules bring.
 */
export function openJobRunner(app: App, handlers: Record<JobWork["kind"], JobHandler>): JobRunner {
  const inProgress = new Map<
    string,
    { kind: JobWork["kind"]; isFresh: boolean; work: Promise<void> }
  >();
  let looking: Promise<void> | null = null;
  const wanted = new Set<JobWork["kind"]>();
  const dueTimes = openDueTimes(app.now, (kinds) => wake(kinds));
  /** Kinds of which more may be due than was begun: what is committed now waits its turn, or leaves a place to them. */
  const crowded = new Set<JobWork["kind"]>(jobKinds);
  /** Committed since the last look. */
  const committed: Deno.KvEntry<Job>[] = [];
  /** Committed before it, of kinds that go first, and not begun yet; by id. */
  const fresh = new Map<string, Deno.KvEntry<Job>>();
  let stopped = false;

  function wake(
    kinds: readonly JobWork["kind"][] = jobKinds,
    jobs: readonly Deno.KvEntry<Job>[] = [],
  ) {
    if (stopped) return;
    for (const kind of kinds) wanted.add(kind);
    committed.push(...jobs);
    if (looking) return;
    // Whoever wakes the runner, its jobs belong to those who asked for them.
    looking = onBehalfOf(null, lookOnce).finally(() => {
      looking = null;
      if (wanted.size > 0 || committed.length > 0) wake([]);
    });
  }

  async function lookOnce() {
    await app.requests.letPass(LET_PASS_MS);
    const kept = freshFirst.flatMap((kind) => dueOf(kind, roomForFresh(kind)));
    await begin([...kept, ...committed.splice(0)]);
    const kinds = [...wanted];
    wanted.clear();
    await Promise.all(kinds.map(async (kind) => {
      dueTimes.forget(kind);
      dueTimes.expect(kind, await look(kind));
    }));
  }

  /** Starts what was just committed without looking for it; what has no room now is kept, or looked for. */
  async function begin(jobs: readonly Deno.KvEntry<Job>[]): Promise<void> {
    const chosen: Deno.KvEntry<Job>[] = [];
    const rooms = new Map<JobWork["kind"], number>();
    for (const entry of jobs) {
      const { id, work: { kind }, dueAt } = entry.value;
      const isDue = dueAt <= app.now(), room = rooms.get(kind) ?? roomForFresh(kind);
      fresh.delete(id);
      if (isDue && room > 0) {
        chosen.push(entry);
        rooms.set(kind, room - 1);
        continue;
      }
      rooms.set(kind, room);
      if (isDue) wanted.add(kind);
      else dueTimes.expect(kind, dueAt);
      keep(entry);
    }
    await Promise.all(chosen.map(async (entry) => {
      const { id, work: { kind }, dueAt } = entry.value;
      try {
        if (stopped || inProgress.has(id)) return;
        const prepared = handlers[kind].prepare?.(app, entry.value);
        // What goes wrong is thrown where it is awaited, by the run that claimed the job.
        prepared?.catch(() => {});
        const claimed = await claim(app, entry);
        if (claimed) start(claimed, dueAt, { isFresh: true, ...(prepared ? { prepared } : {}) });
      } catch (error) {
        wanted.add(kind);
        app.log.fault("job-look", error, { kind });
      }
    }));
  }

  function capacityOf(kind: JobWork["kind"]): number {
    const running = [...inProgress.values()].filter((each) => each.kind === kind).length;
    return jobLimits[kind].concurrency - running;
  }

  function keep(entry: Deno.KvEntry<Job>): void {
    const { id, work: { kind }, dueAt } = entry.value;
    const isSoon = dueAt <= app.now() + SOON_MS;
    if (jobLimits[kind].isFreshFirst && isSoon && fresh.size < MOST_FRESH) fresh.set(id, entry);
  }

  /** The first due ones of what is kept of a kind. */
  function dueOf(kind: JobWork["kind"], most: number): Deno.KvEntry<Job>[] {
    const due: Deno.KvEntry<Job>[] = [], now = app.now();
    for (const entry of fresh.values()) {
      if (due.length >= most) break;
      if (entry.value.work.kind === kind && entry.value.dueAt <= now) due.push(entry);
    }
    return due;
  }

  /** The places for what was just committed: of a kind that goes first all but one, which is for what has waited longest. */
  function roomForFresh(kind: JobWork["kind"]): number {
    const { concurrency, isFreshFirst } = jobLimits[kind];
    if (!crowded.has(kind)) return capacityOf(kind);
    if (!isFreshFirst) return 0;
    const running = [...inProgress.values()].filter((each) => each.isFresh && each.kind === kind);
    return Math.min(capacityOf(kind), concurrency - 1 - running.length);
  }

  /** Places that became free meanwhile and are for what is kept to go first, which the next look begins. */
  function reserved(kind: JobWork["kind"]): number {
    const places = dueOf(kind, roomForFresh(kind)).length;
    if (places > 0) wanted.add(kind);
    return places;
  }

  /** Starts what is due of a kind; returns when to look again. */
  async function look(kind: JobWork["kind"]): Promise<number> {
    crowded.add(kind);
    const capacity = capacityOf(kind) - reserved(kind);
    if (capacity <= 0) return Infinity;
    try {
      return await fill(kind, capacity);
    } catch (error) {
      // A kind that cannot be read or claimed does not block the others.
      app.log.fault("job-look", error, { kind });
      return app.now() + AFTER_FAULT_MS;
    }
  }

  /**
   * Starts due jobs of a kind up to its free capacity; returns when the next is due or may be taken, Infinity when the
   * end of a running one will wake the runner.
   */
  async function fill(kind: JobWork["kind"], capacity: number): Promise<number> {
    let again = Infinity, isLost = false;
    for await (const due of eachDueJob(app.kv, kind, { readAhead: Math.min(100, capacity + 1) })) {
      if (stopped || capacity === 0) return Infinity;
      if (due.dueAt > app.now()) {
        again = Math.min(again, due.dueAt);
        break;
      }
      if (inProgress.has(due.jobId)) continue;
      const claimed = await claimDue(app, due);
      if (!claimed) {
        // Another process has it, which may die with it, or it changed just now: the next end looks once more.
        again = app.now() + LEASE_MS;
        isLost = true;
      } else {
        capacity--;
        start(claimed, due.dueAt);
      }
    }
    if (!isLost) crowded.delete(kind);
    return again;
  }

  function start(
    claimed: Deno.KvEntry<Job>,
    dueAt: number,
    { isFresh = false, prepared }: { isFresh?: boolean; prepared?: PreparedJob } = {},
  ): void {
    const { id, requestId, work: { kind } } = claimed.value;
    fresh.delete(id);
    app.measures.jobLag.observe(app.now() - dueAt, kind);
    const handler = prepared ? continued(prepared, handlers[kind]) : handlers[kind];
    const work = onBehalfOf(requestId, () => runClaimed(app, claimed, dueAt, handler)).finally(
      () => {
        inProgress.delete(id);
        if (!leavesNothing(kind)) return wake();
        // Where all that is due was begun, what is committed meanwhile is told, and the next is known.
        if (crowded.has(kind)) wake([kind]);
        else if (fresh.size > 0) wake([]);
      },
    );
    inProgress.set(id, { kind, isFresh, work });
  }

  return {
    wake: (jobs) => jobs ? wake([], jobs) : wake(),
    lookFor: (kinds) => wake(kinds),
    expect: dueTimes.expect,
    async drain() {
      wake();
      while (looking || inProgress.size > 0) {
        await looking;
        await Promise.all([...inProgress.values()].map(({ work }) => work));
      }
    },
    async stop(withinMs) {
      stopped = true;
      dueTimes.stop();
      await looking;
      const all = Promise.allSettled([...inProgress.values()].map(({ work }) => work));
      let timeout: ReturnType<typeof setTimeout> | undefined;
      await Promise.race([all, new Promise((resolve) => timeout = setTimeout(resolve, withinMs))]);
      clearTimeout(timeout);
      for (const jobId of inProgress.keys()) await releaseJob(app, jobId);
    },
  };
}

/** Goes on with what was prepared; should it run once more, it does all of it. */
function continued(prepared: PreparedJob, handler: JobHandler): JobHandler {
  let first: PreparedJob | null = prepared;
  return async (app, job) => {
    const ready = first;
    first = null;
    return ready ? await (await ready)() : await handler(app, job);
  };
}

/** Kinds of which what was just committed goes first. */
const freshFirst = jobKinds.filter((kind) => jobLimits[kind].isFreshFirst);

/** Whether jobs of a kind leave no work of another kind that they do not tell of themselves. */
function leavesNothing(kind: JobWork["kind"]): boolean {
  return kind === "send-email" || kind === "send-sign-in-email" || kind === "fan-out-event";
}

/** Claims a job that the index says is due; null when another process has it. */
async function claimDue(app: App, due: DueJob): Promise<Deno.KvEntry<Job> | null> {
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
  return await claim(app, entry as Deno.KvEntry<Job>);
}

/** Claims a job for this process until its lease ends, unless it changed since it was read or written. */
function claim(app: App, entry: Deno.KvEntry<Job>): Promise<Deno.KvEntry<Job> | null> {
  return changeJobEntry(app.kv, entry, {
    ...entry.value,
    state: "running",
    leaseOwner: app.instance,
    attempts: entry.value.attempts + 1,
    dueAt: app.now() + LEASE_MS,
  });
}

function matchesIndex(job: Job, { kind, dueAt }: DueJob): boolean {
  const isOpen = job.state === "waiting" || job.state === "running";
  return isOpen && job.work.kind === kind && job.dueAt === dueAt;
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
