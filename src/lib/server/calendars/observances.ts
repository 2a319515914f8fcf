import type { Span } from "$lib/scheduling/span.ts";
import { dayAt } from "./civil.ts";
import { type Component, properties, property } from "./content.ts";
import { type Budget, occurrences, spend } from "./recurrence.ts";
import { readRule, type Rule } from "./rule.ts";
import { isMeantOneWay } from "./rule-readings.ts";
import type { Offsets } from "./zones.ts";

const DAY = 86_400_000;
const YEAR = 366 * DAY;

/** What a VTIMEZONE says (RFC 5545 §3.6.5). */
export interface ObservedZone {
  offsetsIn(span: Span): Offsets;
  /** It describes what is in force between these instants; outside it only tells what was in force last, or before. */
  covers: Span;
  /** One offset and nothing else. */
  isFixed: boolean;
  /** Whether a change in a span begins from another offset than is in force: one that comes before it is left out. */
  isTornIn(span: Span): boolean;
}

/** A change of the offset, and which one was in force before by its own word. */
interface Onset {
  at: number;
  from: number;
  offset: number;
}

/** One STANDARD or DAYLIGHT of a VTIMEZONE: when it begins on the wall clock, and the offsets before and after. */
interface Observance {
  name: string;
  start: number;
  from: number;
  to: number;
  rules: Rule[];
  dates: number[];
}

/** Whether a VTIMEZONE says nothing but its name. */
export function isEmptyZone(zone: Component): boolean {
  return zone.broken === 0 && observancesIn(zone).length === 0;
}

/** The offsets that a VTIMEZONE describes; null where not all of it can be followed. */
export function readZone(zone: Component, budget: Budget): ObservedZone | null {
  let observances: Observance[];
  try {
    if (zone.broken > 0) return null;
    observances = observancesIn(zone).map(readObservance);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null; // the caller shows the zone as unknown, or in doubt
  }
  const [earliest] = observances.toSorted((a, b) => a.start - b.start);
  if (!earliest) return null;
  const [begin = 0, ...ends] = boundsOf(observances);
  const offsetsIn = (span: Span): { first: number; changes: Onset[] } => {
    const onsets = observances.flatMap((observance) => onsetsOf(observance, span, budget))
      .sort((a, b) => a.at - b.at);
    return {
      first: onsets.findLast(({ at }) => at <= span.start)?.offset ?? earliest.from,
      changes: onsets.filter(({ at }) => at > span.start && at < span.end),
    };
  };
  return {
    offsetsIn,
    covers: { start: begin, end: Math.min(...ends) },
    isFixed: observances.every(({ from, to }) => from === earliest.to && to === earliest.to),
    isTornIn: (span) => isTorn(offsetsIn(span)),
  };
}

function isTorn({ first, changes }: { first: number; changes: Onset[] }): boolean {
  let before = first, last: Onset | null = null;
  for (const onset of changes) {
    if (last?.at === onset.at && last.offset === onset.offset) continue;
    if (onset.from !== before) return true;
    before = onset.offset;
    last = onset;
  }
  return false;
}

/** The offsets that are mentioned in a VTIMEZONE, as far as they can be read. */
export function mentionedOffsets(zone: Component): number[] {
  const lines = observancesIn(zone).flatMap((observance) => [
    ...properties(observance, "TZOFFSETFROM"),
    ...properties(observance, "TZOFFSETTO"),
  ]);
  return [...new Set(lines.flatMap(({ value }) => offsetIn(value) ?? []))];
}

function observancesIn(zone: Component): Component[] {
  return zone.components.filter(({ name }) => name === "STANDARD" || name === "DAYLIGHT");
}

/** The first onset, and for each kind of observance up to when its onsets are told. */
function boundsOf(observances: Observance[]): number[] {
  const first = Math.min(
    ...observances.map(({ start, from, dates }) => Math.min(start, ...dates) - from),
  );
  const last = new Map<string, number>();
  for (const { name, start, from, dates, rules } of observances) {
    const ends = rules.map((rule) => rule.count === null ? untilOf(rule, from) : start);
    const told = Math.max(start, ...dates, ...ends) - from;
    last.set(name, Math.max(last.get(name) ?? -Infinity, told));
  }
  return [first, ...last.values()];
}

function onsetsOf(
  observance: Observance,
  span: Span,
  budget: Budget,
): Onset[] {
  const { start, from, to, rules, dates } = observance;
  const last = span.end + YEAR;
  spend(budget, dates.length);
  const walls = [start, ...dates];
  for (const rule of rules) {
    const until = untilOf(rule, from);
    // Two years back, so that what is in force at the start of the span is known.
    const first = Math.max(start, Math.min(span.start, until) - 2 * YEAR);
    // One that is counted, or comes every so many years, says it from its beginning.
    const enter = rule.count !== null || rule.interval > 1 ? start : first;
    walls.push(...occurrences(rule, start, enter, last, until, budget));
  }
  return walls.map((wall) => ({ at: wall - from, from, offset: to }));
}

/** UNTIL on the wall clock before the onset, included; met are UTC, as it has to be, the wall clock, and the day. */
function untilOf({ until }: Rule, from: number): number {
  if (!until) return Infinity;
  return until.wall + (until.utc ? from : until.dateOnly ? DAY - 1 : 0);
}

function readObservance(component: Component): Observance {
  if (component.broken > 0) throw new RangeError("a line that cannot be read");
  const said = (name: string) => property(component, name)?.value ?? "";
  const rules = properties(component, "RRULE").map(({ value }) => readRule(value));
  if (!rules.every(isMeantOneWay)) throw new RangeError("a rule that cannot be followed");
  return {
    name: component.name,
    start: readWall(said("DTSTART")),
    from: readOffset(said("TZOFFSETFROM")),
    to: readOffset(said("TZOFFSETTO")),
    rules,
    dates: properties(component, "RDATE").flatMap(({ value }) => value.split(",").map(readWall)),
  };
}

function readWall(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/i.exec(text.trim());
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] =
    match?.slice(1, 7).map((part) => Number(part ?? 0)) ?? [];
  if (month < 1 || month > 12 || date < 1 || date > 31 || hour > 24 || minute > 59) {
    throw new RangeError("no wall-clock time");
  }
  return dayAt(year, month, date) * DAY + ((hour * 60 + minute) * 60 + second) * 1000;
}

function readOffset(text: string): number {
  const offset = offsetIn(text);
  if (offset === null) throw new RangeError("no offset");
  return offset;
}

function offsetIn(text: string): number | null {
  const match = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(text.trim());
  if (!match) return null;
  const size = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return (match[1] === "-" ? -size : size) * 1000;
}
