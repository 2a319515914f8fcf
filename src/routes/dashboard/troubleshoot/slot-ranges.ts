import type { ReasonCode } from "$lib/scheduling/slot-reasons.ts";
import type { ExplainedStart } from "$lib/server/availability/explain.ts";

/** Starts one after another that have the same first reason; null is what is offered. */
export interface SlotRange {
  code: ReasonCode | null;
  first: number;
  last: number;
  n: number;
}

/** A day's starts as a person reads them: from this time to that, and why. */
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
