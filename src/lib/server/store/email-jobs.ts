import type { Job, JobWork } from "./job.ts";
import { getJob, listJobs, listJobsNeedingAttention } from "./jobs.ts";

/** A job that sends a letter about a booking; letters with a link of identity are none (AUTH-11). */
export type EmailJob = Job & { work: Extract<JobWork, { kind: "send-email" }> };

export function isEmailJob(job: Job): job is EmailJob {
  return job.work.kind === "send-email";
}

/** A host's own letter; null for every other job and every other host's. */
export async function getEmailJob(
  kv: Deno.Kv,
  hostId: string,
  jobId: string,
): Promise<EmailJob | null> {
  const { value } = await getJob(kv, jobId);
  return value && value.hostId === hostId && isEmailJob(value) ? value : null;
}

/** A host's own letters, newest first; a page holds `limit` or a few more. */
export async function listEmailJobs(
  kv: Deno.Kv,
  hostId: string,
  page: { limit: number; cursor?: string },
): Promise<{ letters: EmailJob[]; cursor: string | null }> {
  const emails: EmailJob[] = [];
  let cursor: string | null = page.cursor ?? "";
  while (cursor !== null && emails.length < page.limit) {
    const found = await listJobs(kv, hostId, { limit: page.limit, ...(cursor ? { cursor } : {}) });
    emails.push(...found.jobs.filter(isEmailJob));
    cursor = found.cursor;
  }
  return { letters: emails, cursor };
}

/** How many letters of a host are kept because there was no way to send them. */
export async function countUnsentEmails(kv: Deno.Kv, hostId: string): Promise<number> {
  return (await listJobsNeedingAttention(kv, hostId, "unsent")).length;
}

/** More than these are shown as so many and more. */
const MAX_COUNTED = 100;

/** How many letters of a host nobody has received: the mail server refused them for good, or for too long. */
export async function countFailedEmails(kv: Deno.Kv, hostId: string): Promise<number> {
  const ids = await listJobsNeedingAttention(kv, hostId, "failed", MAX_COUNTED);
  const jobs = await Promise.all(ids.map((id) => getJob(kv, id)));
  return jobs.filter(({ value }) => value && isEmailJob(value)).length;
}
