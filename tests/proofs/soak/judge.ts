/** Whether what a program uses stays the same over time. */
import { median } from "../load/crowd.ts";
import type { Sample } from "./samples.ts";

export interface Comparison {
  what: string;
  unit: string;
  first: number;
  last: number;
  /** What `last` may be. */
  most: number;
  isFlat: boolean;
}

/** How much more the last quarter may have than the first: a part of it, and a little that is always allowed. */
const tolerances: [what: string, unit: string, keyof Sample, part: number, more: number][] = [
  ["memory", "MB", "rssMb", 0.15, 16],
  ["heap", "MB", "heapMb", 0.15, 12],
  ["handles", "", "handles", 0.02, 8],
  ["write-ahead log", "MB", "walMb", 0.25, 8],
  ["page p50", "ms", "p50Ms", 0.5, 5],
  ["page p99", "ms", "p99Ms", 1, 50],
];
/** A later booking may take this much more of the store than an earlier one. */
const STORE_PART = 0.25;
/** The first part is left out: caches fill, and code is compiled. */
const WARM_UP = 0.2;

/** Medians of the first quarter beside those of the last, after a warm-up. */
export function judge(samples: readonly Sample[]): Comparison[] {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP));
  const quarter = Math.max(1, Math.floor(warm.length / 4));
  const first = warm.slice(0, quarter), last = warm.slice(-quarter);
  return [
    ...tolerances.map(([what, unit, name, part, more]) => {
      const [before, after] = [first, last].map((some) => median(some.map((each) => each[name])));
      return comparison(what, unit, before!, after!, before! * (1 + part) + more);
    }),
    ofStore(warm),
  ];
}

/** The store grows with the bookings in it: what one of them takes, in the first half and in the second. */
function ofStore(samples: readonly Sample[]): Comparison {
  const middle = Math.floor(samples.length / 2);
  const before = bytesEach(samples.slice(0, middle + 1)), after = bytesEach(samples.slice(middle));
  return comparison("store for each booking", "KB", before, after, before * (1 + STORE_PART) + 1);
}

function bytesEach(samples: readonly Sample[]): number {
  const from = samples[0], to = samples.at(-1);
  if (!from || !to || to.bookings === from.bookings) return 0;
  return (to.fileMb - from.fileMb) * 1_000 / (to.bookings - from.bookings);
}

function comparison(
  what: string,
  unit: string,
  first: number,
  last: number,
  most: number,
): Comparison {
  return { what, unit, first, last, most, isFlat: last <= most };
}

/** "memory: 180.2 MB at first, 181.0 MB at last, at most 223.2: flat". */
export function inWords({ what, unit, first, last, most, isFlat }: Comparison): string {
  const [a, b, c] = [first, last, most].map((value) => `${value.toFixed(1)} ${unit}`.trim());
  return `${what}: ${a} at first, ${b} at last, at most ${c}: ${isFlat ? "flat" : "GROWS"}`;
}
