import { isRemoteDatabase } from "../runtime/settings.ts";
import { SECOND } from "$lib/scheduling/durations.ts";
import { foldCommits } from "./folded-commits.ts";
import { withKnownOutcomes } from "./known-outcomes.ts";
import { MAX_KEYS } from "./read-ahead.ts";

/** How long a server may take that is started at the same time. */
const PATIENCE_MS = 15 * SECOND;

/** Opens the database of a file or of a KV Connect server. */
export async function openStore(dbPath: string): Promise<Deno.Kv> {
  if (!isRemoteDatabase(dbPath)) return foldReads(foldCommits(await Deno.openKv(dbPath)));
  for (const end = performance.now() + PATIENCE_MS;;) {
    try {
      return foldReads(withKnownOutcomes(await Deno.openKv(dbPath)));
    } catch (error) {
      const isAbsent = error instanceof Error && /failed to connect/.test(error.message);
      if (!isAbsent || performance.now() > end) throw error;
      await new Promise((wake) => setTimeout(wake, 300));
    }
  }
}

/** The same store, where records that are asked for in the same turn are read together, ten at a time. */
export function foldReads(kv: Deno.Kv): Deno.Kv {
  const { get, getMany } = kv;
  interface Waiting {
    key: Deno.KvKey;
    entry: PromiseWithResolvers<Deno.KvEntryMaybe<unknown>>;
  }
  let waiting: Waiting[] = [];

  function readAll(): void {
    const all = waiting;
    waiting = [];
    for (let i = 0; i < all.length; i += MAX_KEYS) void read(all.slice(i, i + MAX_KEYS));
  }

  async function read(together: readonly Waiting[]): Promise<void> {
    try {
      const keys = together.map(({ key }) => key);
      const entries = keys.length === 1
        ? [await get.call(kv, keys[0]!)]
        : await getMany.call<Deno.Kv, [Deno.KvKey[]], Promise<Deno.KvEntryMaybe<unknown>[]>>(
          kv,
          keys,
        );
      together.forEach(({ entry }, n) => entry.resolve(entries[n]!));
    } catch (error) {
      // A key that cannot be one is refused alone; of a store that does not answer everybody is told.
      const isOfOne = together.length > 1 && error instanceof TypeError;
      for (const each of together) {
        if (isOfOne) void read([each]);
        else each.entry.reject(error);
      }
    }
  }

  return Object.assign(kv, {
    get(key: Deno.KvKey, options?: { consistency?: Deno.KvConsistencyLevel }) {
      if (options) return get.call(kv, key, options);
      const entry = Promise.withResolvers<Deno.KvEntryMaybe<unknown>>();
      if (waiting.push({ key, entry }) === 1) queueMicrotask(readAll);
      return entry.promise;
    },
  });
}
