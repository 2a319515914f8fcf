import type { Span } from "$lib/scheduling/span.ts";
import { type Component, properties, property } from "./content.ts";
import { type Budget, occurrences, spend } from "./recurrence.ts";
import { readRule, type Rule } from "./rule.ts";

/** Offsets in milliseconds over a stretch of time: what is in force at its start, and each change inside. */
export interface Offsets {
  first: number;
  changes: { at: number; offset: number }[];
}

const YEAR = 366 * 86_400_000;

/** One STANDARD or DAYLIGHT of a VTIMEZONE: when it begins on the wall clock, and the offsets before and after. */
interface Observance {
  start: number;
  from: number;
  to: number;
  rules: Rule[];
  dates: number[];
}

/** The offsets that a VTIMEZONE describes (RFC 5545 §3.6.5); null when it describes none, or in a way that cannot be followed. */
export function observedOffsets(
  zone: Component,
  budget: Budget,
): ((span: Span) => Offsets) | null {
  let observances: Observance[];
  try {
    observances = zone.components.filter(({ name }) => name === "STANDARD" || name === "DAYLIGHT")
      .map(readObservance);
  } catch {
    return null; // the caller shows the zone as unknown
  }
  const earliest = observances.toSorted((a, b) => a.start - b.start)[0];
  if (!earliest) return null;
  return (span) => {
    const onsets = observances.flatMap((observance) => onsetsOf(observance, span, budget))
      .sort((a, b) => a.at - b.at);
    return {
      first: onsets.findLast(({ at }) => at <= span.start)?.offset ?? earliest.from,
      changes: onsets.filter(({ at }) => at > span.start && at < span.end),
    };
  };
}

function onsetsOf(
  observance: Observance,
  span: Span,
  budget: Budget,
): Offsets["changes"] {
  const { start, from, to, rules, dates } = observance;
  // Two years back, so that what is in force at the start of the span is known.
  const first = Math.max(start, span.start - 2 * YEAR), last = span.end + YEAR;
  spend(budget, dates.length);
  const walls = [start, ...dates];
  for (const rule of rules) {
    const until = rule.until ? rule.until.wall + (rule.until.utc ? from : 0) : Infinity;
    // A rule that ended long ago still says what has been in force since.
    const enter = until < first ? Math.max(start, until - 2 * YEAR) : first;
    walls.push(...occurrences(rule, start, enter, last, until, budget));
  }
  return walls.map((wall) => ({ at: wall - from, offset: to }));
}

function readObservance(component: Component): Observance {
  if (component.broken > 0) throw new RangeError("a line that cannot be read");
  return {
    start: readWall(property(component, "DTSTART")?.value ?? ""),
    from: readOffset(property(component, "TZOFFSETFROM")?.value ?? ""),
    to: readOffset(property(component, "TZOFFSETTO")?.value ?? ""),
    rules: properties(component, "RRULE").map(({ value }) => readRule(value)),
    dates: properties(component, "RDATE").flatMap(({ value }) => value.split(",").map(readWall)),
  };
}

function readWall(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?/.exec(text.trim());
  if (!match) throw new RangeError("no wall-clock time");
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) =>
    Number(part ?? 0)
  );
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

function readOffset(text: string): number {
  const match = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(text.trim());
  if (!match) throw new RangeError("no offset");
  const size = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return (match[1] === "-" ? -size : size) * 1000;
}
