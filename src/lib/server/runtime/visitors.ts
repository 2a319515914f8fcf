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

/** Keeps 53 bits of a hash with a salt that is made anew each hour, in memory only. */
export function openVisitors(now: () => number, most = MOST_REMEMBERED): Visitors {
  let hour = NaN, salt = newSalt();
  const seen = new Set<number>();

  function tokenOf(visitor: string, step: string): number {
    const current = Math.floor(now() / HOUR);
    if (current !== hour) {
      hour = current;
      salt = newSalt();
      seen.clear();
    }
    return hash53(`${step}\n${visitor}`, salt);
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

type Salt = readonly [low: number, high: number];

function newSalt(): Salt {
  const [low = 0, high = 0] = crypto.getRandomValues(new Uint32Array(2));
  return [low, high];
}

/**
 * A whole number of 53 bits for a text: two multiplicative hashes of 32 bits, mixed at the end as in MurmurHash3. It
 * tells visitors apart; what keeps them unknown is that neither it nor its salt leaves the memory, or outlives the hour.
 */
function hash53(text: string, [low, high]: Salt): number {
  let a = low, b = high;
  for (let n = 0; n < text.length; n++) {
    const code = text.charCodeAt(n);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x85ebca77);
    a ^= a >>> 15;
    b ^= b >>> 13;
  }
  a = mixed(a ^ b >>> 16);
  b = mixed(b ^ a);
  return (b & 0x1fffff) * 0x1_0000_0000 + (a >>> 0);
}

/** The finalizer of MurmurHash3. */
function mixed(bits: number): number {
  bits = Math.imul(bits ^ bits >>> 16, 0x85ebca6b);
  bits = Math.imul(bits ^ bits >>> 13, 0xc2b2ae35);
  return bits ^ bits >>> 16;
}
