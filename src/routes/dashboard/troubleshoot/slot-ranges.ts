import type { ReasonCode } from "$lib/scheduling/slot-reasons.ts";
import type { ExplainedStart } from "$lib/server/availability/explain.ts";

/** Consecutive starts with the same first reason; null where they are offered. */
export interface SlotRange {
  code: ReasonCode | null;
  first: number;
  last: number;
  n: number;
}

/** A day's starts as ranges with the same reason. */
export function toSlotRanges(starts: readonly ExplainedStart[]): SlotRange[] {
  const stretches: SlotRange[] = [];
  for (const { start, reasons } of starts) {
    const code = reasons[0]?.code ?? null;
    const last = stretches.at(-1);
    if (last && last.code === code) {
      last.last = start;
      last.n++;
    } else stretches.push({ code, first: start, last: start, n: 1 });
  }
  return stretches;
}
