import { DAY } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { dayNumberOf } from "./civil-dates.ts";
import { type Component, properties, property } from "./content-lines.ts";
import { expandRule, type ExpansionBudget, spendSteps } from "./expand-rule.ts";
import { parseRule, type RecurrenceRule } from "./recurrence-rule.ts";
import { isUnambiguous } from "./rule-interpretations.ts";
import type { UtcOffsets } from "./zone-clock.ts";

const YEAR = 366 * DAY;

/** The offsets of a VTIMEZONE (RFC 5545 §3.6.5). */
export interface ParsedVTimezone {
  offsetsIn(span: Span): UtcOffsets;
  /** The span that its observances describe; outside it the nearest offset is assumed. */
  coverage: Span;
  /** It has a single offset. */
  isFixed: boolean;
  /** Whether TZOFFSETFROM of a change in a span differs from the offset before it: a change is missing. */
  isInconsistentIn(span: Span): boolean;
}

/** A change of the offset, with its TZOFFSETFROM. */
interface Onset {
  at: number;
  from: number;
  offset: number;
}

/** A STANDARD or DAYLIGHT component: its onset as wall time, and the offsets before and after. */
interface Observance {
  name: string;
  start: number;
  from: number;
  to: number;
  rules: RecurrenceRule[];
  dates: number[];
}

/** Whether a VTIMEZONE has no observances. */
export function isEmptyVTimezone(zone: Component): boolean {
  return zone.invalidLines.length === 0 && observancesIn(zone).length === 0;
}

/** Parses a VTIMEZONE; null when a part of it is invalid. */
export function parseVTimezone(zone: Component, budget: ExpansionBudget): ParsedVTimezone | null {
  let observances: Observance[];
  try {
    if (zone.invalidLines.length > 0) return null;
    observances = observancesIn(zone).map(parseObservance);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null; // the caller treats the zone as unknown or ambiguous
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
    coverage: { start: begin, end: Math.min(...ends) },
    isFixed: observances.every(({ from, to }) => from === earliest.to && to === earliest.to),
    isInconsistentIn: (span) => hasInconsistentOffsets(offsetsIn(span)),
  };
}

function hasInconsistentOffsets({ first, changes }: { first: number; changes: Onset[] }): boolean {
  let before = first, last: Onset | null = null;
  for (const onset of changes) {
    if (last?.at === onset.at && last.offset === onset.offset) continue;
    if (onset.from !== before) return true;
    before = onset.offset;
    last = onset;
  }
  return false;
}

/** All readable offsets in a VTIMEZONE. */
export function mentionedOffsets(zone: Component): number[] {
  const lines = observancesIn(zone).flatMap((observance) => [
    ...properties(observance, "TZOFFSETFROM"),
    ...properties(observance, "TZOFFSETTO"),
  ]);
  return [...new Set(lines.flatMap(({ value }) => offsetOrNull(value) ?? []))];
}

function observancesIn(zone: Component): Component[] {
  return zone.components.filter(({ name }) => name === "STANDARD" || name === "DAYLIGHT");
}

/** The first onset, and the last onset of each kind of observance. */
function boundsOf(observances: Observance[]): number[] {
  const first = Math.min(
    ...observances.map(({ start, from, dates }) => Math.min(start, ...dates) - from),
  );
  const last = new Map<string, number>();
  for (const { name, start, from, dates, rules } of observances) {
    const ends = rules.map((rule) => rule.count === null ? untilOf(rule, from) : start);
    const lastOnset = Math.max(start, ...dates, ...ends) - from;
    last.set(name, Math.max(last.get(name) ?? -Infinity, lastOnset));
  }
  return [first, ...last.values()];
}

function onsetsOf(
  observance: Observance,
  span: Span,
  budget: ExpansionBudget,
): Onset[] {
  const { start, from, to, rules, dates } = observance;
  const last = span.end + YEAR;
  spendSteps(budget, dates.length);
  const walls = [start, ...dates];
  for (const rule of rules) {
    const until = untilOf(rule, from);
    // Two years back, so that the offset at the start of the span is known.
    const first = Math.max(start, Math.min(span.start, until) - 2 * YEAR);
    // With COUNT or INTERVAL a rule has to be expanded from its start.
    const enter = rule.count !== null || rule.interval > 1 ? start : first;
    walls.push(...expandRule(rule, start, enter, last, until, budget));
  }
  return walls.map((wall) => ({ at: wall - from, from, offset: to }));
}

/** UNTIL as inclusive wall time before the onset; UTC by the RFC, wall time or a date by some programs. */
function untilOf({ until }: RecurrenceRule, from: number): number {
  if (!until) return Infinity;
  return until.wall + (until.isUtc ? from : until.isDate ? DAY - 1 : 0);
}

function parseObservance(component: Component): Observance {
  if (component.invalidLines.length > 0) throw new RangeError("a line that cannot be read");
  const valueOf = (name: string) => property(component, name)?.value ?? "";
  const rules = properties(component, "RRULE").map(({ value }) => parseRule(value));
  if (!rules.every(isUnambiguous)) throw new RangeError("a rule that cannot be followed");
  return {
    name: component.name,
    start: parseWallTime(valueOf("DTSTART")),
    from: parseOffset(valueOf("TZOFFSETFROM")),
    to: parseOffset(valueOf("TZOFFSETTO")),
    rules,
    dates: properties(component, "RDATE").flatMap(({ value }) =>
      value.split(",").map(parseWallTime)
    ),
  };
}

function parseWallTime(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/i.exec(text.trim());
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] =
    match?.slice(1, 7).map((part) => Number(part ?? 0)) ?? [];
  if (month < 1 || month > 12 || date < 1 || date > 31 || hour > 24 || minute > 59) {
    throw new RangeError("no wall-clock time");
  }
  return dayNumberOf(year, month, date) * DAY + ((hour * 60 + minute) * 60 + second) * 1000;
}

function parseOffset(text: string): number {
  const offset = offsetOrNull(text);
  if (offset === null) throw new RangeError("no offset");
  return offset;
}

function offsetOrNull(text: string): number | null {
  const match = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(text.trim());
  if (!match) return null;
  const size = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return (match[1] === "-" ? -size : size) * 1000;
}
