import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { Job } from "../store/job.ts";
import { retryCommit } from "../store/commit.ts";
import { changeJob, getJob } from "../store/jobs.ts";

/** Lets a host's own job run again at once: one that failed for good, waits for its next try, or was kept for want of a mail server. */
export async function retryJob(app: App, hostId: string, jobId: string): Promise<Outcome<Job>> {
  return await changeHostJob(app, hostId, jobId, (job) => {
    const { state } = job;
    return state === "failed" || state === "waiting" || state === "unsent"
      ? requeued(job, app)
      : null;
  });
}

/** The same job as if it had just been called for. */
export function requeued(job: Job, app: App): Job {
  const now = app.now();
  return { ...job, state: "waiting", totalBackoffMs: 0, attempts: 0, dueAt: now, doneAt: null };
}

/** Changes a host's own job; "not-found" for another's, "changed" where `change` finds nothing to do in its state. */
export async function changeHostJob(
  app: App,
  hostId: string,
  jobId: string,
  change: (job: Job) => Job | null,
): Promise<Outcome<Job>> {
  return await retryCommit<Outcome<Job>>(async () => {
    const entry = await getJob(app.kv, jobId);
    if (!entry.value || entry.value.hostId !== hostId) return refused("not-found");
    const changed = change(entry.value);
    if (!changed) return refused("changed");
    if (!await changeJob(app.kv, entry, changed)) return "lost";
    app.wakeJobs();
    return accepted(changed);
  });
}
