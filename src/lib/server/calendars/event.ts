import { comparableEmail } from "$lib/scheduling/email-address.ts";
import { type Component, properties, type Property, property, unescaped } from "./content.ts";
import { type Clock, utcClock } from "./zones.ts";

const DAY = 86_400_000;

/** What reading one object needs to know. */
export interface Reader {
  /** The host's clock: all-day times are meant there. */
  host: Clock;
  /** Where times without a zone are meant: the calendar's own X-WR-TIMEZONE, else the host's; null when nobody knows the one it names. */
  floating?: Clock | null;
  find(tzid: string): Clock | null;
  /** The host's own addresses, lower case: what all of them declined that are invited does not take their time. */
  self: readonly string[];
}

/** A DATE or DATE-TIME as written. */
export interface Moment {
  wall: number;
  clock: Clock;
  dateOnly: boolean;
  /** The zone is not known: `clock` is UTC and the true instant lies between 14 hours before and 12 after. */
  unsure: boolean;
}

/** How long an event is: calendar days, then exact milliseconds (RFC 5545 §3.8.5.3). */
export interface Length {
  days: number;
  ms: number;
}

/** A VEVENT, read. */
export interface Event {
  start: Moment;
  length: Length;
  /** It says itself how long it is. */
  hasEnd: boolean;
  /** Which revision it is (RFC 5545 §3.8.7.4); null where that cannot be read. */
  sequence: number | null;
  blocks: boolean;
  title: string;
  /** Which instance of the series it stands for, and whether for all later ones, too. */
  replaces: { moment: Moment; andFuture: boolean } | null;
  rules: string[];
  extra: { moment: Moment; length: Length | null }[];
  except: Moment[];
  /** What of it could not be read, and why its time may be another than is said here. */
  unread: string[];
  /** More dates than are read: of exceptions the rest takes nothing away, of further dates the rest may be any time. */
  tooMany: { extra: boolean; except: boolean };
}

/** Dates of one kind that are read of one event. */
const MOST_DATES = 5_000;

/** Thrown for an event whose time cannot be read at all. */
export class BrokenEvent extends Error {}

/** Reads one VEVENT; throws `BrokenEvent` when it says no start that can be read. */
export function readEvent(component: Component, reader: Reader): Event {
  const instance = property(component, "RECURRENCE-ID");
  const begin = property(component, "DTSTART") ?? instance;
  if (!begin) throw new BrokenEvent("no start");
  const start = readMoment(begin, begin.value, reader);
  const extra = valuesOf(component, "RDATE"), except = valuesOf(component, "EXDATE");
  const unread = component.broken > 0 ? ["a line that cannot be read"] : [];
  if (says(component, "DTSTART") > 1) unread.push("more than one start");
  if (says(component, "RECURRENCE-ID") > 1) unread.push("more than one instance");
  const orNote = <T>(read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof BrokenEvent)) throw error;
      unread.push(error.message);
      return otherwise;
    }
  };
  const ends = component.properties.filter(({ name }) => name === "DTEND" || name === "DURATION");
  // An end that cannot be read is taken for that of the day, and said.
  const lengths = ends.map((end) => orNote(() => lengthOf(end, start, reader), oneDay));
  const length = longest(lengths.length ? lengths : [start.dateOnly ? oneDay : noTime]);
  if (lengths.some((each) => msOf(each) !== msOf(length))) unread.push("more than one end");
  return {
    start,
    length,
    hasEnd: ends.length > 0,
    sequence: sequenceOf(component),
    blocks: blocks(component, reader),
    title: unescaped(property(component, "SUMMARY")?.value ?? "").slice(0, 200),
    // Whoever says no instance that can be read stands beside the series and replaces nothing of it.
    replaces: instance
      ? orNote(() => ({
        moment: sure(readMoment(instance, instance.value, reader)),
        andFuture: isAndFuture(instance.params.RANGE),
      }), null)
      : null,
    rules: properties(component, "RRULE").map(({ value }) => value),
    extra: extra.read.flatMap(({ line, value }) =>
      orNote(() => [extraOf(line, value, reader)], [])
    ),
    except: except.read.flatMap(({ line, value }) => exceptOf(line, value, reader)),
    unread,
    tooMany: { extra: extra.more, except: except.more },
  };
}

/** How many different things are said of one name. */
function says(component: Component, name: string): number {
  const said = properties(component, name);
  return said.length < 2 ? said.length : new Set(said.map(({ value }) => value)).size;
}

/** Of a moment that others are counted from the zone has to be known. */
function sure(moment: Moment): Moment {
  if (moment.unsure) throw new BrokenEvent("a zone that nobody knows");
  return moment;
}

function isAndFuture(range: string | undefined): boolean {
  if (range !== undefined && range.toUpperCase() !== "THISANDFUTURE") {
    throw new BrokenEvent("a range that cannot be read");
  }
  return range !== undefined;
}

function valuesOf(component: Component, name: string) {
  const read: { line: Property; value: string }[] = [];
  for (const line of component.properties) {
    if (line.name !== name) continue;
    for (const value of line.value.split(",", MOST_DATES + 1)) {
      if (read.length === MOST_DATES) return { read, more: true };
      read.push({ line, value });
    }
  }
  return { read, more: false };
}

/** The instant of a moment, or of a wall-clock time of its clock. */
export function instantOf(moment: Moment, wall = moment.wall): number {
  return moment.clock.instantOf(wall);
}

/** Where an instance that starts at this wall-clock time ends. */
export function endOf(clock: Clock, wall: number, length: Length): number {
  return clock.instantOf(wall + length.days * DAY) + length.ms;
}

/** Whether an event takes the host's time, whenever it is; what it says in two ways is not said. */
export function blocks(component: Component, reader: Reader): boolean {
  if (saysOnly(component, "STATUS", "CANCELLED")) return false;
  if (saysOnly(component, "TRANSP", "TRANSPARENT")) return false;
  if (
    !property(component, "TRANSP") && saysOnly(component, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
  ) return false;
  const own = properties(component, "ATTENDEE").filter((attendee) => isOwn(attendee, reader));
  return own.length === 0 ||
    !own.every(({ params }) => params.PARTSTAT?.toUpperCase() === "DECLINED");
}

function saysOnly(component: Component, name: string, value: string): boolean {
  let says = false;
  for (const each of component.properties) {
    if (each.name !== name) continue;
    if (each.value.trim().toUpperCase() !== value) return false;
    says = true;
  }
  return says;
}

/** Whether somebody invited is the host; where the address is none of mail, EMAIL says it (RFC 7986 §6.2). */
function isOwn({ value, params }: Property, { self }: Reader): boolean {
  const own = (address: string) => {
    const plain = address.trim().replace(/^mailto:/i, "");
    return self.includes(inAscii.test(plain) ? plain.toLowerCase() : comparableEmail(plain));
  };
  return own(value) || params.EMAIL !== undefined && own(params.EMAIL);
}

const inAscii = /^\p{ASCII}*$/u;

const oneDay: Length = { days: 1, ms: 0 }, noTime: Length = { days: 0, ms: 0 };

const msOf = ({ days, ms }: Length) => days * DAY + ms;

/** The longest of some lengths. */
export function longest(lengths: readonly Length[]): Length {
  return lengths.reduce((one, other) => msOf(other) > msOf(one) ? other : one, noTime);
}

function sequenceOf(component: Component): number | null {
  const said = property(component, "SEQUENCE")?.value.trim() ?? "0";
  return /^\d{1,9}$/.test(said) ? Number(said) : null;
}

/** DTEND is an exact length, DURATION a nominal one; what begins with a date lasts whole days, one at the least (RFC 5545 §3.6.1). */
function lengthOf(end: Property, start: Moment, reader: Reader): Length {
  const length = end.name === "DTEND" ? lengthTo(end, start, reader) : readDuration(end.value);
  if (!start.dateOnly) return length;
  // An end on the day itself is met in the field and means that day.
  return { days: Math.max(1, length.days + Math.ceil(length.ms / DAY)), ms: 0 };
}

function lengthTo(end: Property, start: Moment, reader: Reader): Length {
  const stop = readMoment(end, end.value, reader);
  if (start.dateOnly && stop.dateOnly) {
    return { days: forwards(stop.wall - start.wall) / DAY, ms: 0 };
  }
  if (stop.unsure !== start.unsure) throw new BrokenEvent("a zone that nobody knows");
  // A date where a time has to be may be the last day, or the one after it.
  const until = stop.dateOnly ? instantOf(stop, stop.wall + DAY) : instantOf(stop);
  return { days: 0, ms: forwards(until - instantOf(start)) };
}

/** A length of time; nobody knows how long something takes that ends before it begins. */
function forwards(ms: number): number {
  if (ms < 0) throw new BrokenEvent("an end before its start");
  return ms;
}

/** `P1W`, `P1DT2H`, `PT30M` (RFC 5545 §3.3.6). */
export function readDuration(text: string): Length {
  const match =
    /^([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/i
      .exec(text.trim());
  const isSaid = match?.slice(2, 7).some((part) => part !== undefined);
  if (!match || !isSaid) throw new BrokenEvent("a duration that cannot be read");
  if (match[1] === "-") throw new BrokenEvent("an end before its start");
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(2, 7)
    .map((part) => Number(part ?? 0));
  return { days: weeks * 7 + days, ms: ((hours * 60 + minutes) * 60 + seconds) * 1000 };
}

function extraOf(line: Property, value: string, reader: Reader): Event["extra"][number] {
  const [first = "", second] = value.split("/");
  const moment = sure(readMoment(line, first, reader));
  if (second === undefined) return { moment, length: null };
  if (/^[+-]?P/i.test(second.trim())) return { moment, length: readDuration(second) };
  const ms = instantOf(readMoment(line, second, reader)) - instantOf(moment);
  return { moment, length: { days: 0, ms: forwards(ms) } };
}

/** An exception that cannot be read takes nothing away. */
function exceptOf(line: Property, value: string, reader: Reader): Moment[] {
  try {
    const moment = readMoment(line, value, reader);
    return moment.unsure ? [] : [moment];
  } catch (error) {
    if (!(error instanceof BrokenEvent)) throw error;
    return [];
  }
}

function readMoment(line: Property, text: string, reader: Reader): Moment {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$/i.exec(text.trim());
  if (!match) throw new BrokenEvent("a time that cannot be read");
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7)
    .map((part) => Number(part ?? 0));
  const read = new Date(Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59)));
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  if (year < 100) read.setUTCFullYear(year, month - 1, day);
  const wall = read.getTime();
  if (read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day || hour > 23 || minute > 59) {
    throw new BrokenEvent("a time that does not exist");
  }
  if (match[4] === undefined) return { wall, clock: reader.host, dateOnly: true, unsure: false };
  if (match[7]) return { wall, clock: utcClock, dateOnly: false, unsure: false };
  const tzid = line.params.TZID;
  const { floating = reader.host } = reader;
  const clock = tzid === undefined ? floating : reader.find(tzid);
  return { wall, clock: clock ?? utcClock, dateOnly: false, unsure: clock === null };
}
