import { type Refused, refused } from "$lib/scheduling/outcome.ts";

const MAX_COMMIT_ATTEMPTS = 12;

/**
 * Repeats an attempt that reads, decides and commits while it returns "lost", which means that something it read was
 * changed before the commit. "busy" after `maxAttempts`.
 */
export async function retryCommit<T>(
  attempt: () => Promise<T | "lost">,
  maxAttempts = 10,
): Promise<T | Refused<"busy">> {
  for (let tries = 0; tries < maxAttempts; tries++) {
    const result = await attempt();
    if (result !== "lost") return result;
  }
  return refused("busy", { retryAfter: 1 });
}

/** An empty commit; the guard or version check is added by the caller. */
export function newCommit(kv: Deno.Kv): Deno.AtomicOperation {
  return kv.atomic();
}

/**
 * Commits one atomic operation; false when a check failed. Retries while the database file is locked, then throws.
 * After a network error the commit may have happened: read your own key before trying again.
 */
export async function commit(op: Deno.AtomicOperation): Promise<boolean> {
  return await commitAsVersion(op) !== null;
}

/** The same, with the versionstamp of what was written; null when a check failed. */
export async function commitAsVersion(op: Deno.AtomicOperation): Promise<string | null> {
  for (let attempt = 1;; attempt++) {
    try {
      const done = await op.commit();
      return done.ok ? done.versionstamp : null;
    } catch (error) {
      if (attempt === MAX_COMMIT_ATTEMPTS || !isLocked(error)) throw error;
      await new Promise((wake) =>
        setTimeout(wake, 2 ** Math.min(attempt, 7) * (0.5 + Math.random()))
      );
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && /database (is|table is) locked/i.test(error.message);
}

/** All entries of a selector; for short prefixes and ranges. */
export async function listAll<T>(
  kv: Deno.Kv,
  selector: Deno.KvListSelector,
  options: Deno.KvListOptions = {},
): Promise<Deno.KvEntry<T>[]> {
  const entries: Deno.KvEntry<T>[] = [];
  for await (const entry of kv.list<T>(selector, { batchSize: 500, ...options })) {
    entries.push(entry);
  }
  return entries;
}

/** One page of a list: its size, the cursor of the previous page, and the direction. */
export interface PageRequest {
  limit: number;
  cursor?: string | null;
  reverse?: boolean;
}

/** One page of a list and the cursor of the next; an invalid cursor gives the first page. */
export async function listPage<T>(
  kv: Deno.Kv,
  selector: Deno.KvListSelector,
  { limit, cursor, reverse = false }: PageRequest,
): Promise<{ values: T[]; cursor: string | null }> {
  const from = cursor ? { cursor } : {};
  const batchSize = Math.min(limit, 500);
  const values: T[] = [];
  try {
    const entries = kv.list<T>(selector, { limit, batchSize, reverse, ...from });
    for await (const { value } of entries) values.push(value);
    return { values, cursor: values.length === limit ? entries.cursor : null };
  } catch (error) {
    // Deno KV throws a TypeError for a cursor that it cannot decode.
    if (!cursor || !(error instanceof TypeError)) throw error;
    return listPage(kv, selector, { limit, reverse });
  }
}
