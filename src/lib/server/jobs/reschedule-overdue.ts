import type { App } from "../app.ts";
import { eachClaimedJob, eachDueJob } from "../store/due-jobs.ts";
import { changeJob, getJob } from "../store/jobs.ts";
import type { Job, JobWork } from "../store/job.ts";
import { jobKinds } from "./job-limits.ts";
import { LEASE_MS } from "./run.ts";

/** The longest that work waits for its next try. */
export const MAX_RETRY_WAIT_MS = 3 * 86_400_000;
/** What waits for a deadline or a meeting may wait longer: its time comes from there, not from the clock. */
const dueByDeadline: ReadonlySet<JobWork["kind"]> = new Set(["expire", "schedule-reminders"]);

/**
 * Brings back work that a clock which ran ahead has put further off than `beyondMs`: it is due now. What another program
 * holds for longer than any lease is held for one lease from now.
 */
export async function rescheduleOverdue(app: App, beyondMs = MAX_RETRY_WAIT_MS): Promise<number> {
  const now = app.now();
  let rescheduled = 0;
  for (const kind of jobKinds.filter((kind) => !dueByDeadline.has(kind))) {
    for await (const { jobId, dueAt } of eachDueJob(app.kv, kind, { from: now + beyondMs + 1 })) {
      const entry = await getJob(app.kv, jobId);
      if (entry.value === null || entry.value.dueAt !== dueAt) continue;
      if (entry.value.state !== "waiting") continue;
      // The pause that is cut short takes nothing from the patience with it.
      const pausedMs = Math.max(0, entry.value.totalBackoffMs - (dueAt - now));
      if (
        await changeJob(app.kv, entry, { ...entry.value, dueAt: now, totalBackoffMs: pausedMs })
      ) rescheduled++;
    }
  }
  for await (const entry of eachClaimedJob(app.kv)) {
    const claimed = entry.value;
    // Our own work is under way here: it ends by itself.
    if (claimed.leaseOwner === app.instance || claimed.dueAt <= now + LEASE_MS) continue;
    if (await changeJob(app.kv, entry, { ...claimed, dueAt: now + LEASE_MS } as Job)) rescheduled++;
  }
  if (rescheduled > 0) app.log.warn("jobs-rescheduled", { jobs: rescheduled });
  return rescheduled;
}
