/**
 * How many requests may be under way at once. The event loop tells when there is more work than the machine can do: while
 * it is late, fewer are admitted, so that those are answered soon and nothing queues; once it is on time, more again.
 */
import type { RequestsUnderWay } from "./requests-under-way.ts";

/** What a request is for: a page to be made, one that is kept, a change. What is refused first comes first. */
export const ranks = ["page", "kept", "change"] as const;
export type Rank = (typeof ranks)[number];

export interface Admission {
  /** Whether a request of this rank may begin now. */
  admits(rank: Rank): boolean;
  /** In how many seconds a refused visitor should return; each another, so that not all come at once. */
  retryAfter(): number;
  /** How many requests may be under way while the next one is a change. */
  readonly most: number;
  /** Called every `TICK_MS` by a timer; how late it comes says how late everything is. */
  tick(): void;
}

export const TICK_MS = 100;
/** A page that waits longer than this on its way has too many before it. */
export const LATE_MS = 500;
/** While the event loop is on time, and where it stays late whatever is refused. */
export const MOST_UNDER_WAY = 512, LEAST_UNDER_WAY = 128;
/** How many more are admitted after each tick on time: all of them within five seconds. */
const MORE = 8;

/** Refused visitors return spread over eight seconds. */
const FIRST_RETRY_S = 3, RETRIES_S = 8;

/** The part of those under way up to which a request is admitted, so that what changes something is refused last. */
const share: Record<Rank, number> = { page: 1 / 4, kept: 1 / 2, change: 1 };

/** Opens it for requests that are counted in `requests`; `elapsed` is a monotonic clock in ms. */
export function openAdmission(
  requests: Pick<RequestsUnderWay, "count">,
  elapsed: () => number,
): Admission {
  let most = MOST_UNDER_WAY, last = elapsed(), refused = 0;
  return {
    admits: (rank) => requests.count < most * share[rank],
    retryAfter: () => FIRST_RETRY_S + refused++ % RETRIES_S,
    get most() {
      return most;
    },
    tick() {
      const now = elapsed(), lateMs = now - last - TICK_MS;
      last = now;
      // Once for each late tick, so that a pause of the machine alone refuses nobody.
      most = lateMs > LATE_MS
        ? Math.max(LEAST_UNDER_WAY, Math.floor(most / 2))
        : Math.min(MOST_UNDER_WAY, most + MORE);
    },
  };
}
