import { hasEnough } from "../enough-guests.ts";
import { countOf, type WantedDay } from "./wanted-day.ts";
import { parseSlot, type WantedReason, wantedReasons, type WeekSlot } from "./wanted-time.ts";

/** How often times were wanted for this reason. */
export interface ReasonCount {
  reason: WantedReason;
  times: number;
}

/** How often a half hour of the week was wanted, or a weekday at any time. */
export interface SlotCount extends WeekSlot {
  times: number;
  /** Most frequent first; null where they are too few to be broken down. */
  reasons: ReasonCount[] | null;
}

/** The wanted times of some dates; both lists are empty where there are too few. */
export interface WantedFigures {
  total: number;
  /** For which their days had no more room: in the total, in no list. */
  other: number;
  /** By the first reason of each, most frequent first. */
  reasons: ReasonCount[];
  /** Most wanted first. */
  slots: SlotCount[];
}

/** The days with the wanted times of one event type alone; of all of them without one. */
export function daysOfType(days: readonly WantedDay[], typeId: string | null): WantedDay[] {
  if (typeId === null) return [...days];
  return days.map(({ types }) => {
    const type = types[typeId];
    return { types: type ? { [typeId]: type } : {}, other: 0 };
  });
}

/** The wanted times of these days by reason and by half hour of the week. */
export function wantedFigures(days: readonly WantedDay[]): WantedFigures {
  const total = days.reduce((sum, day) => sum + countOf(day), 0);
  const other = days.reduce((sum, day) => sum + day.other, 0);
  if (!hasEnough(total)) return { total, other, reasons: [], slots: [] };
  const byReason = new Map<WantedReason, number>();
  const bySlot = new Map<string, Map<WantedReason, number>>();
  for (const { times } of days.flatMap(({ types }) => Object.values(types))) {
    for (const [slot, byReasons] of Object.entries(times)) {
      const ofSlot = bySlot.get(slot) ?? new Map<WantedReason, number>();
      bySlot.set(slot, ofSlot);
      for (const [reasons, n] of Object.entries(byReasons)) {
        const first = firstOf(reasons);
        for (const counts of [byReason, ofSlot]) counts.set(first, (counts.get(first) ?? 0) + n);
      }
    }
  }
  return { total, other, reasons: counted(byReason), slots: countedSlots(bySlot) };
}

function firstOf(reasons: string): WantedReason {
  const [first] = reasons.split("+");
  return wantedReasons.find((reason) => reason === first)!;
}

function counted(counts: ReadonlyMap<WantedReason, number>): ReasonCount[] {
  return wantedReasons.flatMap((reason) => {
    const times = counts.get(reason);
    return times === undefined ? [] : [{ reason, times }];
  }).sort((a, b) => b.times - a.times);
}

function countedSlots(bySlot: ReadonlyMap<string, ReadonlyMap<WantedReason, number>>): SlotCount[] {
  return [...bySlot].map(([text, counts]) => {
    const times = [...counts.values()].reduce((sum, n) => sum + n, 0);
    const reasons = hasEnough(times) ? counted(counts) : null;
    return { ...parseSlot(text), times, reasons };
  }).sort((a, b) =>
    b.times - a.times || a.weekday - b.weekday || (a.halfHour ?? -1) - (b.halfHour ?? -1)
  );
}
