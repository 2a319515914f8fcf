/** Calendar writes that are not done, as the API answers them. */
import type { App } from "../app.ts";
import { eachUnfinishedJob } from "../store/due-jobs.ts";
import type { Job } from "../store/job.ts";
import { getJob, listJobsNeedingAttention } from "../store/jobs.ts";
import { jobErrorText } from "./job-error.ts";
import { retryJob } from "./retry.ts";

const MAX_LISTED = 200;

/** A host's calendar writes that wait, run or failed for good, the failed ones last; at most 200 are listed. */
export async function calendarWrites(app: App, hostId: string) {
  const unfinished = await waitingWrites(app, hostId);
  const failed = await failedWrites(app, hostId);
  return {
    waiting: unfinished.length,
    failed: failed.length,
    writes: [...unfinished, ...failed].slice(0, MAX_LISTED).map(writeJson),
  };
}

/** How many writes are tried again at once. */
const MAX_RUN = 500;

/** Tries a host's waiting and failed calendar writes now, up to 500; answers how many. */
export async function runCalendarWrites(app: App, hostId: string): Promise<number> {
  const jobs = [...await waitingWrites(app, hostId), ...await failedWrites(app, hostId)];
  let queued = 0;
  for (const { id } of jobs.slice(0, MAX_RUN)) {
    if ((await retryJob(app, hostId, id)).ok) queued++;
  }
  return queued;
}

async function waitingWrites(app: App, hostId: string): Promise<Job[]> {
  const jobs: Job[] = [];
  for await (const { value } of eachUnfinishedJob(app.kv, hostId, ["write-calendar"])) {
    jobs.push(value);
  }
  return jobs;
}

async function failedWrites(app: App, hostId: string): Promise<Job[]> {
  const ids = await listJobsNeedingAttention(app.kv, hostId, "failed");
  const jobs = await Promise.all(ids.map(async (id) => (await getJob(app.kv, id)).value));
  return jobs.filter((job) => job?.work.kind === "write-calendar") as Job[];
}

function writeJson({ id, work, state, attempts, dueAt, lastError }: Job) {
  if (work.kind !== "write-calendar") throw new Error("not a calendar write");
  return {
    id,
    bookingId: work.bookingId,
    connectionId: work.connectionId,
    state,
    attempts,
    nextTry: state === "waiting" ? new Date(dueAt).toISOString() : null,
    error: jobErrorText(lastError, "en"),
  };
}
