/** A store whose reads of some records are answered from one read of all of them. */

/** What one read takes. */
export const MAX_KEYS = 10;

/**
 * Reads records as they are at one instant, the first ten of the keys; reads of them through the returned store get
 * these, everything else is read, listed and written as usual. For one attempt: nothing of it is read again.
 */
export async function readAhead(kv: Deno.Kv, keys: readonly Deno.KvKey[]): Promise<Deno.Kv> {
  const entries = await kv.getMany<unknown[]>(keys.slice(0, MAX_KEYS));
  const known = new Map(entries.map((entry) => [JSON.stringify(entry.key), entry]));
  const knownEntry = (key: Deno.KvKey) => known.get(JSON.stringify(key));

  const reading: Pick<Deno.Kv, "get" | "getMany"> = {
    // The types of the values are the caller's.
    async get<T>(...[key, options]: Parameters<Deno.Kv["get"]>) {
      return knownEntry(key) as Deno.KvEntryMaybe<T> | undefined ?? await kv.get<T>(key, options);
    },
    async getMany<T extends readonly unknown[]>(
      keys: readonly [...{ [K in keyof T]: Deno.KvKey }],
      options?: { consistency?: Deno.KvConsistencyLevel },
    ) {
      const found = keys.map(knownEntry);
      return found.every((entry) => entry !== undefined)
        ? found as { [K in keyof T]: Deno.KvEntryMaybe<T[K]> }
        : await kv.getMany<T>(keys, options);
    },
  };
  return new Proxy(kv, {
    get(_, name) {
      if (name in reading) return reading[name as keyof typeof reading];
      const value = Reflect.get(kv, name);
      return typeof value === "function" ? value.bind(kv) : value;
    },
  });
}
