import { dayNumber } from "../day.ts";
import { hasEnough } from "../enough-guests.ts";
import {
  type Change,
  type Changeable,
  dayHours,
  dayWindows,
  type HoursChange,
  parseChange,
} from "./change.ts";
import {
  bufferSteps,
  HALF_HOUR,
  lastDateSteps,
  noticeSteps,
  windowSteps,
} from "./possible-changes.ts";
import type { WantedDay } from "./wanted-day.ts";

/** The change that alone would have offered most wanted times. */
export interface BestChange {
  change: Change;
  /** The event types whose wanted times it would have offered; several where they share a schedule or the host's limits. */
  typeIds: string[];
  times: number;
}

/**
 * The change that would offer most of the wanted times of these days, of several the smallest; null where none would offer at
 * least three. What the settings allow by now is left out.
 */
export function bestChange(
  days: readonly WantedDay[],
  settings: ReadonlyMap<string, Changeable>,
): BestChange | null {
  let best: BestChange & { steps: number; text: string } | null = null;
  for (const [text, { typeIds, times, change }] of offeredByChange(days)) {
    if (!hasEnough(times)) continue;
    const steps = Math.max(...typeIds.map((id) => {
      const known = settings.get(id);
      return known ? stepsOf(change, known) : 0;
    }));
    if (steps <= 0) continue;
    const isBetter = best === null || times > best.times ||
      (times === best.times &&
        (steps < best.steps || (steps === best.steps && text < best.text)));
    if (isBetter) best = { change, typeIds, times, steps, text };
  }
  return best && { change: best.change, typeIds: best.typeIds, times: best.times };
}

/** How many wanted times each change would have offered: one of a schedule or of the host's limits those of every type. */
export function offeredByChange(days: readonly WantedDay[]): Map<string, BestChange> {
  const sums = new Map<string, BestChange>();
  for (const { types } of days) {
    for (const [typeId, { changes }] of Object.entries(types)) {
      for (const [text, n] of Object.entries(changes)) {
        const change = parseChange(text);
        if (!change) continue;
        const name = isShared(change) ? text : `${text} ${typeId}`;
        const sum = sums.get(name) ?? { change, typeIds: [], times: 0 };
        if (!sum.typeIds.includes(typeId)) sum.typeIds.push(typeId);
        sum.times += n;
        sums.set(name, sum);
      }
    }
  }
  return sums;
}

function isShared(change: Change): boolean {
  return ["hours", "open", "between"].includes(change.kind) ||
    (change.kind === "limit" && change.of === "host");
}

/** How far a change goes from the settings, in half hours open, or in steps of what is changed; 0 where it is none any more. */
export function stepsOf(change: Change, { type, schedule, hostLimits }: Changeable): number {
  switch (change.kind) {
    case "hours":
    case "open":
    case "between":
      return schedule?.id === change.scheduleId ? halfHoursMore(change, schedule.rules) : 0;
    case "notice":
      return between(noticeSteps, change.minutes, type.minimumNotice);
    case "window":
      return type.bookingWindowUntil === null
        ? between(windowSteps, type.bookingWindowDays + 1, change.days + 1)
        : 0;
    case "last-date": {
      const until = type.bookingWindowUntil;
      if (until === null) return 0;
      const days = dayNumber(change.date) - dayNumber(until);
      return days > 0 ? Math.max(1, between(lastDateSteps, 1, days + 1)) : 0;
    }
    case "limit": {
      const limits = change.of === "type" ? type.bookingLimits : hostLimits;
      const limit = limits?.[change.period] ?? null;
      return limit === null ? 0 : Math.max(0, change.limit - limit);
    }
    case "buffer": {
      const now = change.side === "before" ? type.bufferBefore : type.bufferAfter;
      return between(bufferSteps, change.minutes, now);
    }
  }
}

function halfHoursMore(
  change: HoursChange,
  rules: Parameters<typeof dayHours>[0],
): number {
  const hours = dayHours(rules, change.weekday);
  if (change.kind === "open") return hours ? 0 : (change.to - change.from) / HALF_HOUR;
  if (!hours) return 0;
  if (change.kind === "between") return halfHoursBetween(change, rules);
  const minutes = change.side === "from" ? hours.from - change.minute : change.minute - hours.to;
  return Math.max(0, minutes / HALF_HOUR);
}

/** What of it is closed; 0 where it lies between no windows of the day any more. */
function halfHoursBetween(
  { weekday, from, to }: Extract<Change, { kind: "between" }>,
  rules: Parameters<typeof dayHours>[0],
): number {
  const windows = dayWindows(rules, weekday);
  if (from < windows[0]!.from || to > windows.at(-1)!.to) return 0;
  const open = windows.map((each) => Math.min(each.to, to) - Math.max(each.from, from));
  return (to - from - open.reduce((sum, minutes) => sum + Math.max(0, minutes), 0)) / HALF_HOUR;
}

/** How many of the steps lie from the first value up to the second, which is left out. */
function between(steps: readonly number[], first: number, second: number): number {
  return steps.filter((step) => first <= step && step < second).length;
}
