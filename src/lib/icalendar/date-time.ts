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
