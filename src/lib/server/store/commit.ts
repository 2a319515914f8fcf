const MAX_COMMIT_ATTEMPTS = 12;

/** An empty commit, for a turn whose guard is decided while it is filled. */
export function newCommit(kv: Deno.Kv): Deno.AtomicOperation {
  return kv.atomic();
}

/**
 * Commits one atomic operation; false when a check was lost. A file that is locked for a moment is tried again, then thrown.
 * After a throw over the network the commit may still have happened: read your own key before trying again.
 */
export async function commit(op: Deno.AtomicOperation): Promise<boolean> {
  for (let attempt = 1;; attempt++) {
    try {
      return (await op.commit()).ok;
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

/** Everything under a selector; for prefixes and ranges that are known to be short. */
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

/** What a page of a list asks for: so many, from where the page before ended. */
export interface PageRequest {
  limit: number;
  cursor?: string | null;
  reverse?: boolean;
}

/** One page of a list, and where the next begins; what somebody made up as a place in it is the beginning. */
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
    // So a cursor that cannot be read is answered.
    if (!cursor || !(error instanceof TypeError)) throw error;
    return listPage(kv, selector, { limit, reverse });
  }
}
