/** The time that an entry may hold which could not be read, from the dates that it names. */
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { inside, merge, type Span } from "$lib/scheduling/span.ts";
import { type Component, properties, type Property, unfoldLines } from "./content-lines.ts";
import { InvalidEvent } from "./date-time.ts";
import { msOf, oneDay, parseDuration } from "./event-duration.ts";

/** The furthest zones from UTC: a time of an unknown zone may be so much earlier or later, ms. */
const EARLIER = 14 * HOUR, LATER = 12 * HOUR;

/**
 * The time inside the window that an unreadable entry may hold: from its start to its end as written, in any zone; of one
 * that may repeat all time from its first date on, up to its UNTIL. Empty where it names no date.
 */
export function namedTime(component: Component, window: Span): Span[] {
  const named = (name: string) => properties(component, name).map(({ value }) => value);
  const damaged = component.invalidLines.flatMap(datesIn);
  const moved = named("DTSTART").flatMap(datesIn);
  const starts = moved.length > 0 ? moved : named("RECURRENCE-ID").flatMap(datesIn);
  const periods = ["RDATE", "FREEBUSY"].flatMap(named);
  const dates = [...starts, ...periods.flatMap(datesIn), ...damaged];
  if (dates.length === 0) return [];

  const ends = named("DTEND").map((value) => datesIn(value).at(-1));
  const lengths = named("DURATION").concat(
    periods.flatMap((value) => value.match(/P[^,]*/gi) ?? []),
  )
    .map(lengthOf);
  if (ends.includes(undefined)) lengths.push(msOf(oneDay));
  const first = Math.min(...dates.map(({ start }) => start));
  const endOfFirst = Math.max(first, ...ends.map((end) => end?.end ?? first));
  const length = Math.max(endOfFirst - first, ...lengths);
  const last = Math.max(...dates.map(({ start, end }) => Math.max(end, start + length)));
  const end = Math.max(last, endOfRepeating(component, length) ?? last);
  return inside({ start: first - EARLIER, end: end + LATER }, window);
}

/** The same of every entry of a text that could not be read as a whole. */
export function timeNamedInText(text: string, window: Span): Span[] {
  const busy: Span[] = [];
  let entry: Component = emptyEntry();
  const end = () => {
    busy.push(...namedTime(entry, window));
    entry = emptyEntry();
  };
  for (const line of unfoldLines(text)) {
    if (/^\s*BEGIN:V/i.test(line)) end();
    const [, name, written = "", value] = timeLine.exec(line) ?? [];
    if (!name || value === undefined) continue;
    const params: Property["params"] = /;RANGE=/i.test(written) ? { RANGE: "THISANDFUTURE" } : {};
    entry.properties.push({ name: name.toUpperCase(), params, value });
  }
  end();
  return merge(busy);
}

const timeLine =
  /^\s*(?:[\w-]+\.)?(DTSTART|DTEND|DURATION|RRULE|RDATE|RECURRENCE-ID|FREEBUSY)(;.*?)?:([^:]*(?::\d\d){0,2})$/i;

const emptyEntry = (): Component => ({
  name: "VEVENT",
  properties: [],
  components: [],
  invalidLines: [],
});

/** The latest end of an entry that may repeat, as wall time: `Infinity` without UNTIL; null for one that does not. */
function endOfRepeating(component: Component, length: number): number | null {
  const isOpen = properties(component, "RECURRENCE-ID").some(({ params }) => params.RANGE);
  const rules = properties(component, "RRULE").map(({ value }) => value)
    .concat(component.invalidLines.filter((line) => /FREQ=/i.test(line)));
  if (isOpen) return Infinity;
  if (rules.length === 0) return null;
  const untils = rules.map((rule) => datesIn(/UNTIL=([^;]*)/i.exec(rule)?.[1] ?? "").at(-1));
  return Math.max(...untils.map((until) => until ? until.end + length : Infinity));
}

/** Every date or time of a text, as wall times; the day of one without a time of day. */
function datesIn(text: string): Span[] {
  return [...text.matchAll(/(?<!\d)(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d))?/gi)]
    .flatMap(([, year, month, day, hour, minute]) => {
      const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
      if (!(Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31)) {
        return [];
      }
      if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) {
        return [{ start: date, end: date + DAY }];
      }
      const start = date + Number(hour) * HOUR + Number(minute) * MINUTE;
      return [{ start, end: start }];
    });
}

/** A length as written; a day where it cannot be read. */
function lengthOf(text: string): number {
  try {
    return msOf(parseDuration(text));
  } catch (error) {
    if (!(error instanceof InvalidEvent)) throw error;
    return msOf(oneDay);
  }
}
