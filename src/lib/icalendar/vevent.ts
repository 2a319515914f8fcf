import { DAY } from "$lib/scheduling/durations.ts";
import { comparableEmail } from "$lib/scheduling/email-address.ts";
import {
  type Component,
  properties,
  type Property,
  property,
  unescapeText,
} from "./content-lines.ts";
import { utcClock, type ZoneClock } from "./zone-clock.ts";

/** Clocks and addresses that parsing an object needs. */
export interface ParseContext {
  /** The clock of the host's zone, for all-day times. */
  hostClock: ZoneClock;
  /** The clock of floating times: of X-WR-TIMEZONE, else the host's; null when that zone is unknown. */
  floatingClock?: ZoneClock | null;
  findZone(tzid: string): ZoneClock | null;
  /** The host's own addresses, lower case: an event that all invited ones declined is not busy. */
  ownAddresses: readonly string[];
}

/** A DATE or DATE-TIME as written. */
export interface DateOrDateTime {
  wall: number;
  clock: ZoneClock;
  isDate: boolean;
  /** The zone is unknown: `clock` is UTC, and the true instant is between 14 hours before and 12 after. */
  zoneUnknown: boolean;
}

/** How long an event is: calendar days, then exact milliseconds (RFC 5545 §3.8.5.3). */
export interface EventDuration {
  days: number;
  ms: number;
}

/** A parsed VEVENT. */
export interface VEvent {
  start: DateOrDateTime;
  duration: EventDuration;
  /** It has DTEND or DURATION. */
  hasEnd: boolean;
  /** SEQUENCE (RFC 5545 §3.8.7.4); null when it is invalid. */
  sequence: number | null;
  isOpaque: boolean;
  title: string;
  /** RECURRENCE-ID, and whether its RANGE is THISANDFUTURE. */
  recurrenceId: { moment: DateOrDateTime; thisAndFuture: boolean } | null;
  rrules: string[];
  rdates: { moment: DateOrDateTime; length: EventDuration | null }[];
  exdates: DateOrDateTime[];
  /** Reasons why its time may differ from the parsed one. */
  problems: string[];
  /** Whether there are more than `MAX_DATES`: further EXDATEs exclude nothing, further RDATEs may be any time. */
  isTruncated: { rdates: boolean; exdates: boolean };
}

/** Maximum RDATEs or EXDATEs of one event. */
const MAX_DATES = 5_000;

/** Thrown for an event without a readable start. */
export class InvalidEvent extends Error {}

/** Parses a VEVENT. Throws `InvalidEvent` without a readable start. */
export function parseEvent(component: Component, context: ParseContext): VEvent {
  const instance = property(component, "RECURRENCE-ID");
  const dtstart = property(component, "DTSTART") ?? instance;
  if (!dtstart) throw new InvalidEvent("no start");
  const start = parseDateTime(dtstart, dtstart.value, context);
  const rdates = valuesOf(component, "RDATE"), exdates = valuesOf(component, "EXDATE");
  const problems = component.invalidLines > 0 ? ["a line that cannot be read"] : [];
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
  // An unreadable end counts as one day, and is a problem.
  const lengths = ends.map((end) =>
    orProblem(() => parseEventDuration(end, start, context), oneDay)
  );
  const length = longestDuration(lengths.length ? lengths : [start.isDate ? oneDay : noTime]);
  if (lengths.some((each) => msOf(each) !== msOf(length))) problems.push("more than one end");
  return {
    start,
    duration: length,
    hasEnd: ends.length > 0,
    sequence: sequenceOf(component),
    isOpaque: isOpaque(component, context),
    title: unescapeText(property(component, "SUMMARY")?.value ?? "").slice(0, 200),
    // With an unreadable RECURRENCE-ID it counts beside the series and replaces no instance.
    recurrenceId: instance
      ? orProblem(() => ({
        moment: requireKnownZone(parseDateTime(instance, instance.value, context)),
        thisAndFuture: isThisAndFuture(instance.params.RANGE),
      }), null)
      : null,
    rrules: properties(component, "RRULE").map(({ value }) => value),
    rdates: rdates.read.flatMap(({ line, value }) =>
      orProblem(() => [parseRdate(line, value, context)], [])
    ),
    exdates: exdates.read.flatMap(({ line, value }) => parseExdate(line, value, context)),
    problems,
    isTruncated: { rdates: rdates.more, exdates: exdates.more },
  };
}

/** The number of distinct values of a property. */
function countDistinctValues(component: Component, name: string): number {
  const lines = properties(component, name);
  return lines.length < 2 ? lines.length : new Set(lines.map(({ value }) => value)).size;
}

/** The moment; throws when its zone is unknown. */
function requireKnownZone(moment: DateOrDateTime): DateOrDateTime {
  if (moment.zoneUnknown) throw new InvalidEvent("an unknown time zone");
  return moment;
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

/** The instant of a moment, or of a wall-clock time of its clock. */
export function toInstant(moment: DateOrDateTime, wall = moment.wall): number {
  return moment.clock.instantOf(wall);
}

/** The end of an instance that starts at a wall time. */
export function endInstantOf(clock: ZoneClock, wall: number, length: EventDuration): number {
  return clock.instantOf(wall + length.days * DAY) + length.ms;
}

/** Whether an event is busy for the host; a property with contradictory values is ignored. */
export function isOpaque(component: Component, context: ParseContext): boolean {
  if (isOnlyValue(component, "STATUS", "CANCELLED")) return false;
  if (isOnlyValue(component, "TRANSP", "TRANSPARENT")) return false;
  if (
    !property(component, "TRANSP") && isOnlyValue(component, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
  ) return false;
  const ownAttendees = properties(component, "ATTENDEE").filter((attendee) =>
    isOwnAddress(attendee, context)
  );
  return ownAttendees.length === 0 ||
    !ownAttendees.every(({ params }) => params.PARTSTAT?.toUpperCase() === "DECLINED");
}

function isOnlyValue(component: Component, name: string, value: string): boolean {
  let isFound = false;
  for (const each of component.properties) {
    if (each.name !== name) continue;
    if (each.value.trim().toUpperCase() !== value) return false;
    isFound = true;
  }
  return isFound;
}

/** Whether an attendee is the host, by address or EMAIL parameter (RFC 7986 §6.2). */
function isOwnAddress({ value, params }: Property, { ownAddresses }: ParseContext): boolean {
  const isOwn = (address: string) => {
    const plain = address.trim().replace(/^mailto:/i, "");
    return ownAddresses.includes(
      inAscii.test(plain) ? plain.toLowerCase() : comparableEmail(plain),
    );
  };
  return isOwn(value) || params.EMAIL !== undefined && isOwn(params.EMAIL);
}

const inAscii = /^\p{ASCII}*$/u;

const oneDay: EventDuration = { days: 1, ms: 0 }, noTime: EventDuration = { days: 0, ms: 0 };

const msOf = ({ days, ms }: EventDuration) => days * DAY + ms;

/** The longest duration. */
export function longestDuration(lengths: readonly EventDuration[]): EventDuration {
  return lengths.reduce((one, other) => msOf(other) > msOf(one) ? other : one, noTime);
}

function sequenceOf(component: Component): number | null {
  const sequence = property(component, "SEQUENCE")?.value.trim() ?? "0";
  return /^\d{1,9}$/.test(sequence) ? Number(sequence) : null;
}

/** DTEND gives an exact, DURATION a nominal duration; with a DATE start it is whole days, at least one (RFC 5545 §3.6.1). */
function parseEventDuration(
  end: Property,
  start: DateOrDateTime,
  context: ParseContext,
): EventDuration {
  const length = end.name === "DTEND"
    ? durationUntil(end, start, context)
    : parseDuration(end.value);
  if (!start.isDate) return length;
  // Some programs write the same day as DTEND; it means that day.
  return { days: Math.max(1, length.days + Math.ceil(length.ms / DAY)), ms: 0 };
}

function durationUntil(end: Property, start: DateOrDateTime, context: ParseContext): EventDuration {
  const stop = parseDateTime(end, end.value, context);
  if (start.isDate && stop.isDate) {
    return { days: requireNotNegative(stop.wall - start.wall) / DAY, ms: 0 };
  }
  if (stop.zoneUnknown !== start.zoneUnknown) throw new InvalidEvent("an unknown time zone");
  // A DATE as DTEND of a DATE-TIME may be inclusive.
  const until = stop.isDate ? toInstant(stop, stop.wall + DAY) : toInstant(stop);
  return { days: 0, ms: requireNotNegative(until - toInstant(start)) };
}

/** The duration; throws for an end before the start. */
function requireNotNegative(ms: number): number {
  if (ms < 0) throw new InvalidEvent("an end before its start");
  return ms;
}

/** `P1W`, `P1DT2H`, `PT30M` (RFC 5545 §3.3.6). */
export function parseDuration(text: string): EventDuration {
  const match =
    /^([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/i
      .exec(text.trim());
  const hasPart = match?.slice(2, 7).some((part) => part !== undefined);
  if (!match || !hasPart) throw new InvalidEvent("a duration that cannot be read");
  if (match[1] === "-") throw new InvalidEvent("an end before its start");
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(2, 7)
    .map((part) => Number(part ?? 0));
  return { days: weeks * 7 + days, ms: ((hours * 60 + minutes) * 60 + seconds) * 1000 };
}

function parseRdate(
  line: Property,
  value: string,
  context: ParseContext,
): VEvent["rdates"][number] {
  const [first = "", second] = value.split("/");
  const moment = requireKnownZone(parseDateTime(line, first, context));
  if (second === undefined) return { moment, length: null };
  if (/^[+-]?P/i.test(second.trim())) return { moment, length: parseDuration(second) };
  const ms = toInstant(parseDateTime(line, second, context)) - toInstant(moment);
  return { moment, length: { days: 0, ms: requireNotNegative(ms) } };
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

function parseDateTime(line: Property, text: string, context: ParseContext): DateOrDateTime {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$/i.exec(text.trim());
  if (!match) throw new InvalidEvent("a time that cannot be read");
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7)
    .map((part) => Number(part ?? 0));
  const read = new Date(Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59)));
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  if (year < 100) read.setUTCFullYear(year, month - 1, day);
  const wall = read.getTime();
  if (read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day || hour > 23 || minute > 59) {
    throw new InvalidEvent("a time that does not exist");
  }
  if (match[4] === undefined) {
    return { wall, clock: context.hostClock, isDate: true, zoneUnknown: false };
  }
  if (match[7]) return { wall, clock: utcClock, isDate: false, zoneUnknown: false };
  const tzid = line.params.TZID;
  const { floatingClock = context.hostClock } = context;
  const clock = tzid === undefined ? floatingClock : context.findZone(tzid);
  return { wall, clock: clock ?? utcClock, isDate: false, zoneUnknown: clock === null };
}
