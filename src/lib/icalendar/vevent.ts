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

/** What reading one object needs to know. */
export interface ParseContext {
  /** The host's clock: all-day times are meant there. */
  hostClock: ZoneClock;
  /** Where times without a zone are meant: the calendar's own X-WR-TIMEZONE, else the host's; null when nobody knows the one it names. */
  floatingClock?: ZoneClock | null;
  findZone(tzid: string): ZoneClock | null;
  /** The host's own addresses, lower case: what all of them declined that are invited does not take their time. */
  ownAddresses: readonly string[];
}

/** A DATE or DATE-TIME as written. */
export interface DateOrDateTime {
  wall: number;
  clock: ZoneClock;
  isDate: boolean;
  /** The zone is not known: `clock` is UTC and the true instant lies between 14 hours before and 12 after. */
  zoneUnknown: boolean;
}

/** How long an event is: calendar days, then exact milliseconds (RFC 5545 §3.8.5.3). */
export interface EventDuration {
  days: number;
  ms: number;
}

/** A VEVENT, read. */
export interface VEvent {
  start: DateOrDateTime;
  duration: EventDuration;
  /** It says itself how long it is. */
  hasEnd: boolean;
  /** Which revision it is (RFC 5545 §3.8.7.4); null where that cannot be read. */
  sequence: number | null;
  isOpaque: boolean;
  title: string;
  /** Which instance of the series it stands for, and whether for all later ones, too. */
  recurrenceId: { moment: DateOrDateTime; andFuture: boolean } | null;
  rrules: string[];
  rdates: { moment: DateOrDateTime; length: EventDuration | null }[];
  exdates: DateOrDateTime[];
  /** What of it could not be read, and why its time may be another than is said here. */
  problems: string[];
  /** More dates than are read: of exceptions the rest takes nothing away, of further dates the rest may be any time. */
  isTruncated: { extra: boolean; except: boolean };
}

/** Dates of one kind that are read of one event. */
const MAX_DATES = 5_000;

/** Thrown for an event whose time cannot be read at all. */
export class InvalidEvent extends Error {}

/** Reads one VEVENT; throws `BrokenEvent` when it says no start that can be read. */
export function parseEvent(component: Component, reader: ParseContext): VEvent {
  const instance = property(component, "RECURRENCE-ID");
  const begin = property(component, "DTSTART") ?? instance;
  if (!begin) throw new InvalidEvent("no start");
  const start = parseDateTime(begin, begin.value, reader);
  const extra = valuesOf(component, "RDATE"), except = valuesOf(component, "EXDATE");
  const unread = component.invalidLines > 0 ? ["a line that cannot be read"] : [];
  if (countDistinctValues(component, "DTSTART") > 1) unread.push("more than one start");
  if (countDistinctValues(component, "RECURRENCE-ID") > 1) unread.push("more than one instance");
  const orNote = <T>(read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InvalidEvent)) throw error;
      unread.push(error.message);
      return otherwise;
    }
  };
  const ends = component.properties.filter(({ name }) => name === "DTEND" || name === "DURATION");
  // An end that cannot be read is taken for that of the day, and said.
  const lengths = ends.map((end) => orNote(() => parseEventDuration(end, start, reader), oneDay));
  const length = longestDuration(lengths.length ? lengths : [start.isDate ? oneDay : noTime]);
  if (lengths.some((each) => msOf(each) !== msOf(length))) unread.push("more than one end");
  return {
    start,
    duration: length,
    hasEnd: ends.length > 0,
    sequence: sequenceOf(component),
    isOpaque: isOpaque(component, reader),
    title: unescapeText(property(component, "SUMMARY")?.value ?? "").slice(0, 200),
    // Whoever says no instance that can be read stands beside the series and replaces nothing of it.
    recurrenceId: instance
      ? orNote(() => ({
        moment: requireKnownZone(parseDateTime(instance, instance.value, reader)),
        andFuture: isThisAndFuture(instance.params.RANGE),
      }), null)
      : null,
    rrules: properties(component, "RRULE").map(({ value }) => value),
    rdates: extra.read.flatMap(({ line, value }) =>
      orNote(() => [parseRdate(line, value, reader)], [])
    ),
    exdates: except.read.flatMap(({ line, value }) => parseExdate(line, value, reader)),
    problems: unread,
    isTruncated: { extra: extra.more, except: except.more },
  };
}

/** How many different things are said of one name. */
function countDistinctValues(component: Component, name: string): number {
  const said = properties(component, name);
  return said.length < 2 ? said.length : new Set(said.map(({ value }) => value)).size;
}

/** Of a moment that others are counted from the zone has to be known. */
function requireKnownZone(moment: DateOrDateTime): DateOrDateTime {
  if (moment.zoneUnknown) throw new InvalidEvent("a zone that nobody knows");
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

/** Where an instance that starts at this wall-clock time ends. */
export function endInstantOf(clock: ZoneClock, wall: number, length: EventDuration): number {
  return clock.instantOf(wall + length.days * DAY) + length.ms;
}

/** Whether an event takes the host's time, whenever it is; what it says in two ways is not said. */
export function isOpaque(component: Component, reader: ParseContext): boolean {
  if (isOnlyValue(component, "STATUS", "CANCELLED")) return false;
  if (isOnlyValue(component, "TRANSP", "TRANSPARENT")) return false;
  if (
    !property(component, "TRANSP") && isOnlyValue(component, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
  ) return false;
  const own = properties(component, "ATTENDEE").filter((attendee) =>
    isOwnAddress(attendee, reader)
  );
  return own.length === 0 ||
    !own.every(({ params }) => params.PARTSTAT?.toUpperCase() === "DECLINED");
}

function isOnlyValue(component: Component, name: string, value: string): boolean {
  let says = false;
  for (const each of component.properties) {
    if (each.name !== name) continue;
    if (each.value.trim().toUpperCase() !== value) return false;
    says = true;
  }
  return says;
}

/** Whether somebody invited is the host; where the address is none of mail, EMAIL says it (RFC 7986 §6.2). */
function isOwnAddress({ value, params }: Property, { ownAddresses }: ParseContext): boolean {
  const own = (address: string) => {
    const plain = address.trim().replace(/^mailto:/i, "");
    return ownAddresses.includes(
      inAscii.test(plain) ? plain.toLowerCase() : comparableEmail(plain),
    );
  };
  return own(value) || params.EMAIL !== undefined && own(params.EMAIL);
}

const inAscii = /^\p{ASCII}*$/u;

const oneDay: EventDuration = { days: 1, ms: 0 }, noTime: EventDuration = { days: 0, ms: 0 };

const msOf = ({ days, ms }: EventDuration) => days * DAY + ms;

/** The longest of some lengths. */
export function longestDuration(lengths: readonly EventDuration[]): EventDuration {
  return lengths.reduce((one, other) => msOf(other) > msOf(one) ? other : one, noTime);
}

function sequenceOf(component: Component): number | null {
  const said = property(component, "SEQUENCE")?.value.trim() ?? "0";
  return /^\d{1,9}$/.test(said) ? Number(said) : null;
}

/** DTEND is an exact length, DURATION a nominal one; what begins with a date lasts whole days, one at the least (RFC 5545 §3.6.1). */
function parseEventDuration(
  end: Property,
  start: DateOrDateTime,
  reader: ParseContext,
): EventDuration {
  const length = end.name === "DTEND"
    ? durationUntil(end, start, reader)
    : parseDuration(end.value);
  if (!start.isDate) return length;
  // An end on the day itself is met in the field and means that day.
  return { days: Math.max(1, length.days + Math.ceil(length.ms / DAY)), ms: 0 };
}

function durationUntil(end: Property, start: DateOrDateTime, reader: ParseContext): EventDuration {
  const stop = parseDateTime(end, end.value, reader);
  if (start.isDate && stop.isDate) {
    return { days: requireNotNegative(stop.wall - start.wall) / DAY, ms: 0 };
  }
  if (stop.zoneUnknown !== start.zoneUnknown) throw new InvalidEvent("a zone that nobody knows");
  // A date where a time has to be may be the last day, or the one after it.
  const until = stop.isDate ? toInstant(stop, stop.wall + DAY) : toInstant(stop);
  return { days: 0, ms: requireNotNegative(until - toInstant(start)) };
}

/** A length of time; nobody knows how long something takes that ends before it begins. */
function requireNotNegative(ms: number): number {
  if (ms < 0) throw new InvalidEvent("an end before its start");
  return ms;
}

/** `P1W`, `P1DT2H`, `PT30M` (RFC 5545 §3.3.6). */
export function parseDuration(text: string): EventDuration {
  const match =
    /^([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/i
      .exec(text.trim());
  const isSaid = match?.slice(2, 7).some((part) => part !== undefined);
  if (!match || !isSaid) throw new InvalidEvent("a duration that cannot be read");
  if (match[1] === "-") throw new InvalidEvent("an end before its start");
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(2, 7)
    .map((part) => Number(part ?? 0));
  return { days: weeks * 7 + days, ms: ((hours * 60 + minutes) * 60 + seconds) * 1000 };
}

function parseRdate(line: Property, value: string, reader: ParseContext): VEvent["rdates"][number] {
  const [first = "", second] = value.split("/");
  const moment = requireKnownZone(parseDateTime(line, first, reader));
  if (second === undefined) return { moment, length: null };
  if (/^[+-]?P/i.test(second.trim())) return { moment, length: parseDuration(second) };
  const ms = toInstant(parseDateTime(line, second, reader)) - toInstant(moment);
  return { moment, length: { days: 0, ms: requireNotNegative(ms) } };
}

/** An exception that cannot be read takes nothing away. */
function parseExdate(line: Property, value: string, reader: ParseContext): DateOrDateTime[] {
  try {
    const moment = parseDateTime(line, value, reader);
    return moment.zoneUnknown ? [] : [moment];
  } catch (error) {
    if (!(error instanceof InvalidEvent)) throw error;
    return [];
  }
}

function parseDateTime(line: Property, text: string, reader: ParseContext): DateOrDateTime {
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
    return { wall, clock: reader.hostClock, isDate: true, zoneUnknown: false };
  }
  if (match[7]) return { wall, clock: utcClock, isDate: false, zoneUnknown: false };
  const tzid = line.params.TZID;
  const { floatingClock = reader.hostClock } = reader;
  const clock = tzid === undefined ? floatingClock : reader.findZone(tzid);
  return { wall, clock: clock ?? utcClock, isDate: false, zoneUnknown: clock === null };
}
