/** The same store, where `act` runs once, before keys of a family are read for the first time from now on; `isAfter` where it is to run right after several were read at one instant. */
export function beforeReading(
  kv: Deno.Kv,
  family: string,
  act: () => Promise<unknown>,
  isAfter = false,
): Deno.Kv {
  let isDone = false;
  const reach = async (key: Deno.KvKey) => {
    if (isDone || key[0] !== family) return;
    isDone = true;
    await act();
  };
  const reachOf = async (keys: readonly Deno.KvKey[]) => {
    for (const key of keys) await reach(key);
  };
  const hooked: Partial<Deno.Kv> = {
    async get(...[key, options]: Parameters<Deno.Kv["get"]>) {
      await reach(key);
      return await kv.get(key, options);
    },
    async getMany(keys: readonly Deno.KvKey[]) {
      if (!isAfter) await reachOf(keys);
      const entries = await kv.getMany(keys);
      if (isAfter) await reachOf(keys);
      return entries;
    },
    list(...[selector, options]: Parameters<Deno.Kv["list"]>) {
      const key = "prefix" in selector ? selector.prefix : selector.start;
      return (async function* () {
        await reach(key);
        yield* kv.list(selector, options);
      })() as unknown as Deno.KvListIterator<never>;
    },
  } as Partial<Deno.Kv>;
  return new Proxy(kv, {
    get: (_, name) => {
      if (name in hooked) return Reflect.get(hooked, name);
      const value = Reflect.get(kv, name, kv);
      return typeof value === "function" ? value.bind(kv) : value;
    },
  });
}
