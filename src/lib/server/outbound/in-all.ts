import { type OutboundFetch, USUAL_MS } from "./fetch.ts";
import { OutboundProblem } from "./problem.ts";

/** The same way out for so many milliseconds in all: who answers each of many questions just in time holds nobody up for ever. */
export function inAll(
  fetch: OutboundFetch,
  ms: number,
  clock: () => number = () => performance.now(),
): OutboundFetch {
  const until = clock() + ms;
  return async (url, init = {}) => {
    const left = until - clock();
    if (left <= 0) throw new OutboundProblem("timeout", new URL(url).hostname);
    return await fetch(url, { ...init, timeoutMs: Math.min(init.timeoutMs ?? USUAL_MS, left) });
  };
}
