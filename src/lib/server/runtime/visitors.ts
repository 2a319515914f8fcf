import { createHash, randomBytes } from "node:crypto";
import { HOUR } from "$lib/scheduling/durations.ts";

/** Steps of an hour that are remembered; beyond them no more are counted until the next hour. */
const MOST_REMEMBERED = 200_000;

/** Remembers for an hour who has taken which step, without knowing who it was. */
export interface Visitors {
  /** Whether a visitor takes this step for the first time in this hour. */
  isFirst(visitor: string, step: string): boolean;
  /** Whether a visitor has taken this step in this hour. */
  has(visitor: string, step: string): boolean;
}

/** Keeps 48 bits of a hash with a salt that is made anew each hour, in memory only. */
export function openVisitors(now: () => number, most = MOST_REMEMBERED): Visitors {
  let hour = NaN, salt = randomBytes(16);
  const seen = new Set<number>();

  function tokenOf(visitor: string, step: string): number {
    const current = Math.floor(now() / HOUR);
    if (current !== hour) {
      hour = current;
      salt = randomBytes(16);
      seen.clear();
    }
    const hash = createHash("sha256").update(salt).update(`${step}\n${visitor}`).digest();
    return hash.readUIntBE(0, 6);
  }

  return {
    isFirst(visitor, step) {
      const token = tokenOf(visitor, step);
      if (seen.has(token) || seen.size >= most) return false;
      seen.add(token);
      return true;
    },
    has: (visitor, step) => seen.has(tokenOf(visitor, step)),
  };
}
