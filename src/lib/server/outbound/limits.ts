import { DEFAULT_TIMEOUT_MS, type OutboundFetch } from "./outbound-fetch.ts";
import { OutboundError } from "./errors.ts";

/** The same way out for so many milliseconds in all: who answers each of many questions just in time holds nobody up for ever. */
export function withTotalTimeout(
  fetch: OutboundFetch,
  ms: number,
  clock: () => number = () => performance.now(),
): OutboundFetch {
  const until = clock() + ms;
  return async (url, init = {}) => {
    const left = until - clock();
    if (left <= 0) throw new OutboundError("timeout", new URL(url).hostname);
    return await fetch(url, {
      ...init,
      timeoutMs: Math.min(init.timeoutMs ?? DEFAULT_TIMEOUT_MS, left),
    });
  };
}

/** Longer than a name server or a closed port takes to say no. */
const MIN_FAILURE_MS = 1_000;

/**
 * Does the work; when nobody was there to be asked, its failure is told no earlier than after this time. How soon a no
 * comes must not tell a stranger whether a name is known, an address private or a port closed on our own network.
 */
export async function withUniformFailureTime<T>(
  work: () => Promise<T>,
  isNobodyThere: (error: unknown) => boolean,
  leastMs = MIN_FAILURE_MS,
): Promise<T> {
  const even = Promise.withResolvers<void>();
  const timer = setTimeout(even.resolve, leastMs);
  try {
    return await work();
  } catch (error) {
    if (isNobodyThere(error)) await even.promise;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
