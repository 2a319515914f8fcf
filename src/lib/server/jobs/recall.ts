import type { App } from "../app.ts";
import { eachClaimed, eachDue } from "../store/due-jobs.ts";
import { changeJob, getJob } from "../store/jobs.ts";
import type { Job, JobWork } from "./job.ts";
import { kinds } from "./lanes.ts";
import { LEASE_MS } from "./run.ts";

/** The longest that work waits for its next try. */
export const LONGEST_MS = 3 * 86_400_000;
/** What waits for a deadline or a meeting may wait longer: its time comes from there, not from the clock. */
const patient: ReadonlySet<JobWork["kind"]> = new Set(["expire", "remind"]);

/**
 * Brings back work that a clock which ran ahead has put further off than `beyondMs`: it is due now. What another program
 * holds for longer than any lease is held for one lease from now.
 */
export async function recall(app: App, beyondMs = LONGEST_MS): Promise<number> {
  const now = app.now();
  let recalled = 0;
  for (const kind of kinds.filter((kind) => !patient.has(kind))) {
    for await (const { jobId, dueAt } of eachDue(app.kv, kind, { from: now + beyondMs + 1 })) {
      const entry = await getJob(app.kv, jobId);
      if (entry.value === null || entry.value.dueAt !== dueAt) continue;
      if (entry.value.state !== "waiting") continue;
      // The pause that is cut short takes nothing from the patience with it.
      const pausedMs = Math.max(0, entry.value.pausedMs - (dueAt - now));
      if (await changeJob(app.kv, entry, { ...entry.value, dueAt: now, pausedMs })) recalled++;
    }
  }
  for await (const entry of eachClaimed(app.kv)) {
    const held = entry.value;
    // Our own work is under way here: it ends by itself.
    if (held.owner === app.instance || held.dueAt <= now + LEASE_MS) continue;
    if (await changeJob(app.kv, entry, { ...held, dueAt: now + LEASE_MS } as Job)) recalled++;
  }
  if (recalled > 0) app.log.warn("jobs-recalled", { jobs: recalled });
  return recalled;
}
