import type { Job, JobWork, NewJob } from "../store/job.ts";
import type { App } from "../app.ts";

/** How a piece of work ended: anything thrown is tried again with backoff. What shall `follow` is written in the same commit. */
export type JobResult =
  | { state: "done"; newJobs?: NewJob[] }
  | { state: "superseded" }
  /** No mail server: the email waits on the page of emails. */
  | { state: "unsent" }
  /** Never to be tried again by itself; the host sees why and has a button. */
  | { state: "failed"; error: string }
  /** For work that goes on: to be done again at `dueAt`, as `work` if it has come further. */
  | { state: "waiting"; dueAt: number; work?: JobWork; newJobs?: NewJob[] }
  /** Done, and not even the job itself may be remembered. */
  | { state: "deleted" };

/** Does one kind of work; what it throws is tried again later. */
export type JobHandler = (app: App, job: Job) => Promise<JobResult>;
