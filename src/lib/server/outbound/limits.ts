import { DEFAULT_TIMEOUT_MS, type OutboundFetch } from "./outbound-fetch.ts";
import { OutboundError } from "./errors.ts";

/** The fetch with a total timeout over all its requests, ms. */
export function withTotalTimeout(
  fetch: OutboundFetch,
  ms: number,
  clock: () => number = () => performance.now(),
): OutboundFetch {
  const deadline = clock() + ms;
  return async (url, init = {}) => {
    const remainingMs = deadline - clock();
    if (remainingMs <= 0) throw new OutboundError("timeout", new URL(url).hostname);
    return await fetch(url, {
      ...init,
      timeoutMs: Math.min(init.timeoutMs ?? DEFAULT_TIMEOUT_MS, remainingMs),
    });
  };
}

/** Longer than a DNS failure or a refused connection takes. */
const MIN_FAILURE_MS = 1_000;

/**
 * Runs `work`; a failure to reach the target is reported no earlier than after `leastMs`, so that timing does not
 * reveal whether a name exists, an address is private or a port is closed.
 */
export async function withUniformFailureTime<T>(
  work: () => Promise<T>,
  isUnreached: (error: unknown) => boolean,
  leastMs = MIN_FAILURE_MS,
): Promise<T> {
  const elapsed = Promise.withResolvers<void>();
  const timer = setTimeout(elapsed.resolve, leastMs);
  try {
    return await work();
  } catch (error) {
    if (isUnreached(error)) await elapsed.promise;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
