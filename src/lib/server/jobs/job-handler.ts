import type { Job, JobError, JobWork, NewJob } from "../store/job.ts";
import type { App } from "../app.ts";

/**
 * How a job ended; an exception means a retry with backoff. `newJobs` are written in the same commit; `also` adds to it,
 * and when a check of its own fails the job runs once more.
 */
export type JobResult =
  /** Stored with `work` in place of its own when given. */
  | { state: "done"; work?: JobWork; newJobs?: NewJob[]; also?: AlsoInCommit }
  | { state: "superseded" }
  /** No mail server: the email stays in the list of emails. */
  | { state: "unsent" }
  /** Not retried automatically; the host sees the error and can retry it. */
  | { state: "failed"; error: JobError }
  /** Runs again at `dueAt`, with `work` in place of its own when given. */
  | { state: "waiting"; dueAt: number; work?: JobWork; newJobs?: NewJob[]; also?: AlsoInCommit }
  /** The program stops, and nothing of it was done yet: it waits as if it had not been claimed. */
  | { state: "unbegun" }
  /** Done; the job itself is deleted, too. */
  | { state: "deleted"; also?: AlsoInCommit };

/** Checks and writes beside the end of a job. */
export type AlsoInCommit = (op: Deno.AtomicOperation) => void;

/** Runs one kind of job; an exception means a retry. */
export interface JobHandler {
  (app: App, job: Job): Promise<JobResult>;
  /** The first part of the same, which only reads: done while the job is being claimed. */
  prepare?(app: App, job: Job): PreparedJob;
}

/** The second part, for who has claimed the job. */
export type PreparedJob = Promise<() => Promise<JobResult>>;
