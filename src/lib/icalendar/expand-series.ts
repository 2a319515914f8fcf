import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import {
  type DateOrDateTime,
  endInstantOf,
  type EventDuration,
  toInstant,
  type VEvent,
} from "./vevent.ts";
import { instanceMatcher, instanceWallTime, wallTimeIn } from "./instance-matcher.ts";
import {
  BudgetExceeded,
  budgetExceeded,
  expandRule,
  type ExpansionBudget,
  spendSteps,
} from "./expand-rule.ts";
import { interpretRule } from "./rule-interpretations.ts";
import type { RecurrenceRule } from "./recurrence-rule.ts";

/** Steps that keeping an instance costs, beside finding it. */
const STEPS_PER_INSTANCE = 20;
/** Steps that reading a rule costs. */
const STEPS_PER_RULE = 60;

/** Busy time of one UID, and why some of it is only assumed. */
export interface SeriesBusyTime {
  busy: Span[];
  /** `rule`, `zone` or `too-much`: its busy time is wider than it may be; null when all is known. */
  approximate: string | null;
}

/** An event with all its instances, moved, cancelled and orphaned ones, inside the window. */
export function busyTimeOfSeries(
  masters: VEvent[],
  overrides: VEvent[],
  window: Span,
  budget: ExpansionBudget,
): SeriesBusyTime {
  const time: SeriesBusyTime = { busy: [], approximate: null };
  for (const master of masters) expandMaster(master, overrides, window, budget, time);
  // An override stands for itself, also where the series does not know its instance.
  for (const override of overrides) {
    if (override.isOpaque) {
      addInstance(time, window, override.start, override.start.wall, override.duration);
    }
    if (override.start.zoneUnknown) time.approximate ??= "zone";
  }
  return time;
}

function expandMaster(
  master: VEvent,
  overrides: VEvent[],
  window: Span,
  budget: ExpansionBudget,
  time: SeriesBusyTime,
) {
  const { start } = master;
  spendSteps(budget, master.exdates.length + 3 * overrides.length);
  if (start.zoneUnknown) time.approximate ??= "zone";
  if (master.isTruncated.except) time.approximate ??= "too-much";
  let isHourly = false;
  const replacing = overrides.flatMap(({ recurrenceId }) =>
    recurrenceId ? [recurrenceId.moment] : []
  );
  const replaced = instanceMatcher(start, replacing),
    excepted = instanceMatcher(start, master.exdates);
  if (replaced.isAmbiguous || excepted.isAmbiguous) time.approximate ??= "zone";
  const futures = overrides.filter((override) => override.recurrenceId?.andFuture)
    .map((override) => ({
      override,
      from: instanceWallTime(start, override.recurrenceId?.moment ?? start),
    }))
    .sort((a, b) => a.from - b.from);
  const reach = maxReach(master, futures);

  const keep = (wall: number, length: EventDuration) => {
    spendSteps(budget, STEPS_PER_INSTANCE + futures.length);
    const again = isHourly ? start.clock.secondInstantOf(wall) : null;
    if (
      again !== null && !replaced.matchesRepeated(again, true) &&
      !excepted.matchesRepeated(again, false)
    ) {
      place(wall, length, again);
    }
    if (
      !replaced.matchesFirst(wall, isHourly, again) && !excepted.matchesFirst(wall, false, again)
    ) {
      place(wall, length, null);
    }
  };
  const place = (wall: number, length: EventDuration, again: number | null) => {
    const future = futures.findLast(({ from }) => wall >= from);
    if (!future) {
      if (master.isOpaque) addInstance(time, window, start, wall, length, again);
    } else if (future.override.isOpaque) {
      const { override, from } = future;
      const unsure = start.zoneUnknown || override.start.zoneUnknown;
      const moved = wall + wallTimeIn(start, override.start) - from;
      const movedAgain = again === null ? null : start.clock.secondInstantOf(moved);
      addInstance(
        time,
        window,
        { ...start, zoneUnknown: unsure },
        moved,
        override.duration,
        movedAgain,
      );
    }
  };

  const seen = new Set<number>();
  const once = (wall: number) => {
    if (seen.has(wall)) return;
    seen.add(wall);
    keep(wall, master.duration);
  };
  const from = start.clock.wallOf(window.start) - reach,
    to = start.clock.wallOf(window.end) + reach;
  // How long it may go on where not all of it can be followed.
  let until = Infinity;
  try {
    spendSteps(budget, STEPS_PER_RULE * master.rrules.length);
    const read = master.rrules.map((text) => interpretRule(text, start.isDate));
    if (read.some(({ isUnambiguous }) => !isUnambiguous)) time.approximate ??= "rule";
    const rules = read.flatMap(({ rules }) => rules);
    isHourly = rules.some(repeatsHourly);
    once(start.wall);
    if (master.isTruncated.extra) throw budgetExceeded;
    for (const { moment, length } of master.rdates) {
      const wall = wallTimeIn(start, moment);
      // A period has a length of its own, also where an instance begins at the same time; a date says no time.
      if (length) keep(wall, length);
      else if (moment.isDate && !start.isDate) keep(wall, { days: 1, ms: 0 });
      else once(wall);
    }
    if (read.some(({ rules }) => rules.length === 0)) throw budgetExceeded;
    until = Math.max(...rules.map((rule) => untilOf(rule, start)));
    for (const rule of rules) {
      const last = untilOf(rule, start);
      for (const wall of expandRule(rule, start.wall, from, to, last, budget)) once(wall);
    }
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    time.approximate ??= "too-much";
    const blocking = [master, ...futures.map(({ override }) => override)].filter((event) =>
      event.isOpaque
    );
    if (blocking.length > 0) {
      const first = Math.min(...blocking.map((event) => earliestInstant(event.start)));
      addWithinWindow(
        time,
        window,
        first,
        until === Infinity ? Infinity : toInstant(start, until + reach),
      );
    }
  }
}

/** How far outside the window an instance can start and still reach into it. */
function maxReach(master: VEvent, futures: { override: VEvent; from: number }[]): number {
  const lengths = [master, ...futures.map(({ override }) => override)]
    .map(({ duration }) => duration.days * DAY + duration.ms);
  const shifts = futures.map(({ override, from }) =>
    Math.abs(wallTimeIn(master.start, override.start) - from)
  );
  return Math.max(...lengths) + Math.max(0, ...shifts) + DAY;
}

/**
 * Whether a rule goes on in the next hour. Where the clock is set back, it then takes the repeated hour, too; any other
 * instance is the first of the two (RFC 5545 §3.3.5).
 */
function repeatsHourly({ freq, byHour }: RecurrenceRule): boolean {
  return ["SECONDLY", "MINUTELY", "HOURLY"].includes(freq) ||
    byHour.some((hour) => byHour.includes((hour + 1) % 24));
}

/** UNTIL on the wall clock of the series, included; for dates the day as written counts, or the host's where that is later. */
function untilOf(rule: RecurrenceRule, start: DateOrDateTime): number {
  if (!rule.until) return Infinity;
  const { wall, isUtc, isDate } = rule.until;
  const local = isUtc ? start.clock.wallOf(wall) : wall;
  if (isDate || start.isDate) {
    return Math.floor(Math.max(wall, local) / DAY) * DAY + DAY - 1;
  }
  // Where the clock is not known, it may be that of the furthest east.
  return isUtc && start.zoneUnknown ? local + 14 * HOUR : local;
}

/** The first instant that a moment can stand for. */
function earliestInstant(moment: DateOrDateTime): number {
  return toInstant(moment) - (moment.zoneUnknown ? 14 * HOUR : 0);
}

/** Adds an instance; `again` is when its time comes a second time, if it is that one. */
function addInstance(
  time: SeriesBusyTime,
  window: Span,
  start: DateOrDateTime,
  wall: number,
  length: EventDuration,
  again: number | null = null,
) {
  const late = start.zoneUnknown ? 12 * HOUR : 0;
  const first = earliestInstant({ ...start, wall });
  const begin = again ?? first;
  const end = endInstantOf(start.clock, wall, length) + late + (length.days ? 0 : begin - first);
  if (length.days + length.ms > 0) addWithinWindow(time, window, begin, end);
}

function addWithinWindow(time: SeriesBusyTime, window: Span, start: number, end: number) {
  const inside = { start: Math.max(start, window.start), end: Math.min(end, window.end) };
  if (inside.start < inside.end) time.busy.push(inside);
}
