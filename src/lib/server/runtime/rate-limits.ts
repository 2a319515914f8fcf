import { MINUTE } from "$lib/scheduling/durations.ts";

/** At most `max` within a sliding window of `windowMs`. */
export interface RateLimit {
  max: number;
  windowMs: number;
}

/** Counts requests of clients in the memory of this process. */
export interface RateLimiter {
  /** Counts one request and returns null; when the limit is reached, the seconds to wait. */
  take(what: string, who: string, limit: RateLimit): number | null;
  /** What a client has left, without counting anything. */
  left(what: string, who: string, limit: RateLimit): RequestsLeft;
}

/** How many requests are left, and the seconds in which they can be spent. */
export interface RequestsLeft {
  requests: number;
  seconds: number;
}

interface WindowCount {
  windowAt: number;
  previous: number;
  now: number;
  windowMs: number;
}

/** Clients counted at once; the least recently active ones are dropped. */
const MAX_COUNTED_CLIENTS = 50_000;

/**
 * A sliding window from two counters: the previous one fades out while the current one fills. `elapsed` is monotonic,
 * ms.
 */
export function openRateLimiter(elapsed: () => number): RateLimiter {
  const counts = new Map<string, WindowCount>();
  let sweepAt = 0;

  function countOf(key: string, windowMs: number): WindowCount {
    const windowAt = Math.floor(elapsed() / windowMs);
    const was = counts.get(key);
    counts.delete(key);
    const count: WindowCount = was?.windowAt === windowAt ? was : {
      windowAt,
      previous: was?.windowAt === windowAt - 1 ? was.now : 0,
      now: 0,
      windowMs,
    };
    counts.set(key, count);
    return count;
  }

  function dropOldCounts() {
    if (counts.size > MAX_COUNTED_CLIENTS) {
      const [oldest] = counts.keys();
      if (oldest !== undefined) counts.delete(oldest);
    }
    if (elapsed() < sweepAt) return;
    sweepAt = elapsed() + MINUTE;
    for (const [key, { windowAt, windowMs }] of counts) {
      if ((windowAt + 2) * windowMs <= elapsed()) counts.delete(key);
    }
  }

  return {
    take(what, who, { max, windowMs }) {
      dropOldCounts();
      const count = countOf(`${what}\0${who}`, windowMs);
      const passed = elapsed() % windowMs / windowMs;
      if (count.previous * (1 - passed) + count.now + 1 <= max) {
        count.now++;
        return null;
      }
      return Math.max(1, Math.ceil(windowsUntilRoom(count, max, passed) * windowMs / 1000));
    },
    left(what, who, { max, windowMs }) {
      const { previous, now } = countOf(`${what}\0${who}`, windowMs);
      const passed = elapsed() % windowMs / windowMs;
      return {
        requests: Math.max(0, Math.floor(max - previous * (1 - passed) - now)),
        seconds: Math.max(1, Math.ceil((1 - passed) * windowMs / 1000)),
      };
    },
  };
}

/** When the fading count leaves room for one more, in windows. */
function windowsUntilRoom({ previous, now }: WindowCount, max: number, passed: number): number {
  if (now + 1 <= max) return 1 - (max - now - 1) / previous - passed;
  return 1 - passed + (1 - (max - 1) / now);
}
