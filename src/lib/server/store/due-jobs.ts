/** Due jobs, listed for each kind separately, so that a kind without free workers is not read at all. */
import type { Job, JobWork } from "./job.ts";
import { commit } from "../kv/commit.ts";
import { changeJob, getJob } from "./jobs.ts";
import { keys } from "../kv/keys.ts";

/** A waiting or running job, as its due index entry names it. */
export interface DueJob {
  jobId: string;
  hostId: string;
  kind: JobWork["kind"];
  dueAt: number;
}

/** Jobs of a kind by due time, overdue ones first; `readAhead` entries are read at a time. */
export async function* eachDueJob(
  kv: Deno.Kv,
  kind: JobWork["kind"],
  { from = 0, readAhead = 100 }: { from?: number; readAhead?: number } = {},
): AsyncIterable<DueJob> {
  const prefix = keys.jobsDueOf(kind);
  const range = { prefix, start: [...prefix, from] };
  for await (const { key, value } of kv.list<string>(range, { batchSize: readAhead })) {
    yield { jobId: key[3] as string, hostId: value, kind, dueAt: key[2] as number };
  }
}

/** Deletes a stale entry of the due index if the job is still as it was read; otherwise it would stay first in the list. */
export async function dropDueEntry(
  kv: Deno.Kv,
  { kind, dueAt, jobId }: DueJob,
  job: Deno.KvEntryMaybe<Job>,
): Promise<void> {
  await commit(kv.atomic().check(job).delete(keys.jobDue(kind, dueAt, jobId)));
}

/** Every waiting or running job of a host in some kinds, with its version. */
export async function* eachUnfinishedJob(
  kv: Deno.Kv,
  hostId: string,
  kinds: readonly JobWork["kind"][],
): AsyncIterable<Deno.KvEntry<Job>> {
  for (const kind of kinds) {
    for await (const due of eachDueJob(kv, kind)) {
      if (due.hostId !== hostId) continue;
      const entry = await getJob(kv, due.jobId);
      if (entry.value?.hostId === hostId) yield entry as Deno.KvEntry<Job>;
    }
  }
}

/** Every running job, with its version. */
export async function* eachClaimedJob(kv: Deno.Kv): AsyncIterable<Deno.KvEntry<Job>> {
  for await (const { key } of kv.list({ prefix: keys.jobClaims() })) {
    const entry = await getJob(kv, key[1] as string);
    if (entry.value?.state === "running") yield entry as Deno.KvEntry<Job>;
  }
}

/** Makes jobs that an earlier process had claimed due again; for a start that holds the only handle on the database file. */
export function releaseStaleLeases(kv: Deno.Kv, instance: string, now: number): Promise<number> {
  return releaseLeases(kv, (owner) => owner !== instance, now);
}

/** Makes the jobs that a dead process had claimed due again. */
export function releaseLeasesOf(kv: Deno.Kv, instance: string, now: number): Promise<number> {
  return releaseLeases(kv, (owner) => owner === instance, now);
}

async function releaseLeases(
  kv: Deno.Kv,
  isStale: (owner: string | null) => boolean,
  now: number,
): Promise<number> {
  let released = 0;
  for await (const entry of eachClaimedJob(kv)) {
    if (!isStale(entry.value.leaseOwner)) continue;
    const waiting: Job = { ...entry.value, state: "waiting", leaseOwner: null, dueAt: now };
    if (await changeJob(kv, entry, waiting)) released++;
  }
  return released;
}
