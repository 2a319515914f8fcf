/** A store whose reads of some records are answered from one read of all of them. */

/** What one read takes. */
const MAX_KEYS = 10;

/**
 * Reads records as they are at one instant, the first ten of the keys; reads of them through the returned store get
 * these, everything else is read, listed and written as usual. For one attempt: nothing of it is read again.
 */
export async function readAhead(kv: Deno.Kv, keys: readonly Deno.KvKey[]): Promise<Deno.Kv> {
  const entries = await kv.getMany<unknown[]>(keys.slice(0, MAX_KEYS));
  const known = new Map(entries.map((entry) => [JSON.stringify(entry.key), entry]));
  const knownEntry = (key: Deno.KvKey) => known.get(JSON.stringify(key));

  const reading: Pick<Deno.Kv, "get" | "getMany"> = {
    async get(...args) {
      // deno-lint-ignore no-explicit-any -- the type of the value is the caller's
      return knownEntry(args[0]) as any ?? await kv.get(...args);
    },
    async getMany(...args) {
      const found = args[0].map(knownEntry);
      // deno-lint-ignore no-explicit-any -- the types of the values are the caller's
      return found.every((entry) => entry !== undefined) ? found as any : await kv.getMany(...args);
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
