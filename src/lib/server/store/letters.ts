import type { Job, JobWork } from "../jobs/job.ts";
import { getJob, listJobs, listJobsIn } from "./jobs.ts";

/** A job that sends a letter about a booking; letters with a link of identity are none (AUTH-11). */
export type LetterJob = Job & { work: Extract<JobWork, { kind: "letter" }> };

export function isLetter(job: Job): job is LetterJob {
  return job.work.kind === "letter";
}

/** A host's own letter; null for every other job and every other host's. */
export async function getLetter(
  kv: Deno.Kv,
  hostId: string,
  jobId: string,
): Promise<LetterJob | null> {
  const { value } = await getJob(kv, jobId);
  return value && value.hostId === hostId && isLetter(value) ? value : null;
}

/** A host's own letters, newest first; a page holds `limit` or a few more. */
export async function listLetters(
  kv: Deno.Kv,
  hostId: string,
  page: { limit: number; cursor?: string },
): Promise<{ letters: LetterJob[]; cursor: string | null }> {
  const letters: LetterJob[] = [];
  let cursor: string | null = page.cursor ?? "";
  while (cursor !== null && letters.length < page.limit) {
    const found = await listJobs(kv, hostId, { limit: page.limit, ...(cursor ? { cursor } : {}) });
    letters.push(...found.jobs.filter(isLetter));
    cursor = found.cursor;
  }
  return { letters, cursor };
}

/** How many letters of a host are kept because there was no way to send them. */
export async function countKept(kv: Deno.Kv, hostId: string): Promise<number> {
  return (await listJobsIn(kv, hostId, "kept")).length;
}

/** More than these are shown as so many and more. */
const MOST_COUNTED = 100;

/** How many letters of a host nobody has received: the mail server refused them for good, or for too long. */
export async function countFailed(kv: Deno.Kv, hostId: string): Promise<number> {
  const ids = await listJobsIn(kv, hostId, "failed", MOST_COUNTED);
  const jobs = await Promise.all(ids.map((id) => getJob(kv, id)));
  return jobs.filter(({ value }) => value && isLetter(value)).length;
}
