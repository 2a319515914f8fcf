import type { App } from "../app.ts";
import { changeJob, eachDue, getJob } from "../store/jobs.ts";
import type { JobWork } from "./job.ts";

/** The longest that work waits for its next try. */
const LONGEST_MS = 3 * 86_400_000;
/** What waits for a deadline or a meeting may wait longer: its time comes from there, not from the clock. */
const patient: ReadonlySet<JobWork["kind"]> = new Set(["expire", "remind"]);

/** Brings back work that a clock which ran ahead has put further off than its kind can wait: it is due now. */
export async function recall(app: App): Promise<number> {
  const now = app.now();
  let recalled = 0;
  for await (const { jobId, kind, dueAt } of eachDue(app.kv, Number.MAX_SAFE_INTEGER - 1)) {
    if (patient.has(kind) || dueAt <= now + LONGEST_MS) continue;
    const entry = await getJob(app.kv, jobId);
    if (entry.value === null || entry.value.dueAt !== dueAt) continue;
    const tryingSince = Math.min(entry.value.tryingSince, now);
    const due = { ...entry.value, state: "waiting" as const, owner: null, tryingSince, dueAt: now };
    if (await changeJob(app.kv, entry, due)) recalled++;
  }
  if (recalled > 0) app.log.warn("jobs-recalled", { jobs: recalled });
  return recalled;
}
