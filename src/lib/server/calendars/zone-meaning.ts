/** What a zone means that a calendar both names and describes. */
import type { Span } from "$lib/scheduling/span.ts";
import type { Component } from "./content.ts";
import { isEmptyZone, mentionedOffsets, type ObservedZone, readZone } from "./observances.ts";
import { type Budget, TooMuch } from "./recurrence.ts";
import { type Clock, clockOf, fixedClock, type Offsets, offsetsOf, steppedClock } from "./zones.ts";

const DAY = 86_400_000;
const YEAR = 366 * DAY;

/** What begins before a window may reach into it. */
const AROUND = 62 * DAY;

/** Steps that one zone may cost, in its calendar and after it. */
const STEPS = 100_000;

/** What was found for a name in a window, by what described it: every object of a large collection carries the same VTIMEZONE. */
const kept = new Map<string, Known[]>();
const MOST_KEPT = 200, MOST_OF_A_NAME = 20, LONGEST_KEPT = 40_000;

interface Known {
  zones: readonly Component[];
  clock: Clock | null;
}

/**
 * The clock of a TZID with the VTIMEZONEs of that TZID beside it, and of the IANA zone that goes by that name. Where
 * they agree around the window it is the named zone's; where they differ, that of the VTIMEZONE; `others` has what may
 * be meant as well, where a VTIMEZONE cannot be read, ends before the window, or is there twice. Null means nothing is known.
 */
export function meaningOf(
  zones: readonly Component[],
  name: string | null,
  window: Span,
  budget: Budget,
): Clock | null {
  const span = { start: window.start - AROUND, end: window.end + AROUND };
  const key = `${name} ${span.start} ${span.end}`;
  const known = kept.get(key)?.find((each) => areAlike(each.zones, zones));
  if (known) return known.clock;
  const given = Math.min(STEPS, Math.max(0, budget.steps));
  const own = { steps: given };
  let clock: Clock | null;
  try {
    clock = found(zones, name, span, own);
  } finally {
    budget.steps -= given - Math.max(0, own.steps);
  }
  // What was looked at last in a calendar that has asked for much is not for the next one.
  if (given === STEPS) keep(key, zones, clock);
  return clock;
}

function found(
  zones: readonly Component[],
  name: string | null,
  span: Span,
  budget: Budget,
): Clock | null {
  const saying = zones.filter((zone) => !isEmptyZone(zone));
  const meanings = distinct(saying, span, (zone) => meaningsOf(zone, name, span, budget));
  const clocks = meanings.filter((each) => each !== null);
  const [first, ...others] = clocks;
  if (first === undefined || clocks.length < meanings.length) {
    return meanings.length === 0 && name !== null ? clockOf(name) : null;
  }
  return others.length > 0 ? { ...first, others } : first;
}

/** Keeps a copy: what was cut out of a long text would keep all of it. */
function keep(key: string, zones: readonly Component[], clock: Clock | null) {
  const text = JSON.stringify(zones);
  if (text.length > LONGEST_KEPT) return;
  if (kept.size >= MOST_KEPT && !kept.has(key)) kept.clear();
  const others = kept.get(key)?.slice(1 - MOST_OF_A_NAME) ?? [];
  kept.set(key, [...others, { zones: JSON.parse(text), clock }]);
}

/** Whether they say the same, line by line; nothing is put together for that. */
function areAlike(some: readonly Component[], others: readonly Component[]): boolean {
  return some.length === others.length && some.every((one, at) => {
    const other = others[at];
    return other !== undefined && one.name === other.name && one.broken === other.broken &&
      one.properties.length === other.properties.length &&
      one.properties.every(({ name, value }, n) =>
        value === other.properties[n]?.value && name === other.properties[n]?.name
      ) && areAlike(one.components, other.components);
  });
}

function contentOf({ properties, components }: Component): string {
  let content = "";
  for (const { name, value } of properties) content += `\n${name}:${value}`;
  for (const each of components) content += `\n${each.name} ${each.broken}${contentOf(each)}`;
  return content;
}

/** What all of them may mean, each once. */
function distinct(
  zones: readonly Component[],
  span: Span,
  meaningsOf: (zone: Component) => (Clock | null)[],
): (Clock | null)[] {
  const contents = new Map(zones.map((zone) => [contentOf(zone), zone]));
  const found: (Clock | null)[] = [];
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
function meaningsOf(
  zone: Component,
  name: string | null,
  span: Span,
  budget: Budget,
): (Clock | null)[] {
  const read = readZone(zone, budget);
  if (name === null) {
    const isTorn = read && orNull(() => read.isTornIn(inYears(span)));
    const others = isTorn ? mentionedOffsets(zone).map(fixedClock) : [];
    return [read && steppedClock(read.offsetsIn), ...others];
  }
  const named = clockOf(name);
  const written = read && orNull(() => read.offsetsIn(span));
  if (!read || !written) return [named, ...mentionedOffsets(zone).map(fixedClock)];
  const offsets = offsetsOf(name, span);
  if (isSame(written, offsets)) return [named];
  const clock = steppedClock(read.offsetsIn);
  const isDoubtful = isOneSided(read, name, written.first, inYears(span)) ||
    isBeyond(read, written, offsets, span);
  return isDoubtful ? [clock, named] : [clock];
}

/** A short window may lie between two changes: what a zone leaves out shows in the years around it. */
function inYears({ start, end }: Span): Span {
  return { start: start - YEAR, end: end + YEAR };
}

/** Whether a VTIMEZONE may be half of the truth: it has one offset, which the named zone has, too, or changes that do not follow from one another. */
function isOneSided(read: ObservedZone, name: string, offset: number, span: Span): boolean {
  // An offset that the named zone never has is meant.
  if (!read.isFixed) return orNull(() => read.isTornIn(span)) ?? true;
  const { first, changes } = offsetsOf(name, span);
  return [first, ...changes.map((change) => change.offset)].includes(offset);
}

/** Whether a VTIMEZONE says something else where it only tells what was in force last, or before. */
function isBeyond(read: ObservedZone, written: Offsets, named: Offsets, span: Span): boolean {
  return !read.isFixed &&
    stretches([written, named], span).some(({ start, end }) =>
      offsetIn(written, start) !== offsetIn(named, start) &&
      (start < read.covers.start || end > read.covers.end)
    );
}

function isSame(one: Offsets, other: Offsets): boolean {
  if (one.first !== other.first) return false;
  return [...one.changes, ...other.changes].every(({ at }) =>
    offsetIn(one, at) === offsetIn(other, at)
  );
}

/** The span in pieces in which no offset changes. */
function stretches(all: Offsets[], span: Span): Span[] {
  const cuts = all.flatMap(({ changes }) => changes.map(({ at }) => at));
  const starts = [...new Set([span.start, ...cuts])].sort((a, b) => a - b);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? span.end }));
}

function offsetIn({ first, changes }: Offsets, instant: number): number {
  return changes.findLast(({ at }) => at <= instant)?.offset ?? first;
}

/** The offsets of a clock, day by day: only of two VTIMEZONEs of one name this is asked. */
function offsetsIn(clock: Clock, span: Span): Offsets {
  const at = (instant: number) => clock.wallOf(instant) - instant;
  const changes: Offsets["changes"] = [];
  for (let day = span.start; day < span.end; day += DAY) changes.push({ at: day, offset: at(day) });
  return { first: at(span.start), changes };
}

/** Null where the rules of a zone cost too much: then they are in doubt. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    return null;
  }
}
