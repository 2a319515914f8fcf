import type { Span } from "$lib/scheduling/span.ts";
import { endOf, type Event, instantOf, type Length, type Moment } from "./event.ts";
import { type Budget, occurrences, spend, TooMuch, tooMuch } from "./recurrence.ts";
import { forDates, frequencies, readRule, type Rule } from "./rule.ts";

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
  const replaced = replacedBy(master, overrides);
  const excepted = momentsIn(master, master.except);
  const futures = overrides.filter((override) => override.replaces?.andFuture)
    .map((override) => ({ override, from: wallIn(start, override.replaces?.moment ?? start) }))
    .sort((a, b) => a.from - b.from);
  const reach = reachOf(master, futures);

  const keep = (wall: number, length: Length) => {
    spend(budget, INSTANCE + futures.length);
    if (replaced(wall) || excepted(wall)) return;
    const future = futures.findLast(({ from }) => wall >= from)?.override;
    if (!future) {
      if (master.blocks) add(time, window, start, wall, length);
    } else if (future.blocks && future.replaces) {
      const shift = wallIn(start, future.start) - wallIn(start, future.replaces.moment);
      const unsure = start.unsure || future.start.unsure;
      add(time, window, { ...start, unsure }, wall + shift, future.length);
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
    once(start.wall);
    if (master.tooMany.extra) throw tooMuch;
    for (const { moment, length } of master.extra) {
      const wall = wallIn(start, moment);
      // A period has a length of its own, also where an instance begins at the same time; a date says no time.
      if (length) keep(wall, length);
      else if (moment.dateOnly && !start.dateOnly) keep(wall, { days: 1, ms: 0 });
      else once(wall);
    }
    spend(budget, RULE * master.rules.length);
    const rules = master.rules.map((text) => ruleOf(text, start));
    if (rules.some(({ known }) => !known)) time.unknown ??= "rule";
    until = Math.max(...rules.map(({ rule }) => rule ? untilOf(rule, start) : Infinity));
    for (const { rule } of rules) {
      if (!rule) throw tooMuch;
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

/** The rule, or what is certain to cover it: every day at this time where only the days are unclear, nothing where the times are. */
function ruleOf(text: string, start: Moment): { rule: Rule | null; known: boolean } {
  try {
    const rule = readRule(text);
    return { rule: start.dateOnly ? forDates(rule) : rule, known: true };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const freq = frequencies.indexOf(
      (/FREQ=([A-Z]+)/i.exec(text)?.[1]?.toUpperCase() ?? "") as (typeof frequencies)[number],
    );
    // A sign for another may have joined two parts.
    const parts = text.toUpperCase().split(";").map((part) => part.split("="));
    const daysOnly = freq >= frequencies.indexOf("DAILY") &&
      parts.every(([name = "", ...values]) => ofDays.has(name.trim()) && values.length === 1);
    return { rule: daysOnly ? readRule("FREQ=DAILY") : null, known: false };
  }
}

/** Parts of a rule that say nothing about the time of day. */
const ofDays = new Set(
  ("FREQ INTERVAL COUNT UNTIL BYDAY BYMONTHDAY BYYEARDAY BYWEEKNO BYMONTH BYSETPOS WKST RSCALE SKIP")
    .split(" "),
);

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

function replacedBy(master: Event, overrides: Event[]): (wall: number) => boolean {
  return momentsIn(master, overrides.flatMap(({ replaces }) => replaces ? [replaces.moment] : []));
}

/** Whether one of the moments names the instance at a wall-clock time: by its instant, or by its date where it is a date. */
function momentsIn(master: Event, moments: Moment[]): (wall: number) => boolean {
  const { start } = master;
  const dates = new Set<number>(), walls = new Set<number>();
  for (const moment of moments) {
    if (moment.dateOnly || start.dateOnly) dates.add(dateIn(start, moment));
    else walls.add(wallIn(start, moment));
  }
  return (wall) => walls.has(wall) || dates.has(Math.floor(wall / DAY));
}

function dateIn(start: Moment, moment: Moment): number {
  // Midnight in UTC is how some programs write a date.
  const wall = moment.dateOnly || moment.wall % DAY === 0 ? moment.wall : wallIn(start, moment);
  return Math.floor(wall / DAY);
}

/** A moment on the wall clock of the series. */
function wallIn(start: Moment, moment: Moment): number {
  if (moment.clock === start.clock || moment.dateOnly) return moment.wall;
  return start.clock.wallOf(instantOf(moment));
}

/** The first instant that a moment can stand for. */
function earliest(moment: Moment): number {
  return instantOf(moment) - (moment.unsure ? 14 * HOUR : 0);
}

function add(time: SeriesTime, window: Span, start: Moment, wall: number, length: Length) {
  const late = start.unsure ? 12 * HOUR : 0;
  const begin = earliest({ ...start, wall });
  const end = endOf(start.clock, wall, length) + late;
  if (length.days + length.ms > 0) fill(time, window, begin, end);
}

function fill(time: SeriesTime, window: Span, start: number, end: number) {
  const inside = { start: Math.max(start, window.start), end: Math.min(end, window.end) };
  if (inside.start < inside.end) time.busy.push(inside);
}
