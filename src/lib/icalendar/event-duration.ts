import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Property } from "./content-lines.ts";
import {
  type DateOrDateTime,
  InvalidEvent,
  type ParseContext,
  parseDateTime,
  toInstant,
} from "./date-time.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** How long an event is, ms: first on the wall clock, then exactly (RFC 5545 §3.3.6). */
export interface EventDuration {
  nominal: number;
  exact: number;
  /** As other programs repeat it, where RFC 5545 counts exactly. */
  isAlternative?: true;
  /** It is from or to a time of an unknown zone. */
  isZoneUnknown?: true;
}

export const oneDay: EventDuration = { nominal: DAY, exact: 0 };

/** A duration in milliseconds, with days of 24 hours. */
export const msOf = ({ nominal, exact }: EventDuration) => nominal + exact;

/** The longest of some durations, ms. */
export function longestOf(durations: readonly EventDuration[]): number {
  return durations.reduce((longest, each) => Math.max(longest, msOf(each)), 0);
}

/** The end of an instance that starts at a wall time. */
export function endInstantOf(clock: ZoneClock, wall: number, length: EventDuration): number {
  return clock.instantOf(wall + length.nominal) + length.exact;
}

/** The latest end of an instance that starts at a wall time; its start without a duration. */
export function latestEndOf(
  clock: ZoneClock,
  wall: number,
  durations: readonly EventDuration[],
): number {
  return Math.max(...[noTime, ...durations].map((each) => endInstantOf(clock, wall, each)));
}

const noTime: EventDuration = { nominal: 0, exact: 0 };

/**
 * The readings of DTEND or DURATION, of which the longest counts in each instance; with a DATE start it is whole days, at
 * least one (RFC 5545 §3.6.1).
 */
export function parseEventDuration(
  end: Property,
  start: DateOrDateTime,
  context: ParseContext,
): EventDuration[] {
  const durations = end.name === "DTEND"
    ? durationsUntil(parseDateTime(end, end.value, context), start)
    : readingsOf(parseDuration(end.value));
  const nominal = durations.at(-1);
  if (!start.isDate || !nominal) return durations;
  // Some programs write the same day as DTEND; it means that day.
  const days = Math.max(1, Math.ceil(msOf(nominal) / DAY));
  return [{ ...durations[0], nominal: days * DAY, exact: 0 }];
}

/**
 * From a start to an end: exactly, which is how RFC 5545 §3.8.5.3 repeats it, and on the wall clock, as other programs do.
 * Throws `InvalidEvent` for an end before the start.
 */
export function durationsUntil(stop: DateOrDateTime, start: DateOrDateTime): EventDuration[] {
  // A DATE as the end of a DATE-TIME may be inclusive.
  const wall = stop.isDate && !start.isDate ? stop.wall + DAY : stop.wall;
  const latest = toInstant(stop, wall) + (stop.zoneUnknown && !start.zoneUnknown ? 12 * HOUR : 0);
  const unknown = stop.zoneUnknown === start.zoneUnknown ? {} : { isZoneUnknown: true as const };
  const isSameClock = stop.clock === start.clock && !unknown.isZoneUnknown;
  const nominal = (isSameClock ? wall : start.clock.wallOf(latest)) - start.wall;
  const between = latest - toInstant(start);
  // A start in the hour that the clock skips is moved, and the event with it.
  if (between <= 0 && nominal > 0) return readingsOf({ nominal: 0, exact: nominal });
  // The start may be up to 14 hours earlier.
  const mayBePositive = start.zoneUnknown && !stop.zoneUnknown && between > -14 * HOUR;
  const exact = mayBePositive ? Math.max(1, between) : requireNotNegative(between);
  return [
    { nominal: 0, exact, ...unknown },
    { nominal: Math.max(0, nominal), exact: 0, isAlternative: true, ...unknown },
  ];
}

/** A duration as RFC 5545 counts it, and with its hours on the wall clock. */
export function readingsOf(duration: EventDuration): EventDuration[] {
  if (duration.exact === 0) return [duration];
  return [duration, { nominal: msOf(duration), exact: 0, isAlternative: true }];
}

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
  return {
    nominal: (weeks * 7 + days) * DAY,
    exact: ((hours * 60 + minutes) * 60 + seconds) * 1000,
  };
}
