import type { Job, JobWork } from "./job.ts";
import { getJob, listJobsNeedingAttention } from "./jobs.ts";
import { keys } from "./keys.ts";

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

/** The most jobs of other kinds that are passed over for one page. */
const MAX_READ = 2_000;
/** Jobs that are read together. */
const BATCH = 10;

/**
 * A host's own email jobs, newest first, up to `limit`; fewer, though with a cursor, behind very many other jobs. An
 * invalid cursor gives the first page.
 */
export async function listEmailJobs(
  kv: Deno.Kv,
  hostId: string,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<{ emails: EmailJob[]; cursor: string | null }> {
  const places = placesOf(kv, hostId, cursor), emails: EmailJob[] = [];
  try {
    let read = 0, last: string | null = null;
    for await (const batch of inBatches(places)) {
      const jobs = await kv.getMany<Job[]>(batch.map(({ id }) => keys.job(id)));
      for (const [n, { value }] of jobs.entries()) {
        last = batch[n]!.cursor;
        if (value && isEmailJob(value)) emails.push(value);
        if (emails.length === limit) return { emails, cursor: last };
      }
      read += batch.length;
      if (read >= MAX_READ) return { emails, cursor: last };
    }
    return { emails, cursor: null };
  } catch (error) {
    // Deno KV throws a TypeError for a cursor that it cannot decode.
    if (!cursor || !(error instanceof TypeError)) throw error;
    return listEmailJobs(kv, hostId, { limit });
  }
}

interface Place {
  id: string;
  /** Goes on behind it. */
  cursor: string;
}

async function* placesOf(
  kv: Deno.Kv,
  hostId: string,
  cursor: string | undefined,
): AsyncIterable<Place> {
  const from = { reverse: true, batchSize: 100, ...(cursor ? { cursor } : {}) };
  const entries = kv.list<string>({ prefix: keys.jobsOf(hostId) }, from);
  for await (const { value: id } of entries) yield { id, cursor: entries.cursor };
}

async function* inBatches(places: AsyncIterable<Place>): AsyncIterable<Place[]> {
  let batch: Place[] = [];
  for await (const place of places) {
    batch.push(place);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
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
