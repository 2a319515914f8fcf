import type { Job, JobState, NewJob, Problem } from "./job.ts";
import { currentRequestId } from "../runtime/request-id.ts";
import { newId } from "../runtime/secrets.ts";
import { commit, commitAsVersion, listAll, listPage } from "../kv/commit.ts";
import { type Purge, purgeOver } from "../kv/delete-many.ts";
import { keys } from "../kv/keys.ts";
import { DAY } from "$lib/scheduling/durations.ts";

/** Retention of finished jobs, ms. */
const RETENTION_MS = 30 * DAY;
/** Jobs one commit deletes with all their indexes and leaves room for other writes. */
export const JOBS_PER_COMMIT = 100;

/** Creates a waiting job; its id sorts by creation time. */
export function newJob(input: NewJob, now: number): Job {
  return {
    id: idAt(now) + newId(),
    hostId: input.hostId,
    work: input.work,
    state: "waiting",
    attempts: 0,
    createdAt: now,
    requestId: currentRequestId(),
    totalBackoffMs: 0,
    dueAt: input.dueAt,
    leaseOwner: null,
    lastError: null,
    doneAt: null,
  };
}

/** How the id of a job begins that is created at an instant. */
function idAt(instant: number): string {
  return instant.toString(36).padStart(9, "0");
}

/** Adds jobs with ids derived from a name, and returns them as they are stored; adds nothing when the name was used before. */
export async function addJobsOnce(
  kv: Deno.Kv,
  name: string,
  inputs: readonly NewJob[],
  now: number,
): Promise<Deno.KvEntry<Job>[]> {
  if (inputs.length === 0) return [];
  const op = kv.atomic();
  const jobs = inputs.map((input, i) => ({ ...newJob(input, now), id: `${name}.${i}` }));
  for (const job of jobs) writeJob(op.check({ key: keys.job(job.id), versionstamp: null }), job);
  const versionstamp = await commitAsVersion(op);
  return versionstamp === null ? [] : storedJobs(jobs, versionstamp);
}

/** Adds to a commit: a new job with its indexes. */
export function writeJob(op: Deno.AtomicOperation, job: Job): Deno.AtomicOperation {
  for (const id of jobSubjects(job)) op.set(keys.jobOfBooking(id, job.id), job.id);
  return op.set(keys.job(job.id), job)
    .set(keys.jobOf(job.hostId, job.id), job.id)
    .set(keys.jobDue(job.work.kind, job.dueAt, job.id), job.hostId);
}

/** Jobs as they are stored after the commit that wrote them. */
export function storedJobs(jobs: readonly Job[], versionstamp: string): Deno.KvEntry<Job>[] {
  return jobs.map((value) => ({ key: keys.job(value.id), value, versionstamp }));
}

/** Writes a job unless one with its id exists. */
export async function addJobOnce(kv: Deno.Kv, job: Job): Promise<void> {
  await commit(writeJob(kv.atomic().check({ key: keys.job(job.id), versionstamp: null }), job));
}

/** Adds to a commit: creates or replaces a job with a fixed id. */
export function replaceJob(op: Deno.AtomicOperation, was: Deno.KvEntryMaybe<Job>, is: Job): void {
  if (was.value) writeJobChange(op, was, is);
  else writeJob(op.check(was), is);
}

export async function getJob(kv: Deno.Kv, jobId: string): Promise<Deno.KvEntryMaybe<Job>> {
  return await kv.get<Job>(keys.job(jobId));
}

/** Changes a job and its indexes and adds follow-up jobs and what else belongs to it; false when it changed since it was read. */
export async function changeJob(
  kv: Deno.Kv,
  was: Deno.KvEntry<Job>,
  is: Job,
  newJobs: readonly Job[] = [],
  also?: (op: Deno.AtomicOperation) => void,
): Promise<boolean> {
  const op = writeJobChange(kv.atomic(), was, is);
  also?.(op);
  for (const job of newJobs) writeJob(op, job);
  return await commit(op);
}

/** The same, with the job as it is stored then; null when it changed since it was read. */
export async function changeJobEntry(
  kv: Deno.Kv,
  was: Deno.KvEntry<Job>,
  is: Job,
): Promise<Deno.KvEntry<Job> | null> {
  const versionstamp = await commitAsVersion(writeJobChange(kv.atomic(), was, is));
  return versionstamp === null ? null : { key: was.key, value: is, versionstamp };
}

/** Adds to a commit: the change of a job and its indexes. */
export function writeJobChange(
  op: Deno.AtomicOperation,
  was: Deno.KvEntry<Job>,
  is: Job,
): Deno.AtomicOperation {
  op.check(was).set(keys.job(is.id), is).set(keys.jobOf(is.hostId, is.id), is.id);
  for (const id of jobSubjects(is)) op.set(keys.jobOfBooking(id, is.id), is.id);
  op.delete(keys.jobDue(was.value.work.kind, was.value.dueAt, is.id));
  if (is.state === "waiting" || is.state === "running") {
    op.set(keys.jobDue(is.work.kind, is.dueAt, is.id), is.hostId);
  }
  if (is.state === "running") op.set(keys.jobClaim(is.id), is.leaseOwner);
  else op.delete(keys.jobClaim(is.id));
  const before = problemOf(was.value), problem = problemOf(is);
  if (before && before !== problem) op.delete(keys.jobIn(is.hostId, before, is.id));
  if (problem) op.set(keys.jobIn(is.hostId, problem, is.id), is.id);
  return op;
}

/** Deletes a job and adds what else belongs to it; false when it changed since it was read. */
export async function deleteJob(
  kv: Deno.Kv,
  was: Deno.KvEntry<Job>,
  also?: (op: Deno.AtomicOperation) => void,
): Promise<boolean> {
  const op = dropJob(kv.atomic().check(was), was.value);
  also?.(op);
  return await commit(op);
}

/** Adds to a commit: a job and its indexes are deleted. */
export function dropJob(op: Deno.AtomicOperation, job: Job): Deno.AtomicOperation {
  for (const id of jobSubjects(job)) op.delete(keys.jobOfBooking(id, job.id));
  const problem = problemOf(job);
  if (problem) op.delete(keys.jobIn(job.hostId, problem, job.id));
  return op.delete(keys.job(job.id))
    .delete(keys.jobOf(job.hostId, job.id))
    .delete(keys.jobDue(job.work.kind, job.dueAt, job.id))
    .delete(keys.jobClaim(job.id));
}

/** What a job is listed as for its host; null while nothing is wrong with it. */
export function problemOf({ state, totalBackoffMs }: Job): Problem | null {
  if (state === "failed" || state === "unsent") return state;
  const isOpen = state === "waiting" || state === "running";
  return isOpen && totalBackoffMs > 0 ? "retrying" : null;
}

/** Deletes jobs, a batch per commit. */
export async function dropJobs(kv: Deno.Kv, jobs: readonly Job[]): Promise<void> {
  for (let i = 0; i < jobs.length; i += JOBS_PER_COMMIT) {
    const op = kv.atomic();
    for (const job of jobs.slice(i, i + JOBS_PER_COMMIT)) dropJob(op, job);
    await commit(op);
  }
}

/** Jobs of a host, newest first, a page at a time. */
export async function listJobs(
  kv: Deno.Kv,
  hostId: string,
  page: { limit: number; cursor?: string },
): Promise<{ jobs: Job[]; cursor: string | null }> {
  const selector = { prefix: keys.jobsOf(hostId) };
  const { values, cursor } = await listPage<string>(kv, selector, { ...page, reverse: true });
  return { jobs: await getJobs(kv, values), cursor };
}

/** A host's jobs that were created since an instant, epoch ms, newest first, up to a limit. */
export async function listJobsSince(
  kv: Deno.Kv,
  hostId: string,
  { since, now, limit }: { since: number; now: number; limit: number },
): Promise<Job[]> {
  const prefix = keys.jobsOf(hostId);
  const range = { start: [...prefix, idAt(since)], end: [...prefix, idAt(now + DAY)] };
  const entries = await listAll<string>(kv, range, { reverse: true, limit });
  return await getJobs(kv, entries.map(({ value }) => value));
}

/** All jobs of a booking or a shared slot, oldest first. */
export async function listJobsOfBooking(kv: Deno.Kv, bookingId: string): Promise<Job[]> {
  const entries = await listAll<string>(kv, { prefix: keys.jobsOfBooking(bookingId) });
  return getJobs(kv, entries.map((entry) => entry.value));
}

/** Ids of a host's jobs with a problem: unsent emails, final failures or those to be tried again; a limit of null lists all. */
export async function listJobsNeedingAttention(
  kv: Deno.Kv,
  hostId: string,
  state: Problem,
  limit: number | null = 1000,
): Promise<string[]> {
  const selector = { prefix: keys.jobsIn(hostId, state) };
  const entries = await listAll<string>(kv, selector, limit === null ? {} : { limit });
  return entries.map((entry) => entry.value);
}

/** A host's jobs with a problem, up to a limit: those that failed for good, then unsent ones, then those to be tried again. */
export async function listProblemJobs(
  kv: Deno.Kv,
  hostId: string,
  limit: number,
): Promise<Job[]> {
  const ids: string[] = [];
  for (const state of ["failed", "unsent", "retrying"] as const) {
    const left = limit - ids.length;
    if (left > 0) ids.push(...await listJobsNeedingAttention(kv, hostId, state, left));
  }
  return await getJobs(kv, ids);
}

/** One text that changes with a host's jobs with a problem; of very many only the first ones count. */
export async function problemVersion(kv: Deno.Kv, hostId: string): Promise<string> {
  const entries = await listAll(kv, { prefix: keys.jobsInAnyOf(hostId) }, { limit: 500 });
  const latest = entries.map(({ versionstamp }) => versionstamp).sort().at(-1) ?? "";
  return `${entries.length}-${latest}`;
}

/** Whether a job is finished: neither it nor its host will do anything more. */
export function isJobOver(state: JobState): boolean {
  return state === "done" || state === "superseded";
}

/** Deletes jobs that finished thirty days ago. */
export const purgeJobs: Purge = async (kv, now, limit) => {
  // A job's id begins with its creation time, so younger jobs are not read.
  const old = { start: keys.job(""), end: keys.job(idAt(now - RETENTION_MS) + "~") };
  const overAt = ({ state, doneAt }: Job) =>
    isJobOver(state) && doneAt !== null ? doneAt + RETENTION_MS : Infinity;
  return await purgeOver<Job>(old, overAt, dropJob)(kv, now, limit);
};

/** Ids of the booking and the shared slot that a job is about. */
function jobSubjects({ work }: Job): string[] {
  return [
    ..."bookingId" in work ? [work.bookingId] : [],
    ..."slot" in work && work.slot ? [work.slot] : [],
  ];
}

async function getJobs(kv: Deno.Kv, ids: string[]): Promise<Job[]> {
  const jobs: Job[] = [];
  for (let i = 0; i < ids.length; i += 10) {
    const entries = await kv.getMany<Job[]>(ids.slice(i, i + 10).map(keys.job));
    for (const entry of entries) if (entry.value) jobs.push(entry.value);
  }
  return jobs;
}
