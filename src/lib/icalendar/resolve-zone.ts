/** What a zone means that a calendar both names and describes. */
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

/** What begins before a window may reach into it. */
const WINDOW_MARGIN = 62 * DAY;

/** Steps that one zone may cost, in its calendar and after it. */
const STEPS = 100_000;

/** What was found for a name in a window, by what described it: every object of a large collection carries the same VTIMEZONE. */
const zoneCache = new Map<string, CachedZone[]>();
const MAX_CACHED = 200, MAX_CACHED_PER_NAME = 20, MAX_CACHED_CHARS = 40_000;

interface CachedZone {
  zones: readonly Component[];
  clock: ZoneClock | null;
}

/**
 * The clock of a TZID with the VTIMEZONEs of that TZID beside it, and of the IANA zone that goes by that name. Where
 * they agree around the window it is the named zone's; where they differ, that of the VTIMEZONE; `others` has what may
 * be meant as well, where a VTIMEZONE cannot be read, ends before the window, or is there twice. Null means nothing is known.
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
  const given = Math.min(STEPS, Math.max(0, budget.steps));
  const own = { steps: given };
  let clock: ZoneClock | null;
  try {
    clock = findClock(zones, name, span, own);
  } finally {
    budget.steps -= given - Math.max(0, own.steps);
  }
  // What was looked at last in a calendar that has asked for much is not for the next one.
  if (given === STEPS) cacheZone(key, zones, clock);
  return clock;
}

function findClock(
  zones: readonly Component[],
  name: string | null,
  span: Span,
  budget: ExpansionBudget,
): ZoneClock | null {
  const saying = zones.filter((zone) => !isEmptyVTimezone(zone));
  const meanings = distinct(saying, span, (zone) => possibleClocks(zone, name, span, budget));
  const clocks = meanings.filter((each) => each !== null);
  const [first, ...others] = clocks;
  if (first === undefined || clocks.length < meanings.length) {
    return meanings.length === 0 && name !== null ? zoneClockOf(name) : null;
  }
  return others.length > 0 ? { ...first, alternatives: others } : first;
}

/** Keeps a copy: what was cut out of a long text would keep all of it. */
function cacheZone(key: string, zones: readonly Component[], clock: ZoneClock | null) {
  const text = JSON.stringify(zones);
  if (text.length > MAX_CACHED_CHARS) return;
  if (zoneCache.size >= MAX_CACHED && !zoneCache.has(key)) zoneCache.clear();
  const others = zoneCache.get(key)?.slice(1 - MAX_CACHED_PER_NAME) ?? [];
  zoneCache.set(key, [...others, { zones: JSON.parse(text), clock }]);
}

/** Whether they say the same, line by line; nothing is put together for that. */
function areEqualComponents(some: readonly Component[], others: readonly Component[]): boolean {
  return some.length === others.length && some.every((one, at) => {
    const other = others[at];
    return other !== undefined && one.name === other.name &&
      one.invalidLines === other.invalidLines &&
      one.properties.length === other.properties.length &&
      one.properties.every(({ name, value }, n) =>
        value === other.properties[n]?.value && name === other.properties[n]?.name
      ) && areEqualComponents(one.components, other.components);
  });
}

function contentOf({ properties, components }: Component): string {
  let content = "";
  for (const { name, value } of properties) content += `\n${name}:${value}`;
  for (const each of components) content += `\n${each.name} ${each.invalidLines}${contentOf(each)}`;
  return content;
}

/** What all of them may mean, each once. */
function distinct(
  zones: readonly Component[],
  span: Span,
  meaningsOf: (zone: Component) => (ZoneClock | null)[],
): (ZoneClock | null)[] {
  const contents = new Map(zones.map((zone) => [contentOf(zone), zone]));
  const found: (ZoneClock | null)[] = [];
  for (const clock of [...contents.values()].flatMap(meaningsOf)) {
    const isThere = found.some((each) =>
      each === clock || each !== null && clock !== null && contents.size > 1 &&
        isSame(offsetsIn(each, span), offsetsIn(clock, span))
    );
    if (!isThere) found.push(clock);
  }
  return found;
}

/** What one VTIMEZONE may mean, the likeliest first; null is anything. */
function possibleClocks(
  zone: Component,
  name: string | null,
  span: Span,
  budget: ExpansionBudget,
): (ZoneClock | null)[] {
  const read = parseVTimezone(zone, budget);
  if (name === null) {
    const isTorn = read && orNullIfTooCostly(() => read.isInconsistentIn(widenByYear(span)));
    const others = isTorn ? mentionedOffsets(zone).map(fixedOffsetClock) : [];
    return [read && clockFromOffsets(read.offsetsIn), ...others];
  }
  const named = zoneClockOf(name);
  const written = read && orNullIfTooCostly(() => read.offsetsIn(span));
  if (!read || !written) return [named, ...mentionedOffsets(zone).map(fixedOffsetClock)];
  const offsets = ianaOffsetsOf(name, span);
  if (isSame(written, offsets)) return [named];
  const clock = clockFromOffsets(read.offsetsIn);
  const isDoubtful = mayBeIncomplete(read, name, written.first, widenByYear(span)) ||
    differsOutsideCoverage(read, written, offsets, span);
  return isDoubtful ? [clock, named] : [clock];
}

/** A short window may lie between two changes: what a zone leaves out shows in the years around it. */
function widenByYear({ start, end }: Span): Span {
  return { start: start - YEAR, end: end + YEAR };
}

/** Whether a VTIMEZONE may be half of the truth: it has one offset, which the named zone has, too, or changes that do not follow from one another. */
function mayBeIncomplete(read: ParsedVTimezone, name: string, offset: number, span: Span): boolean {
  // An offset that the named zone never has is meant.
  if (!read.isFixed) return orNullIfTooCostly(() => read.isInconsistentIn(span)) ?? true;
  const { first, changes } = ianaOffsetsOf(name, span);
  return [first, ...changes.map((change) => change.offset)].includes(offset);
}

/** Whether a VTIMEZONE says something else where it only tells what was in force last, or before. */
function differsOutsideCoverage(
  read: ParsedVTimezone,
  written: UtcOffsets,
  named: UtcOffsets,
  span: Span,
): boolean {
  return !read.isFixed &&
    splitAtChanges([written, named], span).some(({ start, end }) =>
      offsetIn(written, start) !== offsetIn(named, start) &&
      (start < read.coverage.start || end > read.coverage.end)
    );
}

function isSame(one: UtcOffsets, other: UtcOffsets): boolean {
  if (one.first !== other.first) return false;
  return [...one.changes, ...other.changes].every(({ at }) =>
    offsetIn(one, at) === offsetIn(other, at)
  );
}

/** The span in pieces in which no offset changes. */
function splitAtChanges(all: UtcOffsets[], span: Span): Span[] {
  const cuts = all.flatMap(({ changes }) => changes.map(({ at }) => at));
  const starts = [...new Set([span.start, ...cuts])].sort((a, b) => a - b);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? span.end }));
}

function offsetIn({ first, changes }: UtcOffsets, instant: number): number {
  return changes.findLast(({ at }) => at <= instant)?.offset ?? first;
}

/** The offsets of a clock, day by day: only of two VTIMEZONEs of one name this is asked. */
function offsetsIn(clock: ZoneClock, span: Span): UtcOffsets {
  const at = (instant: number) => clock.wallOf(instant) - instant;
  const changes: UtcOffsets["changes"] = [];
  for (let day = span.start; day < span.end; day += DAY) changes.push({ at: day, offset: at(day) });
  return { first: at(span.start), changes };
}

/** Null where the rules of a zone cost too much: then they are in doubt. */
function orNullIfTooCostly<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    return null;
  }
}
