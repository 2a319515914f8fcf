import type { App } from "../app.ts";
import { eachDue } from "../store/due-jobs.ts";
import { changeJob, getJob } from "../store/jobs.ts";
import type { JobWork } from "./job.ts";
import { kinds } from "./lanes.ts";

/** The longest that work waits for its next try. */
const LONGEST_MS = 3 * 86_400_000;
/** What waits for a deadline or a meeting may wait longer: its time comes from there, not from the clock. */
const patient: ReadonlySet<JobWork["kind"]> = new Set(["expire", "remind"]);

/** Brings back work that a clock which ran ahead has put further off than its kind can wait: it is due now. */
export async function recall(app: App): Promise<number> {
  const now = app.now();
  let recalled = 0;
  for (const kind of kinds.filter((kind) => !patient.has(kind))) {
    for await (const { jobId, dueAt } of eachDue(app.kv, kind, { from: now + LONGEST_MS + 1 })) {
      const entry = await getJob(app.kv, jobId);
      if (entry.value === null || entry.value.dueAt !== dueAt) continue;
      const { value } = entry;
      const tryingSince = Math.min(value.tryingSince, now);
      const due = { ...value, state: "waiting" as const, owner: null, tryingSince, dueAt: now };
      if (await changeJob(app.kv, entry, due)) recalled++;
    }
  }
  if (recalled > 0) app.log.warn("jobs-recalled", { jobs: recalled });
  return recalled;
}
