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
