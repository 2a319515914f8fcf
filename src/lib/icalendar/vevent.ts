import {
  type Component,
  properties,
  type Property,
  property,
  unescapeText,
} from "./content-lines.ts";
import {
  type DateOrDateTime,
  InvalidEvent,
  type ParseContext,
  parseDateTime,
  requireKnownZone,
} from "./date-time.ts";
import {
  durationsUntil,
  type EventDuration,
  msOf,
  oneDay,
  parseDuration,
  parseEventDuration,
  readingsOf,
} from "./event-duration.ts";
import { isOpaque } from "./opaque.ts";

/** A parsed VEVENT. */
export interface VEvent {
  start: DateOrDateTime;
  /** Readings of its length, of which the longest counts in each instance. */
  durations: EventDuration[];
  /** It has DTEND or DURATION. */
  hasEnd: boolean;
  /** DTEND or DURATION cannot be read: it may take longer, most likely a day. */
  hasUnreadEnd: boolean;
  /** The zone of a DTEND or RDATE is unknown. */
  hasUnknownZone: boolean;
  /** SEQUENCE (RFC 5545 §3.8.7.4); null when it is invalid. */
  sequence: number | null;
  isOpaque: boolean;
  title: string;
  /** CLASS is not PUBLIC; an unknown one counts as private (RFC 5545 §3.8.1.3). */
  isPrivate: boolean;
  /** It has a RECURRENCE-ID. */
  isInstance: boolean;
  /** RECURRENCE-ID, and whether its RANGE is THISANDFUTURE; null for one that cannot be read. */
  recurrenceId: { moment: DateOrDateTime; thisAndFuture: boolean } | null;
  rrules: string[];
  rdates: { moment: DateOrDateTime; durations: EventDuration[] | null }[];
  exdates: DateOrDateTime[];
  /** Reasons why its time may differ from the parsed one. */
  problems: string[];
  /** Whether there are more than `MAX_DATES`: further EXDATEs exclude nothing, further RDATEs may be any time. */
  isTruncated: { rdates: boolean; exdates: boolean };
}

/** Maximum RDATEs or EXDATEs of one event. */
const MAX_DATES = 5_000;

/** Parses a VEVENT. Throws `InvalidEvent` without a readable start. */
export function parseEvent(component: Component, context: ParseContext): VEvent {
  const instance = property(component, "RECURRENCE-ID");
  const dtstart = property(component, "DTSTART") ?? instance;
  if (!dtstart) throw new InvalidEvent("no start");
  const start = parseDateTime(dtstart, dtstart.value, context);
  const rdates = valuesOf(component, "RDATE"), exdates = valuesOf(component, "EXDATE");
  const problems = component.invalidLines.length > 0 ? ["a line that cannot be read"] : [];
  if (countDistinctValues(component, "DTSTART") > 1) problems.push("more than one start");
  if (countDistinctValues(component, "RECURRENCE-ID") > 1) problems.push("more than one instance");
  const orProblem = <T>(read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InvalidEvent)) throw error;
      problems.push(error.message);
      return otherwise;
    }
  };
  const ends = component.properties.filter(({ name }) => name === "DTEND" || name === "DURATION");
  const lengths = ends.map((end) => orProblem(() => parseEventDuration(end, start, context), null));
  const read = lengths.filter((each) => each !== null);
  if (new Set(read.map(([first]) => first && msOf(first))).size > 1) {
    problems.push("more than one end");
  }
  const further = rdates.read.flatMap(({ line, value }) =>
    orProblem(() => [parseRdate(line, value, context)], [])
  );
  return {
    start,
    durations: ends.length === 0 && start.isDate ? [oneDay] : read.flat(),
    hasEnd: ends.length > 0,
    hasUnreadEnd: read.length < lengths.length,
    hasUnknownZone: further.some(({ moment }) => moment.zoneUnknown) ||
      [...read, ...further.map((each) => each.durations ?? [])].flat()
        .some(({ isZoneUnknown }) => isZoneUnknown),
    sequence: sequenceOf(component),
    isOpaque: isOpaque(component, context),
    title: unescapeText(property(component, "SUMMARY")?.value ?? "").slice(0, 200),
    isPrivate: properties(component, "CLASS").some(({ value }) => !isPublic.test(value)),
    isInstance: instance !== undefined,
    // With an unreadable RECURRENCE-ID it counts beside the series and replaces no instance.
    recurrenceId: instance
      ? orProblem(() => ({
        moment: requireKnownZone(parseDateTime(instance, instance.value, context)),
        thisAndFuture: isThisAndFuture(instance.params.RANGE),
      }), null)
      : null,
    rrules: properties(component, "RRULE").map(({ value }) => value),
    rdates: further,
    exdates: exdates.read.flatMap(({ line, value }) => parseExdate(line, value, context)),
    problems,
    isTruncated: { rdates: rdates.more, exdates: exdates.more },
  };
}

const isPublic = /^\s*(?:public)?\s*$/i;

/** The number of distinct values of a property. */
function countDistinctValues(component: Component, name: string): number {
  const lines = properties(component, name);
  return lines.length < 2 ? lines.length : new Set(lines.map(({ value }) => value)).size;
}

function isThisAndFuture(range: string | undefined): boolean {
  if (range !== undefined && range.toUpperCase() !== "THISANDFUTURE") {
    throw new InvalidEvent("a range that cannot be read");
  }
  return range !== undefined;
}

function valuesOf(component: Component, name: string) {
  const read: { line: Property; value: string }[] = [];
  for (const line of component.properties) {
    if (line.name !== name) continue;
    for (const value of line.value.split(",", MAX_DATES + 1)) {
      if (read.length === MAX_DATES) return { read, more: true };
      read.push({ line, value });
    }
  }
  return { read, more: false };
}

function sequenceOf(component: Component): number | null {
  const sequence = property(component, "SEQUENCE")?.value.trim() ?? "0";
  return /^\d{1,9}$/.test(sequence) ? Number(sequence) : null;
}

function parseRdate(
  line: Property,
  value: string,
  context: ParseContext,
): VEvent["rdates"][number] {
  const [first = "", second] = value.split("/");
  const moment = parseDateTime(line, first, context);
  if (second === undefined) return { moment, durations: null };
  if (/^[+-]?P/i.test(second.trim())) {
    return { moment, durations: readingsOf(parseDuration(second)) };
  }
  return { moment, durations: durationsUntil(parseDateTime(line, second, context), moment) };
}

/** An unreadable EXDATE excludes nothing. */
function parseExdate(line: Property, value: string, context: ParseContext): DateOrDateTime[] {
  try {
    const moment = parseDateTime(line, value, context);
    return moment.zoneUnknown ? [] : [moment];
  } catch (error) {
    if (!(error instanceof InvalidEvent)) throw error;
    return [];
  }
}
