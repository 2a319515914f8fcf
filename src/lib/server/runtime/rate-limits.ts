/** At most `most` within `windowMs`, which slides. */
export interface RateLimit {
  max: number;
  windowMs: number;
}

/** Counts what a client did lately, in the memory of this process. */
export interface RateLimiter {
  /** Null when there is room, and counts it; else the seconds to wait. */
  take(what: string, who: string, limit: RateLimit): number | null;
}

interface WindowCount {
  windowAt: number;
  before: number;
  now: number;
  windowMs: number;
}

/** Clients that are remembered at once; the ones that were quiet longest go first. */
const MAX_COUNTED_CLIENTS = 50_000;

/** A sliding window from two counters: the last one fades out while the present one fills. `elapsed` is monotonic, in ms. */
export function openRateLimiter(elapsed: () => number): RateLimiter {
  const counts = new Map<string, WindowCount>();
  let sweepAt = 0;

  function countOf(key: string, windowMs: number): WindowCount {
    const windowAt = Math.floor(elapsed() / windowMs);
    const was = counts.get(key);
    counts.delete(key);
    const count: WindowCount = was?.windowAt === windowAt ? was : {
      windowAt,
      before: was?.windowAt === windowAt - 1 ? was.now : 0,
      now: 0,
      windowMs,
    };
    counts.set(key, count);
    return count;
  }

  function dropOldCounts() {
    if (counts.size > MAX_COUNTED_CLIENTS) {
      const [quietest] = counts.keys();
      if (quietest !== undefined) counts.delete(quietest);
    }
    if (elapsed() < sweepAt) return;
    sweepAt = elapsed() + 60_000;
    for (const [key, { windowAt, windowMs }] of counts) {
      if ((windowAt + 2) * windowMs <= elapsed()) counts.delete(key);
    }
  }

  return {
    take(what, who, { max, windowMs }) {
      dropOldCounts();
      const count = countOf(`${what}\0${who}`, windowMs);
      const passed = elapsed() % windowMs / windowMs;
      if (count.before * (1 - passed) + count.now + 1 <= max) {
        count.now++;
        return null;
      }
      return Math.max(1, Math.ceil(windowsUntilRoom(count, max, passed) * windowMs / 1000));
    },
  };
}

/** In windows: when the fading count leaves room for one more. */
function windowsUntilRoom({ before, now }: WindowCount, most: number, passed: number): number {
  if (now + 1 <= most) return 1 - (most - now - 1) / before - passed;
  return 1 - passed + (1 - (most - 1) / now);
}
