import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { Job } from "../store/job.ts";
import { currentRequestId } from "../runtime/request-id.ts";
import { retryCommit } from "../kv/commit.ts";
import { changeJob, getJob } from "../store/jobs.ts";

/** Runs a host's own job again at once: a failed one, one that waits for its next attempt, or an unsent email. */
export async function retryJob(
  app: App,
  hostId: string,
  jobId: string,
): Promise<Outcome<Job, "busy" | "changed" | "not-found">> {
  return await changeHostJob(app, hostId, jobId, (job) => {
    const { state } = job;
    return state === "failed" || state === "waiting" || state === "unsent"
      ? requeued(job, app)
      : null;
  });
}

/** The same job as if it were new. */
export function requeued(job: Job, app: App): Job {
  const now = app.now();
  const requestId = currentRequestId();
  const again = { state: "waiting", totalBackoffMs: 0, attempts: 0, dueAt: now } as const;
  return { ...job, ...again, requestId, doneAt: null };
}

/** Changes a host's own job; "not-found" for another host's, "changed" when `change` returns null. */
export async function changeHostJob(
  app: App,
  hostId: string,
  jobId: string,
  change: (job: Job) => Job | null,
): Promise<Outcome<Job, "busy" | "changed" | "not-found">> {
  return await retryCommit(async () => {
    const entry = await getJob(app.kv, jobId);
    if (!entry.value || entry.value.hostId !== hostId) return refused("not-found");
    const changed = change(entry.value);
    if (!changed) return refused("changed");
    if (!await changeJob(app.kv, entry, changed)) return "lost";
    app.wakeJobs();
    return accepted(changed);
  });
}
