/** Commits that are asked for at the same time are made as one transaction, so that the file is synced once for all of them. */

interface Waiting {
  checks: Deno.AtomicCheck[];
  /** The keys of the checks and of the writes, as texts. */
  checked: string[];
  written: string[];
  writes: ((op: Deno.AtomicOperation) => void)[];
  result: PromiseWithResolvers<Deno.KvCommitResult | Deno.KvCommitError>;
}

/** What a transaction of the file takes, and how large a commit may be that is made with others. */
const MAX_CHECKS = 100, MAX_WRITES = 800, MAX_WRITES_OF_ONE = 200;

/**
 * The same store, whose commits wait for the one that is under way and are then made together. Each succeeds or fails
 * as if it were made alone, one after the other: none is made together with one that writes what it checks, and where
 * the transaction fails on a check they are made again one by one. Not for a KV Connect server, which takes ten checks.
 */
export function foldCommits(kv: Deno.Kv): Deno.Kv {
  const { atomic } = kv;
  const queue: Waiting[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    while (queue.length > 0) await commitTogether(takeTogether(queue));
    isRunning = false;
  }

  async function commitTogether(together: readonly Waiting[]): Promise<void> {
    if (together.length === 1) return await commitAlone(together[0]!);
    const op = tryOperationOf(together);
    try {
      const done = await op?.commit();
      if (done?.ok) return together.forEach(({ result }) => result.resolve(done));
    } catch (error) {
      // Deno has refused it for its size before anything was written; after any other error it may have happened.
      if (!(error instanceof TypeError)) {
        return together.forEach(({ result }) => result.reject(error));
      }
    }
    for (const each of together) await commitAlone(each);
  }

  /** Null where a value of one of them cannot be stored. */
  function tryOperationOf(together: readonly Waiting[]): Deno.AtomicOperation | null {
    try {
      return operationOf(together);
    } catch {
      return null;
    }
  }

  async function commitAlone(each: Waiting): Promise<void> {
    try {
      each.result.resolve(await operationOf([each]).commit());
    } catch (error) {
      each.result.reject(error);
    }
  }

  function operationOf(together: readonly Waiting[]): Deno.AtomicOperation {
    const op = atomic.call(kv);
    for (const { checks, writes } of together) {
      op.check(...checks);
      for (const write of writes) write(op);
    }
    return op;
  }

  function foldedOperation(): Deno.AtomicOperation {
    const op = atomic.call(kv);
    const waiting = newWaiting();
    const write = (key: Deno.KvKey, apply: Waiting["writes"][number]) => {
      waiting.written.push(textOf(key));
      waiting.writes.push(apply);
      return op;
    };
    return Object.assign(op, {
      check(...checks: Deno.AtomicCheck[]) {
        waiting.checks.push(...checks);
        waiting.checked.push(...checks.map(({ key }) => textOf(key)));
        return op;
      },
      set: (...args: Parameters<typeof op.set>) => write(args[0], (real) => real.set(...args)),
      delete: (key: Deno.KvKey) => write(key, (real) => real.delete(key)),
      commit() {
        // Of an operation that is committed again, as after a locked database, the first result stands for itself.
        const { promise } = waiting.result = Promise.withResolvers();
        queue.push(waiting);
        if (!isRunning) {
          isRunning = true;
          // What is asked for in the same turn is made together.
          queueMicrotask(run);
        }
        return promise;
      },
    });
  }

  return Object.assign(kv, { atomic: foldedOperation });
}

function newWaiting(): Waiting {
  return { checks: [], checked: [], written: [], writes: [], result: Promise.withResolvers() };
}

/** Takes the first commit of the queue, and those behind it that can be made with it. */
function takeTogether(queue: Waiting[]): Waiting[] {
  const together: Waiting[] = [], later: Waiting[] = [];
  const written = new Set<string>();
  let checks = 0, writes = 0;
  for (const each of queue) {
    const isFirst = together.length === 0;
    const fits = each.writes.length <= MAX_WRITES_OF_ONE &&
      checks + each.checks.length <= MAX_CHECKS && writes + each.writes.length <= MAX_WRITES;
    if (!isFirst && (!fits || each.checked.some((key) => written.has(key)))) {
      later.push(each);
      continue;
    }
    together.push(each);
    checks += each.checks.length;
    writes += each.writes.length;
    for (const key of each.written) written.add(key);
    if (isFirst && !fits) writes = MAX_WRITES;
  }
  queue.splice(0, queue.length, ...later);
  return together;
}

function textOf(key: Deno.KvKey): string {
  return key.map((part) => `${typeof part} ${String(part)}`).join("\0");
}
