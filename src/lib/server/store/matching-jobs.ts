import type { Job } from "./job.ts";
import { keys } from "../kv/keys.ts";

/** The most other jobs that are passed over for one page. */
const MAX_READ = 2_000;
/** Jobs that are read together. */
const BATCH = 10;

/**
 * A host's own jobs that match, newest first, up to `limit`; fewer, though with a cursor, behind very many others. An
 * invalid cursor gives the first page.
 */
export async function listMatchingJobs<J extends Job>(
  kv: Deno.Kv,
  hostId: string,
  { limit, cursor }: { limit: number; cursor?: string },
  matches: (job: Job) => job is J,
): Promise<{ jobs: J[]; cursor: string | null }> {
  const places = placesOf(kv, hostId, cursor), jobs: J[] = [];
  try {
    let read = 0, last: string | null = null;
    for await (const batch of inBatches(places)) {
      const found = await kv.getMany<Job[]>(batch.map(({ id }) => keys.job(id)));
      for (const [n, { value }] of found.entries()) {
        last = batch[n]!.cursor;
        if (value && value.hostId === hostId && matches(value)) jobs.push(value);
        if (jobs.length === limit) return { jobs, cursor: last };
      }
      read += batch.length;
      if (read >= MAX_READ) return { jobs, cursor: last };
    }
    return { jobs, cursor: null };
  } catch (error) {
    // Deno KV throws a TypeError for a cursor that it cannot decode.
    if (!cursor || !(error instanceof TypeError)) throw error;
    return listMatchingJobs(kv, hostId, { limit }, matches);
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
