/**
 * Commits to a KV Connect server whose outcome is always known. Deno's client sends a request again, silently and
 * without end, when the network loses the answer; the second one then fails on the checks that the first has changed.
 */
import { newId } from "../runtime/secrets.ts";
import { DAY, SECOND } from "$lib/scheduling/durations.ts";
import { StoreUnreachable } from "./errors.ts";
import { keys } from "./keys.ts";

/** Checks that a commit takes over KV Connect. */
const MAX_CHECKS = 10;
/** How long a request that the network holds back may still arrive. */
const MARK_KEPT_MS = DAY;
const DEFAULT_TIMEOUT_MS = 10 * SECOND;

/**
 * The same store, whose commits write a mark of their own and check that it is not there. What is sent twice is applied
 * once, and after a failed check or a lost answer the mark says whether the commit happened.
 */
export function withKnownOutcomes(kv: Deno.Kv, timeoutMs = DEFAULT_TIMEOUT_MS): Deno.Kv {
  const { atomic, get, getMany } = kv;
  const isMarked = async (mark: Deno.KvKey) =>
    (await untilAnswered(() => get.call(kv, mark))).versionstamp;

  function markedCommit(): Deno.AtomicOperation {
    const op = atomic.call(kv), mark = keys.commitMark(newId());
    const commit = op.commit.bind(op), check = op.check.bind(op);
    let checks = 0, isBegun = false;
    op.check = (...each) => {
      checks += each.length;
      return check(...each);
    };
    async function decide(): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
      // An answer settles it: the checks and the mark hold for later copies too.
      const result = await untilAnswered(commit);
      if (result.ok) return result;
      const versionstamp = await isMarked(mark);
      return versionstamp === null ? result : { ok: true, versionstamp };
    }
    op.commit = () => {
      if (!isBegun) {
        isBegun = true;
        // Beside ten checks, those of the change keep a copy from being applied.
        if (checks < MAX_CHECKS) check({ key: mark, versionstamp: null });
        op.set(mark, true, { expireIn: MARK_KEPT_MS });
      }
      return inTime(decide(), timeoutMs);
    };
    return op;
  }

  return Object.assign(kv, {
    atomic: markedCommit,
    get: (...args: Parameters<typeof get>) =>
      inTime(untilAnswered(() => get.apply(kv, args)), timeoutMs),
    getMany: (...args: Parameters<typeof getMany>) =>
      inTime(untilAnswered(() => getMany.apply(kv, args)), timeoutMs),
  });
}

/** Asks again while the answer is lost on its way, which Deno's client does only before the answer has begun. */
async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isLostAnswer(error)) throw error;
      await new Promise((wake) => setTimeout(wake, 100 + Math.random() * 200));
    }
  }
}

/** Whether the answer was lost on its way; another error is the server's own. */
function isLostAnswer(error: unknown): boolean {
  return error instanceof Error &&
    /failed to (read response body|decode response)/.test(error.message);
}

/** Fails after a time: who asks is told, while the client goes on trying. */
async function inTime<T>(result: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreUnreachable()), timeoutMs);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}
