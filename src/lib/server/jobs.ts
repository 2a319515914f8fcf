import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "./app.ts";
import type { Job } from "./jobs/job.ts";
import { changeJob, getJob } from "./store/jobs.ts";

const TRIES = 5;

/** Lets a host's own job run again at once: one that failed for good, waits for its next try, or was kept for want of a mail server. */
export async function retry(app: App, hostId: string, jobId: string): Promise<Outcome<Job>> {
  for (let tries = 0; tries < TRIES; tries++) {
    const entry = await getJob(app.kv, jobId);
    if (!entry.value || entry.value.hostId !== hostId) return refused("not-found");
    const { state } = entry.value;
    if (state !== "failed" && state !== "waiting" && state !== "kept") return refused("changed");
    const again: Job = {
      ...entry.value,
      state: "waiting",
      tryingSince: app.now(),
      attempts: 0,
      dueAt: app.now(),
      doneAt: null,
    };
    if (!await changeJob(app.kv, entry, again)) continue;
    app.wake();
    return accepted(again);
  }
  return refused("busy", { retryAfter: 1 });
}
