import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { TitledSpan } from "$lib/scheduling/entry-title.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { VEvent } from "./vevent.ts";
import { endInstantOf, type EventDuration, longestOf, msOf, oneDay } from "./event-duration.ts";
import { type DateOrDateTime, toInstant } from "./date-time.ts";
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

/** Steps of storing an instance, beside finding it. */
const STEPS_PER_INSTANCE = 20;
/** Steps of parsing a rule. */
const STEPS_PER_RULE = 60;

/** Busy times of one UID. */
export interface SeriesBusyTime {
  busy: Span[];
  /** Of these, the occurrences that are called otherwise than the series; null for private ones. */
  renamed: TitledSpan[];
  /** `rule`, `zone`, `end` or `too-much` when `busy` may be wider than the events; null when it is exact. */
  approximate: string | null;
}

/** Busy times of a series with its overrides inside the window. */
export function busyTimeOfSeries(
  masters: VEvent[],
  overrides: VEvent[],
  window: Span,
  budget: ExpansionBudget,
): SeriesBusyTime {
  const time: SeriesBusyTime = { busy: [], renamed: [], approximate: null };
  const [first] = [...masters, ...overrides];
  for (const master of masters) expandMaster(master, overrides, window, budget, time);
  // An override counts also when the series has no such instance.
  for (const override of overrides) {
    if (override.isOpaque) {
      const known = time.busy.length;
      addInstance(time, window, override.start, override.start.wall, override.durations);
      if (first && isNamedOtherwise(override, first)) {
        rename(time, time.busy.slice(known), override);
      }
    }
    if (override.start.zoneUnknown || override.hasUnknownZone) time.approximate ??= "zone";
    // RFC 5545 knows no series in an instance.
    if (override.rrules.length > 0 || override.rdates.length > 0) {
      expandMaster(override, [], window, budget, time);
      time.approximate ??= "rule";
    }
  }
  return time;
}

function isNamedOtherwise(one: VEvent, other: VEvent): boolean {
  return one.title !== other.title || one.isPrivate !== other.isPrivate;
}

function rename(time: SeriesBusyTime, spans: readonly Span[], { title, isPrivate }: VEvent) {
  for (const span of spans) time.renamed.push({ ...span, title: isPrivate ? null : title });
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
  if (start.zoneUnknown || master.hasUnknownZone) time.approximate ??= "zone";
  if (master.isTruncated.exdates) time.approximate ??= "too-much";
  let isHourly = false;
  const replacedMoments = overrides.flatMap(({ recurrenceId }) =>
    recurrenceId ? [recurrenceId.moment] : []
  );
  const replaced = instanceMatcher(start, replacedMoments),
    excluded = instanceMatcher(start, master.exdates);
  if (replaced.isAmbiguous || excluded.isAmbiguous) time.approximate ??= "zone";
  const futureOverrides = overrides.filter((override) => override.recurrenceId?.thisAndFuture)
    .map((override) => ({
      override,
      from: instanceWallTime(start, override.recurrenceId?.moment ?? start),
    }))
    .sort((a, b) => a.from - b.from);
  const reach = maxReach(master, futureOverrides);
  const blocking = [master, ...futureOverrides.map(({ override }) => override)]
    .filter(({ isOpaque }) => isOpaque);

  const addOccurrence = (wall: number, durations: readonly EventDuration[]) => {
    spendSteps(budget, STEPS_PER_INSTANCE + futureOverrides.length);
    const repeatedAt = isHourly ? start.clock.secondInstantOf(wall) : null;
    if (
      repeatedAt !== null && !replaced.matchesRepeated(repeatedAt, true) &&
      !excluded.matchesRepeated(repeatedAt, false)
    ) {
      addToWindow(wall, durations, repeatedAt, true);
    }
    if (
      !replaced.matchesFirst(wall, isHourly, repeatedAt) &&
      !excluded.matchesFirst(wall, false, repeatedAt)
    ) {
      addToWindow(wall, durations, null, repeatedAt !== null);
    }
  };
  const addToWindow = (
    wall: number,
    durations: readonly EventDuration[],
    repeatedAt: number | null,
    isTwice: boolean,
  ) => {
    // Of the two in a repeated hour each has its exact length.
    const inHour = (some: readonly EventDuration[]) =>
      isTwice ? some.filter(({ isAlternative }) => !isAlternative) : some;
    const future = futureOverrides.findLast(({ from }) => wall >= from);
    if (!future) {
      if (master.isOpaque) addInstance(time, window, start, wall, inHour(durations), repeatedAt);
    } else if (future.override.isOpaque) {
      const { override, from } = future, known = time.busy.length;
      const zoneUnknown = start.zoneUnknown || override.start.zoneUnknown;
      const moved = wall + wallTimeIn(start, override.start) - from;
      const movedRepeatedAt = repeatedAt === null ? null : start.clock.secondInstantOf(moved);
      addInstance(
        time,
        window,
        { ...start, zoneUnknown },
        moved,
        inHour(override.durations),
        movedRepeatedAt,
      );
      if (isNamedOtherwise(override, master)) rename(time, time.busy.slice(known), override);
    }
  };

  const seen = new Set<number>();
  const addOnce = (wall: number) => {
    if (seen.has(wall)) return;
    seen.add(wall);
    addOccurrence(wall, master.durations);
  };
  const from = start.clock.wallOf(window.start) - reach,
    to = start.clock.wallOf(window.end) + reach;
  // The end of the series when its expansion exceeds the budget.
  let until = Infinity;
  try {
    spendSteps(budget, STEPS_PER_RULE * master.rrules.length);
    const read = master.rrules.map((text) => interpretRule(text, start.isDate));
    if (read.some(({ isUnambiguous }) => !isUnambiguous)) time.approximate ??= "rule";
    const rules = read.flatMap(({ rules }) => rules);
    isHourly = rules.some(repeatsHourly);
    addOnce(start.wall);
    if (master.isTruncated.rdates) throw budgetExceeded;
    for (const { moment, durations } of master.rdates) {
      const wall = wallTimeIn(start, moment);
      // Which instance an unknown zone means is unknown, so it is replaced by none.
      if (moment.zoneUnknown && !start.zoneUnknown) {
        const lengths = durations ?? blocking.flatMap((each) => each.durations);
        if (blocking.length > 0) addInstance(time, window, moment, moment.wall, lengths);
      } // A PERIOD has its own length; a DATE in a series with times covers the whole day.
      else if (durations) addOccurrence(wall, durations);
      else if (moment.isDate && !start.isDate) addOccurrence(wall, [oneDay]);
      else addOnce(wall);
    }
    if (read.some(({ rules }) => rules.length === 0)) throw budgetExceeded;
    until = Math.max(...rules.map((rule) => untilOf(rule, start)));
    for (const rule of rules) {
      const last = untilOf(rule, start);
      for (const wall of expandRule(rule, start.wall, from, to, last, budget)) addOnce(wall);
    }
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    time.approximate ??= "too-much";
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

/** How far outside the window an instance can start and still overlap it. */
function maxReach(master: VEvent, futureOverrides: { override: VEvent; from: number }[]): number {
  if (futureOverrides.length === 0) return longestOf(master.durations) + DAY;
  const lengths = [master, ...futureOverrides.map(({ override }) => override)]
    .map(({ durations }) => longestOf(durations));
  const shifts = futureOverrides.map(({ override, from }) =>
    Math.abs(wallTimeIn(master.start, override.start) - from)
  );
  return Math.max(...lengths) + Math.max(0, ...shifts) + DAY;
}

/**
 * Whether a rule has instances in consecutive hours. When the clock is set back, these also occur in the repeated hour;
 * any other instance occurs only the first time (RFC 5545 §3.3.5).
 */
function repeatsHourly({ freq, byHour }: RecurrenceRule): boolean {
  return ["SECONDLY", "MINUTELY", "HOURLY"].includes(freq) ||
    byHour.some((hour) => byHour.includes((hour + 1) % 24));
}

/** UNTIL as inclusive wall time of the series; for dates the day as written, or in the series' zone when that is later. */
function untilOf(rule: RecurrenceRule, start: DateOrDateTime): number {
  if (!rule.until) return Infinity;
  const { wall, isUtc, isDate } = rule.until;
  const local = isUtc ? start.clock.wallOf(wall) : wall;
  if (isDate || start.isDate) {
    return Math.floor(Math.max(wall, local) / DAY) * DAY + DAY - 1;
  }
  // An unknown zone may be as far east as UTC+14.
  return isUtc && start.zoneUnknown ? local + 14 * HOUR : local;
}

/** The earliest instant that a moment can mean. */
function earliestInstant(moment: DateOrDateTime): number {
  return toInstant(moment) - (moment.zoneUnknown ? 14 * HOUR : 0);
}

/** Adds an instance up to the latest of its ends; `repeatedAt` is its instant in a repeated hour. */
function addInstance(
  time: SeriesBusyTime,
  window: Span,
  start: DateOrDateTime,
  wall: number,
  durations: readonly EventDuration[],
  repeatedAt: number | null = null,
) {
  const uncertainty = start.zoneUnknown ? 12 * HOUR : 0;
  const first = earliestInstant({ ...start, wall });
  const begin = repeatedAt ?? first;
  let earliest = Infinity, latest = -Infinity;
  for (const length of durations) {
    if (msOf(length) === 0) continue;
    const end = endInstantOf(start.clock, wall, length) + uncertainty +
      (length.nominal ? 0 : begin - first);
    earliest = Math.min(earliest, end);
    latest = Math.max(latest, end);
  }
  if (earliest < latest && earliest < window.end && latest > window.start) {
    time.approximate ??= "end";
  }
  addWithinWindow(time, window, begin, latest);
}

function addWithinWindow(time: SeriesBusyTime, window: Span, start: number, end: number) {
  const inside = { start: Math.max(start, window.start), end: Math.min(end, window.end) };
  if (inside.start < inside.end) time.busy.push(inside);
}
