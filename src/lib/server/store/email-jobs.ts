import type { Job, JobWork } from "./job.ts";
import { getJob, listJobsNeedingAttention } from "./jobs.ts";
import { listMatchingJobs } from "./matching-jobs.ts";

/** A job that sends an email about a booking; sign-in emails are not among them (AUTH-11). */
export type EmailJob = Job & { work: Extract<JobWork, { kind: "send-email" }> };

export function isEmailJob(job: Job): job is EmailJob {
  return job.work.kind === "send-email";
}

/** A host's own email job; null for any other job. */
export async function getEmailJob(
  kv: Deno.Kv,
  hostId: string,
  jobId: string,
): Promise<EmailJob | null> {
  const { value } = await getJob(kv, jobId);
  return value && value.hostId === hostId && isEmailJob(value) ? value : null;
}

/**
 * A host's own email jobs, newest first, up to `limit`; fewer, though with a cursor, behind very many other jobs. An
 * invalid cursor gives the first page.
 */
export async function listEmailJobs(
  kv: Deno.Kv,
  hostId: string,
  page: { limit: number; cursor?: string },
): Promise<{ emails: EmailJob[]; cursor: string | null }> {
  const { jobs, cursor } = await listMatchingJobs(kv, hostId, page, isEmailJob);
  return { emails: jobs, cursor };
}

/** The number of a host's emails that were not sent because no mail server is configured. */
export async function countUnsentEmails(kv: Deno.Kv, hostId: string): Promise<number> {
  return (await listJobsNeedingAttention(kv, hostId, "unsent")).length;
}

/** The count stops here; the page shows "100+". */
const MAX_COUNTED = 100;

/** The number of a host's emails that failed for good, up to 100. */
export async function countFailedEmails(kv: Deno.Kv, hostId: string): Promise<number> {
  const ids = await listJobsNeedingAttention(kv, hostId, "failed", MAX_COUNTED);
  const jobs = await Promise.all(ids.map((id) => getJob(kv, id)));
  return jobs.filter(({ value }) => value && isEmailJob(value)).length;
}
