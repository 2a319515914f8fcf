/** Resolves a TZID by its VTIMEZONE and the IANA zone of its name. */
import { DAY } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { Component } from "./content-lines.ts";
import {
  isEmptyVTimezone,
  mentionedOffsets,
  type ParsedVTimezone,
  parseVTimezone,
} from "./read-vtimezone.ts";
import { BudgetExceeded, type ExpansionBudget } from "./expand-rule.ts";
import {
  clockFromOffsets,
  fixedOffsetClock,
  ianaOffsetsOf,
  type UtcOffsets,
  type ZoneClock,
  zoneClockOf,
} from "./zone-clock.ts";

const YEAR = 366 * DAY;

/** Events that begin this long before a window may overlap it. */
const WINDOW_MARGIN = 62 * DAY;

/** Expansion steps of one zone. */
const STEPS = 100_000;

/** Resolved zones by name and window, because every object of a large collection has the same VTIMEZONE. */
const zoneCache = new Map<string, CachedZone[]>();
const MAX_CACHED = 200, MAX_CACHED_PER_NAME = 20, MAX_CACHED_CHARS = 40_000;

interface CachedZone {
  zones: readonly Component[];
  clock: ZoneClock | null;
}

/**
 * The clock of a TZID with its VTIMEZONEs and the IANA zone of its name: the IANA zone's when they agree around the
 * window, else the VTIMEZONE's. `alternatives` has further meanings when a VTIMEZONE is invalid, ends before the window or
 * occurs twice. Null when the zone is unknown.
 */
export function resolveZone(
  zones: readonly Component[],
  name: string | null,
  window: Span,
  budget: ExpansionBudget,
): ZoneClock | null {
  const span = { start: window.start - WINDOW_MARGIN, end: window.end + WINDOW_MARGIN };
  const key = `${name} ${span.start} ${span.end}`;
  const known = zoneCache.get(key)?.find((each) => areEqualComponents(each.zones, zones));
  if (known) return known.clock;
  const allotted = Math.min(STEPS, Math.max(0, budget.steps));
  const zoneBudget = { steps: allotted };
  let clock: ZoneClock | null;
  try {
    clock = findClock(zones, name, span, zoneBudget);
  } finally {
    budget.steps -= allotted - Math.max(0, zoneBudget.steps);
  }
  // A result under a reduced budget is not cached for other calendars.
  if (allotted === STEPS) cacheZone(key, zones, clock);
  return clock;
}

function findClock(
  zones: readonly Component[],
  name: string | null,
  span: Span,
  budget: ExpansionBudget,
): ZoneClock | null {
  const described = zones.filter((zone) => !isEmptyVTimezone(zone));
  const candidates = distinct(described, span, (zone) => possibleClocks(zone, name, span, budget));
  const clocks = candidates.filter((each) => each !== null);
  const [first, ...others] = clocks;
  if (first === undefined || clocks.length < candidates.length) {
    return candidates.length === 0 && name !== null ? zoneClockOf(name) : null;
  }
  return others.length > 0 ? { ...first, alternatives: others } : first;
}

/** Caches a copy, because substrings would keep the whole text in memory. */
function cacheZone(key: string, zones: readonly Component[], clock: ZoneClock | null) {
  const text = JSON.stringify(zones);
  if (text.length > MAX_CACHED_CHARS) return;
  if (zoneCache.size >= MAX_CACHED && !zoneCache.has(key)) zoneCache.clear();
  const others = zoneCache.get(key)?.slice(1 - MAX_CACHED_PER_NAME) ?? [];
  zoneCache.set(key, [...others, { zones: JSON.parse(text), clock }]);
}

/** Whether components are equal, compared line by line without building strings. */
function areEqualComponents(some: readonly Component[], others: readonly Component[]): boolean {
  return some.length === others.length && some.every((one, at) => {
    const other = others[at];
    return other !== undefined && one.name === other.name &&
      one.invalidLines.length === other.invalidLines.length &&
      one.properties.length === other.properties.length &&
      one.properties.every(({ name, value }, n) =>
        value === other.properties[n]?.value && name === other.properties[n]?.name
      ) && areEqualComponents(one.components, other.components);
  });
}

function contentOf({ properties, components }: Component): string {
  let content = "";
  for (const { name, value } of properties) content += `\n${name}:${value}`;
  for (const each of components) {
    content += `\n${each.name} ${each.invalidLines.length}${contentOf(each)}`;
  }
  return content;
}

/** The distinct candidate clocks of all VTIMEZONEs. */
function distinct(
  zones: readonly Component[],
  span: Span,
  candidatesOf: (zone: Component) => (ZoneClock | null)[],
): (ZoneClock | null)[] {
  const contents = new Map(zones.map((zone) => [contentOf(zone), zone]));
  const found: (ZoneClock | null)[] = [];
  for (const clock of [...contents.values()].flatMap(candidatesOf)) {
    const isKnown = found.some((each) =>
      each === clock || each !== null && clock !== null && contents.size > 1 &&
        isSame(offsetsIn(each, span), offsetsIn(clock, span))
    );
    if (!isKnown) found.push(clock);
  }
  return found;
}

/** Candidate clocks of one VTIMEZONE, the likeliest first; null for an unknown one. */
function possibleClocks(
  zone: Component,
  name: string | null,
  span: Span,
  budget: ExpansionBudget,
): (ZoneClock | null)[] {
  const parsed = parseVTimezone(zone, budget);
  if (name === null) {
    const isInconsistent = parsed &&
      orNullIfTooCostly(() => parsed.isInconsistentIn(widenByYear(span)));
    const others = isInconsistent ? mentionedOffsets(zone).map(fixedOffsetClock) : [];
    return [parsed && clockFromOffsets(parsed.offsetsIn), ...others];
  }
  const named = zoneClockOf(name);
  const described = parsed && orNullIfTooCostly(() => parsed.offsetsIn(span));
  if (!parsed || !described) return [named, ...mentionedOffsets(zone).map(fixedOffsetClock)];
  const offsets = ianaOffsetsOf(name, span);
  if (isSame(described, offsets)) return [named];
  const clock = clockFromOffsets(parsed.offsetsIn);
  const isUncertain = mayBeIncomplete(parsed, name, described.first, widenByYear(span)) ||
    differsOutsideCoverage(parsed, described, offsets, span);
  return isUncertain ? [clock, named] : [clock];
}

/** The span with a year on both sides: a change that a zone leaves out shows there. */
function widenByYear({ start, end }: Span): Span {
  return { start: start - YEAR, end: end + YEAR };
}

/** Whether a VTIMEZONE may lack changes: it has only one of the IANA zone's offsets, or its changes are inconsistent. */
function mayBeIncomplete(
  parsed: ParsedVTimezone,
  name: string,
  offset: number,
  span: Span,
): boolean {
  // A fixed offset that the IANA zone never has is intended.
  if (!parsed.isFixed) return orNullIfTooCostly(() => parsed.isInconsistentIn(span)) ?? true;
  const { first, changes } = ianaOffsetsOf(name, span);
  return [first, ...changes.map((change) => change.offset)].includes(offset);
}

/** Whether a VTIMEZONE differs from the IANA zone outside the span that it describes. */
function differsOutsideCoverage(
  parsed: ParsedVTimezone,
  described: UtcOffsets,
  named: UtcOffsets,
  span: Span,
): boolean {
  return !parsed.isFixed &&
    splitAtChanges([described, named], span).some(({ start, end }) =>
      offsetIn(described, start) !== offsetIn(named, start) &&
      (start < parsed.coverage.start || end > parsed.coverage.end)
    );
}

function isSame(one: UtcOffsets, other: UtcOffsets): boolean {
  if (one.first !== other.first) return false;
  return [...one.changes, ...other.changes].every(({ at }) =>
    offsetIn(one, at) === offsetIn(other, at)
  );
}

/** The span split at every change of an offset. */
function splitAtChanges(all: UtcOffsets[], span: Span): Span[] {
  const cuts = all.flatMap(({ changes }) => changes.map(({ at }) => at));
  const starts = [...new Set([span.start, ...cuts])].sort((a, b) => a - b);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? span.end }));
}

function offsetIn({ first, changes }: UtcOffsets, instant: number): number {
  return changes.findLast(({ at }) => at <= instant)?.offset ?? first;
}

/** The offsets of a clock by day; used only to compare VTIMEZONEs with the same TZID. */
function offsetsIn(clock: ZoneClock, span: Span): UtcOffsets {
  const at = (instant: number) => clock.wallOf(instant) - instant;
  const changes: UtcOffsets["changes"] = [];
  for (let day = span.start; day < span.end; day += DAY) changes.push({ at: day, offset: at(day) });
  return { first: at(span.start), changes };
}

/** Null when the rules of a zone exceed the budget. */
function orNullIfTooCostly<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    return null;
  }
}
