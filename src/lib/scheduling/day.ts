/**
 * Calendar days of a zone. Dates are `YYYY-MM-DD`, instants epoch ms; only this file uses Temporal,
 * so that all others compare plain numbers.
 */
import { DAY, MINUTE } from "./durations.ts";
import { Temporal, zonedAt } from "./temporal.ts";

/** Slots of a month need the same dates many times, and parsing or formatting one takes as long as twenty look-ups. */
const MOST_KNOWN = 20_000;
const MOST_ZONES = 100;
const MOST_DATES = 1_000;
const numbers = new Map<string, number>();
const names = new Map<number, string>();
const starts = new Map<string, Map<string, number>>();

/** Calendar dates counted from 1970-01-01, whatever the zone. */
export function dayNumber(date: string): number {
  const known = numbers.get(date);
  if (known !== undefined) return known;
  const day = Date.parse(`${date}T00:00:00Z`) / DAY;
  if (numbers.size >= MOST_KNOWN) numbers.clear();
  numbers.set(date, day);
  return day;
}

/** The date `days` calendar days later; negative goes back. */
export function addDays(date: string, days: number): string {
  return dateOfNumber(dayNumber(date) + days);
}

/** Every date from the first to the last, both included; none when they are the wrong way round. */
export function datesBetween(first: string, last: string): string[] {
  const dates: string[] = [];
  const end = dayNumber(last);
  for (let day = dayNumber(first); day <= end; day++) dates.push(dateOfNumber(day));
  return dates;
}

/** ISO weekday of a date: Monday is 1, Sunday 7. */
export function weekdayOf(date: string): number {
  return ((dayNumber(date) + 3) % 7 + 7) % 7 + 1;
}

/** Whether an instant lies in the years that calendars reach, 1900 to 2199; outside of them dates need more digits. */
export function isSupportedInstant(instant: number): boolean {
  return instant >= Date.UTC(1900, 0, 1) && instant < Date.UTC(2200, 0, 1);
}

/** The date that a clock in the zone shows at an instant. */
export function dateAt(instant: number, zone: string): string {
  const utc = Math.floor(instant / DAY);
  for (const day of [utc, utc + 1, utc - 1]) {
    const date = dateOfNumber(day), { start, end } = daySpan(date, zone);
    // On another day a clock may be set back across midnight.
    if (end - start !== DAY) break;
    if (start <= instant && instant < end) return date;
  }
  return zonedAt(instant, zone).toPlainDate().toString();
}

/** Minutes that a clock in the zone shows more than UTC at an instant. */
export function offsetMinutes(instant: number, zone: string): number {
  return zonedAt(instant, zone).offsetNanoseconds / (MINUTE * 1_000_000);
}

/** An offset of a clock from UTC in minutes as text: "+02:00". */
export function formatUtcOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(Math.floor(size % 60))}`;
}

/** First instant of a date in a zone: midnight, or what comes first where midnight is skipped; the earlier of two midnights. */
export function startOfDay(date: string, zone: string): number {
  const inZone = starts.get(zone) ?? new Map<string, number>();
  const known = inZone.get(date);
  if (known !== undefined) return known;
  const start = Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
  if (inZone.size >= MOST_DATES) inZone.clear();
  if (starts.size >= MOST_ZONES) starts.clear();
  starts.set(zone, inZone.set(date, start));
  return start;
}

/** All of a date in a zone, 23, 24 or 25 hours; empty where the zone skipped the date. */
export function daySpan(date: string, zone: string): { start: number; end: number } {
  return { start: startOfDay(date, zone), end: startOfDay(addDays(date, 1), zone) };
}

/**
 * The instant of a wall-clock boundary, in minutes since midnight up to 1440, which is the start of the next date.
 * A boundary that a clock change skips moves forward to the change; of one that comes twice a start is the first, an end the last.
 */
export function wallClockInstant(
  date: string,
  minute: number,
  zone: string,
  side: "start" | "end",
): number {
  const day = daySpan(date, zone);
  if (minute === 0) return day.start;
  if (minute === 1440) return day.end;
  // A clock set back just after midnight makes the next date long, and the last minutes of this one come twice.
  const next = startOfDay(addDays(date, 2), zone);
  if (day.end - day.start === DAY && next - day.end === DAY) return day.start + minute * MINUTE;

  const wall = Temporal.PlainDate.from(date).toPlainDateTime({
    hour: Math.floor(minute / 60),
    minute: minute % 60,
  });
  const first = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (!first.toPlainDateTime().equals(wall)) {
    return first.getTimeZoneTransition("next")?.epochMilliseconds ?? first.epochMilliseconds;
  }
  if (side === "start") return first.epochMilliseconds;
  return wall.toZonedDateTime(zone, { disambiguation: "later" }).epochMilliseconds;
}

/** A change of the clock: its instant, and what the clock shows before and after it, in minutes since the date's midnight. */
export interface ClockChange {
  at: number;
  from: number;
  to: number;
}

/** The clock changes of a date in a zone, in order; a clock that is set back across midnight shows negative minutes. */
export function clockChanges(date: string, zone: string): ClockChange[] {
  const { start, end } = daySpan(date, zone);
  if (end - start === DAY) return [];
  const changes: ClockChange[] = [];
  let at = transitionAfter(start - 1, zone);
  for (; at !== null && at < end; at = transitionAfter(at, zone)) {
    const from = clockMinutes(at - MINUTE, date, zone) + 1, to = clockMinutes(at, date, zone);
    if (from !== to) changes.push({ at, from, to });
  }
  return changes;
}

function transitionAfter(instant: number, zone: string): number | null {
  return zonedAt(instant, zone).getTimeZoneTransition("next")?.epochMilliseconds ?? null;
}

/** What a clock in the zone shows at an instant, in minutes since midnight of a date. */
export function clockMinutes(instant: number, date: string, zone: string): number {
  const clock = zonedAt(instant, zone);
  const days = dayNumber(clock.toPlainDate().toString()) - dayNumber(date);
  return days * 1440 + clock.hour * 60 + clock.minute;
}

/** The date of a day counted from 1970-01-01. */
export function dateOfNumber(day: number): string {
  const known = names.get(day);
  if (known !== undefined) return known;
  const name = new Date(day * DAY).toISOString().slice(0, 10);
  if (names.size >= MOST_KNOWN) names.clear();
  names.set(day, name);
  return name;
}
