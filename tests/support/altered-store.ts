import v8 from "node:v8";

type Method = (...args: never[]) => unknown;

/** The same store with some of its methods replaced. */
export function alteredStore(
  kv: Deno.Kv,
  others: { [Name in keyof Deno.Kv]?: Method },
): Deno.Kv {
  return new Proxy(kv, {
    get(_, name) {
      if (Object.hasOwn(others, name)) return Reflect.get(others, name);
      const value = Reflect.get(kv, name, kv);
      return typeof value === "function" ? value.bind(kv) : value;
    },
  });
}

/** The same store, which tells every method that it is asked for. */
export function watchedStore(kv: Deno.Kv, onUse: (name: PropertyKey) => void): Deno.Kv {
  return new Proxy(kv, {
    get(_, name) {
      onUse(name);
      const value = Reflect.get(kv, name, kv);
      return typeof value === "function" ? value.bind(kv) : value;
    },
  });
}

type Result = Deno.KvCommitResult | Deno.KvCommitError;

/** The same store, whose commits are made when and as often as `commit` says. */
export function committingStore(
  kv: Deno.Kv,
  commit: (make: () => Promise<Result>) => Promise<Result>,
): Deno.Kv {
  return alteredStore(kv, {
    atomic() {
      const op = kv.atomic(), make = op.commit.bind(op);
      return Object.assign(op, { commit: () => commit(make) });
    },
  });
}

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
  return alteredStore(kv, {
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
      })();
    },
  });
}

/** What one commit wrote: mutations, and bytes of their keys and values. */
export interface CommitSize {
  checks: number;
  mutations: number;
  bytes: number;
}

/** The same store, which reports the size of every commit. */
export function measuredStore(kv: Deno.Kv, report: (size: CommitSize) => void): Deno.Kv {
  return alteredStore(kv, { atomic: () => measured(kv.atomic(), report) });
}

function measured(
  op: Deno.AtomicOperation,
  report: (size: CommitSize) => void,
): Deno.AtomicOperation {
  const size: CommitSize = { checks: 0, mutations: 0, bytes: 0 };
  const { check, set, delete: remove, commit } = op;
  const count = (key: Deno.KvKey, value?: unknown) => {
    size.mutations++;
    size.bytes += v8.serialize(key).length + (value === undefined ? 0 : v8.serialize(value).length);
  };
  return Object.assign(op, {
    check: (...checks: Deno.AtomicCheck[]) => {
      size.checks += checks.length;
      return check.apply(op, checks);
    },
    set: (key: Deno.KvKey, value: unknown) => {
      count(key, value);
      return set.call(op, key, value);
    },
    delete: (key: Deno.KvKey) => {
      count(key);
      return remove.call(op, key);
    },
    commit: async () => {
      const result = await commit.call(op);
      report(size);
      return result;
    },
  });
}
