import type { App } from "../app.ts";
import { eachClaimedJob, eachDueJob } from "../store/due-jobs.ts";
import { changeJob, getJob } from "../store/jobs.ts";
import type { Job, JobWork } from "../store/job.ts";
import { jobKinds } from "./job-limits.ts";
import { LEASE_MS } from "./run.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";

/** The longest backoff before the next attempt. */
export const MAX_RETRY_WAIT_MS = 3 * DAY;
/** How much later the clock of another program may be: its lease is then still one that it keeps. */
const MAX_SKEW_MS = 2 * MINUTE;
/** Due times of these come from a deadline or a meeting and may be later. */
const dueByDeadline: ReadonlySet<JobWork["kind"]> = new Set(["expire", "schedule-reminders"]);

/**
 * Makes jobs due now that a clock running ahead has scheduled further than `beyondMs` away. Leases of other processes
 * that last too long end one lease from now.
 */
export async function rescheduleOverdue(app: App, beyondMs = MAX_RETRY_WAIT_MS): Promise<number> {
  const now = app.now();
  let rescheduled = 0;
  for (const kind of jobKinds.filter((kind) => !dueByDeadline.has(kind))) {
    for await (const { jobId, dueAt } of eachDueJob(app.kv, kind, { from: now + beyondMs + 1 })) {
      const entry = await getJob(app.kv, jobId);
      if (entry.value === null || entry.value.dueAt !== dueAt) continue;
      if (entry.value.state !== "waiting") continue;
      // The part of the backoff that is skipped does not count against the retry time.
      const pausedMs = Math.max(0, entry.value.totalBackoffMs - (dueAt - now));
      if (
        await changeJob(app.kv, entry, { ...entry.value, dueAt: now, totalBackoffMs: pausedMs })
      ) rescheduled++;
    }
  }
  for await (const entry of eachClaimedJob(app.kv)) {
    const claimed = entry.value;
    // Jobs of this process finish on their own.
    if (claimed.leaseOwner === app.instance || claimed.dueAt <= now + LEASE_MS + MAX_SKEW_MS) {
      continue;
    }
    if (await changeJob(app.kv, entry, { ...claimed, dueAt: now + LEASE_MS } as Job)) rescheduled++;
  }
  if (rescheduled > 0) app.log.warn("jobs-rescheduled", { jobs: rescheduled });
  return rescheduled;
}
