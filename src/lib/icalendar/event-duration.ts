import { DAY } from "$lib/scheduling/durations.ts";
import type { Property } from "./content-lines.ts";
import {
  type DateOrDateTime,
  InvalidEvent,
  type ParseContext,
  parseDateTime,
  toInstant,
} from "./date-time.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** How long an event is: calendar days, then exact milliseconds (RFC 5545 §3.8.5.3). */
export interface EventDuration {
  days: number;
  ms: number;
}

export const oneDay: EventDuration = { days: 1, ms: 0 };

export const noTime: EventDuration = { days: 0, ms: 0 };

/** A duration in milliseconds, with days of 24 hours. */
export const msOf = ({ days, ms }: EventDuration) => days * DAY + ms;

/** The longest duration. */
export function longestDuration(lengths: readonly EventDuration[]): EventDuration {
  return lengths.reduce((one, other) => msOf(other) > msOf(one) ? other : one, noTime);
}

/** The end of an instance that starts at a wall time. */
export function endInstantOf(clock: ZoneClock, wall: number, length: EventDuration): number {
  return clock.instantOf(wall + length.days * DAY) + length.ms;
}

/** DTEND gives an exact, DURATION a nominal duration; with a DATE start it is whole days, at least one (RFC 5545 §3.6.1). */
export function parseEventDuration(
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

/** The duration; throws `InvalidEvent` for an end before the start. */
export function requireNotNegative(ms: number): number {
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
