/** The time that an entry may hold which could not be read, from the dates that it names. */
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { inside, merge, type Span } from "$lib/scheduling/span.ts";
import {
  type Component,
  looksLikeTimeProperty,
  properties,
  type Property,
  unfoldLines,
} from "./content-lines.ts";
import { InvalidEvent } from "./date-time.ts";
import { msOf, parseDuration } from "./event-duration.ts";

/** The furthest zones from UTC: a time of an unknown zone may be so much earlier or later, ms. */
const EARLIER = 14 * HOUR, LATER = 12 * HOUR;

/** Dates and lengths that are looked at; an entry with more holds all time from its first one on. */
const MAX_NAMED = 2_000;

/**
 * The time inside the window that an unreadable entry may hold: from its start to its end as written, in any zone; of one
 * that may repeat all time from its first date on, up to its UNTIL. Empty where it names no date; never throws.
 */
export function namedTime(component: Component, window: Span): Span[] {
  try {
    return inside(spanNamedBy(component), window);
  } catch {
    return [window];
  }
}

function spanNamedBy(component: Component): Span {
  const named = (name: string) => properties(component, name).map(({ value }) => value);
  const ends = datesIn(named("DTEND")), moved = datesIn(named("DTSTART"));
  const starts = [moved, datesIn(named("RECURRENCE-ID")), ends].find(({ length }) => length > 0);
  const periods = ["RDATE", "FREEBUSY"].flatMap(named);
  const damaged = component.invalidLines.filter((line) => !/^\W*UID/i.test(line));
  const dates = [...starts ?? [], ...datesIn(periods), ...datesIn(damaged)];
  const durations = [...named("DURATION"), ...periods.flatMap(lengthsIn)];
  const hasUnreadEnd = named("DTEND").length > ends.length;

  const first = most(dates.map(({ start }) => -start)) * -1;
  const untilEnd = most([...ends.map(({ end }) => end - first), hasUnreadEnd ? DAY : 0]);
  const length = most([0, ...durations.slice(0, MAX_NAMED).map(msOfWritten)]);
  const last = most(dates.map(({ start, end }) => Math.max(end + length, start + untilEnd)));
  const isEndless = dates.length > MAX_NAMED || durations.length > MAX_NAMED;
  const repeating = isEndless ? Infinity : endOfRepeating(component, Math.max(length, untilEnd));
  return { start: first - EARLIER, end: Math.max(last, repeating) + LATER };
}

/** The largest of any number of values; `-Infinity` without one. */
function most(values: readonly number[]): number {
  return values.reduce((one, other) => Math.max(one, other), -Infinity);
}

/** The same of every entry of a text that could not be read as a whole. */
export function timeNamedInText(text: string, window: Span): Span[] {
  const busy: Span[] = [];
  let entry = emptyEntry(), isInZone = false;
  for (const line of unfoldLines(text, undefined, true)) {
    const [, edge = "", kind = ""] = componentEdge.exec(line) ?? [];
    if (/VTIMEZONE/i.test(kind)) isInZone = /BEGIN/i.test(edge);
    else if (kind) {
      busy.push(...namedTime(entry, window));
      [entry, isInZone] = [emptyEntry(), false];
    } else if (!isInZone) addTimeLine(entry, line);
  }
  return merge([...busy, ...namedTime(entry, window)]);
}

const componentEdge = /^\s*(BEGIN|END):\s*(VTIMEZONE|VEVENT|VFREEBUSY|VTODO|VJOURNAL)\s*$/i;

const timeLine =
  /^\s*(?:[\w-]+\.)?(DTSTART|DTEND|DURATION|RRULE|RDATE|RECURRENCE-ID|FREEBUSY)(;.*?)?:([^:]*(?::\d\d){0,2})$/i;

function addTimeLine(entry: Component, line: string): void {
  const [, name, written = "", value] = timeLine.exec(line) ?? [];
  if (name && value !== undefined) {
    const params: Property["params"] = /;RANGE=/i.test(written) ? { RANGE: "THISANDFUTURE" } : {};
    entry.properties.push({ name: name.toUpperCase(), params, value });
  } else if (looksLikeTimeProperty(line.trimStart())) entry.invalidLines.push(line.slice(0, 1_000));
}

const emptyEntry = (): Component => ({
  name: "VEVENT",
  properties: [],
  components: [],
  invalidLines: [],
});

/** The latest end of an entry that may repeat, as wall time: `Infinity` without UNTIL; `-Infinity` for one that does not. */
function endOfRepeating(component: Component, length: number): number {
  const isOpen = properties(component, "RECURRENCE-ID").some(({ params }) => params.RANGE);
  if (isOpen) return Infinity;
  const rules = properties(component, "RRULE").map(({ value }) => value)
    .concat(component.invalidLines.filter((line) => /FREQ=/i.test(line)));
  return most(rules.map((rule) => {
    const until = datesIn([/UNTIL=([^;]*)/i.exec(rule)?.[1] ?? ""]).at(-1);
    return until ? until.end + length : Infinity;
  }));
}

const dateForm = /(?<!\d)(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)(?:[T ]?(\d{1,2}):?(\d\d))?/gi;

/** The dates and times of texts, as wall times; the day of one without a readable time of day. One more than `MAX_NAMED` at most. */
function datesIn(texts: readonly string[]): Span[] {
  const found: Span[] = [];
  for (const text of texts) {
    for (const [, year, month, day, hour, minute] of text.matchAll(dateForm)) {
      if (found.length > MAX_NAMED) return found;
      const isDate = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 &&
        Number(day) <= 31;
      if (!isDate) continue;
      const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
      const start = date + Number(hour) * HOUR + Number(minute) * MINUTE;
      const hasTime = Number(hour) <= 23 && Number(minute) <= 59;
      found.push(hasTime ? { start, end: start } : { start: date, end: date + DAY });
    }
  }
  return found;
}

/** The lengths of periods as written. */
function lengthsIn(periods: string): string[] {
  return [...periods.matchAll(/P[^,]*/gi)].map(([length]) => length);
}

/** A length as written, ms; a day where it cannot be read. */
function msOfWritten(text: string): number {
  try {
    return msOf(parseDuration(text));
  } catch (error) {
    if (!(error instanceof InvalidEvent)) throw error;
    return DAY;
  }
}
