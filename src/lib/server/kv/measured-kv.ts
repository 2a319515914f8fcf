import type { Measures } from "../runtime/measures.ts";
import { storeFailureOf } from "./errors.ts";

type Counted = Pick<Measures, "commits" | "storeErrors">;

/** The same store, which counts how long its commits take and what fails. */
export function measureKv(kv: Deno.Kv, measures: Counted): Deno.Kv {
  const { atomic, get, getMany, set, delete: remove } = kv;
  const counted = <T>(operation: "read" | "write", result: Promise<T>): Promise<T> => {
    result.catch((error) => countError(measures, operation, error));
    return result;
  };
  return Object.assign(kv, {
    atomic: () => measureCommit(atomic.call(kv), measures),
    get: (...args: Parameters<typeof get>) => counted("read", get.apply(kv, args)),
    getMany: (...args: Parameters<typeof getMany>) => counted("read", getMany.apply(kv, args)),
    set: (...args: Parameters<typeof set>) => counted("write", set.apply(kv, args)),
    delete: (...args: Parameters<typeof remove>) => counted("write", remove.apply(kv, args)),
  });
}

function measureCommit(op: Deno.AtomicOperation, measures: Counted): Deno.AtomicOperation {
  const { commit } = op;
  op.commit = async () => {
    const began = performance.now();
    let outcome = "error";
    try {
      const result = await commit.call(op);
      outcome = result.ok ? "written" : "check-failed";
      return result;
    } catch (error) {
      countError(measures, "write", error);
      throw error;
    } finally {
      measures.commits.observe(performance.now() - began, outcome);
    }
  };
  return op;
}

function countError({ storeErrors }: Counted, operation: "read" | "write", error: unknown): void {
  storeErrors.add(operation, storeFailureOf(error) ?? "other");
}
