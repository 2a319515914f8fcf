import type { Span } from "$lib/scheduling/span.ts";
import { endOf, type Event, instantOf, type Length, type Moment } from "./event.ts";
import { namedInstances, placeOf, wallIn } from "./named-instances.ts";
import { type Budget, occurrences, spend, TooMuch, tooMuch } from "./recurrence.ts";
import { readRules } from "./rule-readings.ts";
import type { Rule } from "./rule.ts";

const HOUR = 3_600_000, DAY = 86_400_000;

/** Steps that keeping an instance costs, beside finding it. */
const INSTANCE = 20;
/** Steps that reading a rule costs. */
const RULE = 60;

/** Busy time of one UID, and why some of it is only assumed. */
export interface SeriesTime {
  busy: Span[];
  /** `rule`, `zone` or `too-much`: its busy time is wider than it may be; null when all is known. */
  unknown: string | null;
}

/** An event with all its instances, moved, cancelled and orphaned ones, inside the window. */
export function timeOfSeries(
  masters: Event[],
  overrides: Event[],
  window: Span,
  budget: Budget,
): SeriesTime {
  const time: SeriesTime = { busy: [], unknown: null };
  for (const master of masters) instancesOf(master, overrides, window, budget, time);
  // An override stands for itself, also where the series does not know its instance.
  for (const override of overrides) {
    if (override.blocks) add(time, window, override.start, override.start.wall, override.length);
    if (override.start.unsure) time.unknown ??= "zone";
  }
  return time;
}

function instancesOf(
  master: Event,
  overrides: Event[],
  window: Span,
  budget: Budget,
  time: SeriesTime,
) {
  const { start } = master;
  spend(budget, master.except.length + 3 * overrides.length);
  if (start.unsure) time.unknown ??= "zone";
  if (master.tooMany.except) time.unknown ??= "too-much";
  let isHourly = false;
  const replacing = overrides.flatMap(({ replaces }) => replaces ? [replaces.moment] : []);
  const replaced = namedInstances(start, replacing),
    excepted = namedInstances(start, master.except);
  if (replaced.unclear || excepted.unclear) time.unknown ??= "zone";
  const futures = overrides.filter((override) => override.replaces?.andFuture)
    .map((override) => ({ override, from: placeOf(start, override.replaces?.moment ?? start) }))
    .sort((a, b) => a.from - b.from);
  const reach = reachOf(master, futures);

  const keep = (wall: number, length: Length) => {
    spend(budget, INSTANCE + futures.length);
    const again = isHourly ? start.clock.againOf(wall) : null;
    if (again !== null && !replaced.again(again, true) && !excepted.again(again, false)) {
      place(wall, length, again);
    }
    if (!replaced.first(wall, isHourly, again) && !excepted.first(wall, false, again)) {
      place(wall, length, null);
    }
  };
  const place = (wall: number, length: Length, again: number | null) => {
    const future = futures.findLast(({ from }) => wall >= from);
    if (!future) {
      if (master.blocks) add(time, window, start, wall, length, again);
    } else if (future.override.blocks) {
      const { override, from } = future;
      const unsure = start.unsure || override.start.unsure;
      const moved = wall + wallIn(start, override.start) - from;
      const movedAgain = again === null ? null : start.clock.againOf(moved);
      add(time, window, { ...start, unsure }, moved, override.length, movedAgain);
    }
  };

  const seen = new Set<number>();
  const once = (wall: number) => {
    if (seen.has(wall)) return;
    seen.add(wall);
    keep(wall, master.length);
  };
  const from = start.clock.wallOf(window.start) - reach,
    to = start.clock.wallOf(window.end) + reach;
  // How long it may go on where not all of it can be followed.
  let until = Infinity;
  try {
    spend(budget, RULE * master.rules.length);
    const read = master.rules.map((text) => readRules(text, start.dateOnly));
    if (read.some(({ known }) => !known)) time.unknown ??= "rule";
    const rules = read.flatMap(({ rules }) => rules);
    isHourly = rules.some(goesOnByTheHour);
    once(start.wall);
    if (master.tooMany.extra) throw tooMuch;
    for (const { moment, length } of master.extra) {
      const wall = wallIn(start, moment);
      // A period has a length of its own, also where an instance begins at the same time; a date says no time.
      if (length) keep(wall, length);
      else if (moment.dateOnly && !start.dateOnly) keep(wall, { days: 1, ms: 0 });
      else once(wall);
    }
    if (read.some(({ rules }) => rules.length === 0)) throw tooMuch;
    until = Math.max(...rules.map((rule) => untilOf(rule, start)));
    for (const rule of rules) {
      const last = untilOf(rule, start);
      for (const wall of occurrences(rule, start.wall, from, to, last, budget)) once(wall);
    }
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    time.unknown ??= "too-much";
    const blocking = [master, ...futures.map(({ override }) => override)].filter((event) =>
      event.blocks
    );
    if (blocking.length > 0) {
      const first = Math.min(...blocking.map((event) => earliest(event.start)));
      fill(time, window, first, until === Infinity ? Infinity : instantOf(start, until + reach));
    }
  }
}

/** How far outside the window an instance can start and still reach into it. */
function reachOf(master: Event, futures: { override: Event; from: number }[]): number {
  const lengths = [master, ...futures.map(({ override }) => override)]
    .map(({ length }) => length.days * DAY + length.ms);
  const shifts = futures.map(({ override, from }) =>
    Math.abs(wallIn(master.start, override.start) - from)
  );
  return Math.max(...lengths) + Math.max(0, ...shifts) + DAY;
}

/**
 * Whether a rule goes on in the next hour. Where the clock is set back, it then takes the repeated hour, too; any other
 * instance is the first of the two (RFC 5545 §3.3.5).
 */
function goesOnByTheHour({ freq, byHour }: Rule): boolean {
  return ["SECONDLY", "MINUTELY", "HOURLY"].includes(freq) ||
    byHour.some((hour) => byHour.includes((hour + 1) % 24));
}

/** UNTIL on the wall clock of the series, included; for dates the day as written counts, or the host's where that is later. */
function untilOf(rule: Rule, start: Moment): number {
  if (!rule.until) return Infinity;
  const { wall, utc, dateOnly } = rule.until;
  const local = utc ? start.clock.wallOf(wall) : wall;
  if (dateOnly || start.dateOnly) {
    return Math.floor(Math.max(wall, local) / DAY) * DAY + DAY - 1;
  }
  // Where the clock is not known, it may be that of the furthest east.
  return utc && start.unsure ? local + 14 * HOUR : local;
}

/** The first instant that a moment can stand for. */
function earliest(moment: Moment): number {
  return instantOf(moment) - (moment.unsure ? 14 * HOUR : 0);
}

/** Adds an instance; `again` is when its time comes a second time, if it is that one. */
function add(
  time: SeriesTime,
  window: Span,
  start: Moment,
  wall: number,
  length: Length,
  again: number | null = null,
) {
  const late = start.unsure ? 12 * HOUR : 0;
  const first = earliest({ ...start, wall });
  const begin = again ?? first;
  const end = endOf(start.clock, wall, length) + late + (length.days ? 0 : begin - first);
  if (length.days + length.ms > 0) fill(time, window, begin, end);
}

function fill(time: SeriesTime, window: Span, start: number, end: number) {
  const inside = { start: Math.max(start, window.start), end: Math.min(end, window.end) };
  if (inside.start < inside.end) time.busy.push(inside);
}
