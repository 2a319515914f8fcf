import type { App } from "../app.ts";
import { eachDueJob } from "../store/due-jobs.ts";
import type { Job } from "../store/job.ts";
import { getJob, listProblemJobs } from "../store/jobs.ts";
import { listMatchingJobs } from "../store/matching-jobs.ts";
import { LEASE_MS } from "../jobs/run.ts";
import { workGroupOf, workKinds, type WorkState, workStateOf } from "./work.ts";

/** A host's own work by its id; null for any other job. */
export async function getWork(app: App, hostId: string, id: string): Promise<Job | null> {
  const { value } = await getJob(app.kv, id);
  return value && value.hostId === hostId && workGroupOf(value.work) !== null ? value : null;
}

/** A host's work in some states, newest first, a page at a time. */
export async function listWork(
  app: App,
  hostId: string,
  { states, ...page }: { states: readonly WorkState[]; limit: number; cursor?: string },
): Promise<{ jobs: Job[]; cursor: string | null }> {
  const now = app.now();
  return await listMatchingJobs(app.kv, hostId, page, (job): job is Job => {
    const is = workGroupOf(job.work) === null ? null : workStateOf(job, now);
    return is !== null && states.includes(is);
  });
}

/** Work with a problem that is read at most. */
export const MOST_PROBLEMS = 500;

/** A host's work with a problem: failed, not sent, or to be tried again. */
export async function listProblems(app: App, hostId: string): Promise<Job[]> {
  const jobs = await listProblemJobs(app.kv, hostId, MOST_PROBLEMS);
  return jobs.filter((job) => job.hostId === hostId && workGroupOf(job.work) !== null);
}

/** A host's work that is due or running just now. */
export async function listDueWork(app: App, hostId: string): Promise<Job[]> {
  const now = app.now(), jobs: Job[] = [];
  for (const kind of workKinds) {
    for await (const due of eachDueJob(app.kv, kind)) {
      // A running job is listed at the end of its lease.
      if (due.dueAt > now + LEASE_MS) break;
      if (due.hostId !== hostId) continue;
      const { value } = await getJob(app.kv, due.jobId);
      const state = value && workStateOf(value, now);
      if (value && (state === "due" || state === "running")) jobs.push(value);
    }
  }
  return jobs;
}
