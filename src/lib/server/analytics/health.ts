import { DAY } from "$lib/scheduling/durations.ts";
import type { App } from "../app.ts";
import { eachUnfinishedJob } from "../store/due-jobs.ts";
import type { Job, JobWork } from "../store/job.ts";
import { getJob, listJobs, listJobsNeedingAttention } from "../store/jobs.ts";

/** How much work of one kind is in which state. */
export interface WorkCounts {
  waiting: number;
  retrying: number;
  failed: number;
  /** In the last 24 hours. */
  done: number;
}

type Work = "emails" | "calendarEntries";

const workOf: Partial<Record<JobWork["kind"], Work>> = {
  "send-email": "emails",
  "send-agenda-email": "emails",
  "write-calendar": "calendarEntries",
};
const kinds = Object.keys(workOf) as JobWork["kind"][];

/** Jobs of the last day that are read at most. */
const MOST_READ = 5_000;

/** The state of a host's emails and calendar entries, by their own jobs. */
export async function readHealth(app: App, hostId: string) {
  const { kv } = app;
  const counts = {
    emails: { waiting: 0, retrying: 0, failed: 0, done: 0, unsent: 0 },
    calendarEntries: { waiting: 0, retrying: 0, failed: 0, done: 0 },
  };
  const count = ({ work }: Job, state: keyof WorkCounts) => {
    const name = workOf[work.kind];
    if (name) counts[name][state]++;
  };
  for await (const { value } of eachUnfinishedJob(kv, hostId, kinds)) {
    count(value, value.totalBackoffMs > 0 ? "retrying" : "waiting");
  }
  for (const id of await listJobsNeedingAttention(kv, hostId, "failed")) {
    const { value } = await getJob(kv, id);
    if (value) count(value, "failed");
  }
  counts.emails.unsent = (await listJobsNeedingAttention(kv, hostId, "unsent")).length;
  for await (const job of eachRecentJob(kv, hostId, app.now() - DAY)) {
    if (job.state === "done") count(job, "done");
  }
  return counts;
}

/** A host's jobs since an instant, newest first, up to a number. */
async function* eachRecentJob(kv: Deno.Kv, hostId: string, since: number): AsyncIterable<Job> {
  let cursor: string | null = null, read = 0;
  do {
    const page: Awaited<ReturnType<typeof listJobs>> = await listJobs(kv, hostId, {
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    for (const job of page.jobs) if (job.createdAt >= since) yield job;
    read += page.jobs.length;
    const isPast = (page.jobs.at(-1)?.createdAt ?? 0) < since;
    cursor = isPast || read >= MOST_READ ? null : page.cursor;
  } while (cursor !== null);
}
