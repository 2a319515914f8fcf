import v8 from "node:v8";

/** What one commit wrote: mutations, and bytes of their keys and values. */
export interface CommitSize {
  checks: number;
  mutations: number;
  bytes: number;
}

/** The same store, which reports the size of every commit. */
export function measuredStore(kv: Deno.Kv, report: (size: CommitSize) => void): Deno.Kv {
  return new Proxy(kv, {
    get: (_, name) => {
      if (name === "atomic") return () => measured(kv.atomic(), report);
      const value = Reflect.get(kv, name, kv);
      return typeof value === "function" ? value.bind(kv) : value;
    },
  });
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
