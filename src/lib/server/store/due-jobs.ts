/** Which jobs are due, each kind by itself: what has no room is not read, and nothing further than its room. */
import type { Job, JobWork } from "./job.ts";
import { commit } from "./commit.ts";
import { changeJob, getJob } from "./jobs.ts";
import { keys } from "./keys.ts";

/** A job that waits or runs, as the index of its kind tells it. */
export interface DueJob {
  jobId: string;
  hostId: string;
  kind: JobWork["kind"];
  dueAt: number;
}

/** Jobs of a kind by when they are due, those of the past first; read as far as the caller goes, some at once. */
export async function* eachDueJob(
  kv: Deno.Kv,
  kind: JobWork["kind"],
  { from = 0, atOnce: readAhead = 100 }: { from?: number; atOnce?: number } = {},
): AsyncIterable<DueJob> {
  const prefix = keys.jobsDueOf(kind);
  const range = { prefix, start: [...prefix, from] };
  for await (const { key, value } of kv.list<string>(range, { batchSize: readAhead })) {
    yield { jobId: key[3] as string, hostId: value, kind, dueAt: key[2] as number };
  }
}

/** Takes a job out of the index that does not wait there, if it is still as it was read: it would stand before the others for ever. */
export async function dropDueEntry(
  kv: Deno.Kv,
  { kind, dueAt, jobId }: DueJob,
  job: Deno.KvEntryMaybe<Job>,
): Promise<void> {
  await commit(kv.atomic().check(job).delete(keys.jobDue(kind, dueAt, jobId)));
}

/** Every job of a host, of some kinds, that is not over: it waits for its time, or runs. With its version. */
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

/** Every job that a program holds. */
export async function* eachClaimedJob(kv: Deno.Kv): AsyncIterable<Deno.KvEntry<Job>> {
  for await (const { key } of kv.list({ prefix: keys.jobClaims() })) {
    const entry = await getJob(kv, key[1] as string);
    if (entry.value?.state === "running") yield entry as Deno.KvEntry<Job>;
  }
}

/** Puts back what another run of the program had claimed; for a start that holds the only handle on the file. */
export async function releaseStaleLeases(
  kv: Deno.Kv,
  instance: string,
  now: number,
): Promise<number> {
  let released = 0;
  for await (const entry of eachClaimedJob(kv)) {
    if (entry.value.leaseOwner === instance) continue;
    const back: Job = { ...entry.value, state: "waiting", leaseOwner: null, dueAt: now };
    if (await changeJob(kv, entry, back)) released++;
  }
  return released;
}
