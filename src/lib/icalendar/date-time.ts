import { DAY, HOUR, MINUTE, SECOND } from "$lib/scheduling/durations.ts";
import { dayNumberOf, daysInMonth } from "./civil-dates.ts";
import type { Property } from "./content-lines.ts";
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

/** Thrown for an event without a readable start. */
export class InvalidEvent extends Error {}

/** The instant of a moment, or of a wall-clock time of its clock. */
export function toInstant(moment: DateOrDateTime, wall = moment.wall): number {
  return moment.clock.instantOf(wall);
}

/** The moment; throws `InvalidEvent` when its zone is unknown. */
export function requireKnownZone(moment: DateOrDateTime): DateOrDateTime {
  if (moment.zoneUnknown) throw new InvalidEvent("an unknown time zone");
  return moment;
}

/** A DATE or DATE-TIME of a line. Throws `InvalidEvent` for one that cannot be read or does not exist. */
export function parseDateTime(
  line: Property,
  text: string,
  context: ParseContext,
): DateOrDateTime {
  const written = text.trim();
  const timeDigits = digitsOfTime(written);
  const year = numberIn(written, 0, 4), month = numberIn(written, 4, 6);
  const day = numberIn(written, 6, 8);
  if (timeDigits < 0 || year < 0 || month < 0 || day < 0) {
    throw new InvalidEvent("a time that cannot be read");
  }
  const hour = timeDigits === 0 ? 0 : numberIn(written, 9, 11);
  const minute = timeDigits === 0 ? 0 : numberIn(written, 11, 13);
  const second = timeDigits < 6 ? 0 : numberIn(written, 13, 15);
  if (hour < 0 || minute < 0 || second < 0) throw new InvalidEvent("a time that cannot be read");
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (!exists || hour > 23 || minute > 59) throw new InvalidEvent("a time that does not exist");
  const wall = dayNumberOf(year, month, day) * DAY + hour * HOUR + minute * MINUTE +
    Math.min(second, 59) * SECOND;
  if (timeDigits === 0) {
    return { wall, clock: context.hostClock, isDate: true, zoneUnknown: false };
  }
  if (written.length > 9 + timeDigits) {
    return { wall, clock: utcClock, isDate: false, zoneUnknown: false };
  }
  const tzid = line.params.TZID;
  const { floatingClock = context.hostClock } = context;
  const clock = tzid === undefined ? floatingClock : context.findZone(tzid);
  return { wall, clock: clock ?? utcClock, isDate: false, zoneUnknown: clock === null };
}

/** How many digits the time of `20261124T143000Z` has, by its length, T and Z: 4 or 6, 0 without a time; -1 for any other form. */
function digitsOfTime(text: string): number {
  const { length } = text;
  if (length === 8) return 0;
  if (length < 13 || length > 16 || (text.charCodeAt(8) | 0x20) !== 0x74) return -1;
  const isUtc = (text.charCodeAt(length - 1) | 0x20) === 0x7a;
  const digits = length - 9 - (isUtc ? 1 : 0);
  return digits === 4 || digits === 6 ? digits : -1;
}

/** The number that the digits between two places write; -1 where one is no digit. */
function numberIn(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}
