import type { Span } from "./span.ts";

/** Where a span stands beside those that overlap it: its lane, and how many lanes they share. */
export interface Lane {
  lane: number;
  lanes: number;
}

/** Puts spans that overlap side by side, in as few lanes as possible; where more than `most` overlap, the rest share the last one. */
export function assignLanes<Item extends Span>(
  items: readonly Item[],
  most: number,
): (Item & Lane)[] {
  const ordered = items.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const placed: (Item & Lane)[] = [];
  let group: (Item & Lane)[] = [];
  let ends: number[] = [];
  const close = () => {
    for (const item of group) item.lanes = ends.length;
    placed.push(...group);
    group = [];
    ends = [];
  };
  for (const item of ordered) {
    if (ends.length > 0 && ends.every((end) => end <= item.start)) close();
    const free = ends.findIndex((end) => end <= item.start);
    const lane = free !== -1 ? free : Math.min(ends.length, most - 1);
    ends[lane] = Math.max(ends[lane] ?? -Infinity, item.end);
    group.push({ ...item, lane, lanes: 1 });
  }
  close();
  return placed;
}
