import type { App } from "../app.ts";
import { eachUnfinishedJob } from "../store/due-jobs.ts";
import type { JobWork } from "../store/job.ts";
import { changeJob } from "../store/jobs.ts";

const kinds: JobWork["kind"][] = [
  "send-email",
  "schedule-reminders",
  "schedule-agenda-email",
  "send-agenda-email",
  "send-unsent",
];

/** How many jobs are run at once. */
const MAX_RUN = 500;

/**
 * Runs what is due of a host's reminders and emails, and tries again what waits after a failed attempt, up to 500;
 * answers how many they are. What is due later stays so.
 */
export async function runNotifications(app: App, hostId: string): Promise<number> {
  let queued = 0;
  for await (const entry of eachUnfinishedJob(app.kv, hostId, kinds)) {
    const { state, dueAt, totalBackoffMs } = entry.value;
    if (state !== "waiting") continue;
    const isDue = dueAt <= app.now();
    if (!isDue && totalBackoffMs === 0) continue;
    if (isDue || await changeJob(app.kv, entry, { ...entry.value, dueAt: app.now() })) queued++;
    if (queued === MAX_RUN) break;
  }
  app.wakeJobs();
  return queued;
}
