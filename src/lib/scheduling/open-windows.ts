import { MINUTE } from "./durations.ts";
import type { EventType } from "./event-type.ts";
import { addDays, dateAt, datesBetween, startOfDay, wallClockInstant, weekdayOf } from "./day.ts";
import { type ClosedTime, type DateOverride, hoursOn } from "./availability-exceptions.ts";
import type { WeeklyRule } from "./availability-schedule.ts";
import { merge, overlaps, type Span, subtract } from "./span.ts";

/** One open window of a host's date, as instants; `date` is the host's date it begins on. */
export interface OpenWindow extends Span {
  date: string;
}

/**
 * The open windows of each date from the first to the last, both in the host's zone and included, in order.
 * Rules of one date that overlap or touch are one window; a window that a clock change swallows whole is left out,
 * and where a clock is set back two windows of one date may overlap as instants. Time added to a date counts as its hours, and time in place of the weekly hours is all it has.
 */
export function openWindows(
  rules: readonly WeeklyRule[],
  zone: string,
  firstDate: string,
  lastDate: string,
  overrides: readonly DateOverride[] = [],
): OpenWindow[] {
  const hours = hoursByWeekday(rules);
  const changed = overridesByDate(overrides);
  const windows: OpenWindow[] = [];
  for (const date of datesBetween(firstDate, lastDate)) {
    const weekly = hours[weekdayOf(date)] ?? [];
    const ofDate = changed.get(date);
    for (const { start: from, end: to } of ofDate ? hoursOn(weekly, ofDate) : weekly) {
      const start = wallClockInstant(date, from, zone, "start");
      const end = wallClockInstant(date, to, zone, "end");
      if (start < end) windows.push({ date, start, end });
    }
  }
  return windows;
}

/**
 * The open windows needed to offer starts within a span: those of every date that the span and a slot of `minutes`
 * touch, and one date more at each end, since a clock set back across midnight shows a date twice.
 */
export function openWindowsOver(
  rules: readonly WeeklyRule[],
  zone: string,
  span: Span,
  minutes: number,
  overrides: readonly DateOverride[] = [],
): OpenWindow[] {
  if (span.start >= span.end) return [];
  return openWindows(rules, zone, ...datesAround(span, zone, minutes), overrides);
}

/** The first and last date that can matter to starts within a span, for slots of `minutes`. */
export function datesAround(
  span: Span,
  zone: string,
  minutes: number,
): [first: string, last: string] {
  return [
    addDays(dateAt(span.start, zone), -1),
    addDays(dateAt(span.end + minutes * MINUTE, zone), 1),
  ];
}

/** The windows without the closed time; what is left behind a closure is a window of its own, with a grid of its own. */
export function withoutClosures(
  windows: readonly OpenWindow[],
  closures: readonly ClosedTime[],
): OpenWindow[] {
  if (closures.length === 0) return [...windows];
  return windows.flatMap((window) => {
    const near = closures.filter((closure) => overlaps(closure, window));
    if (near.length === 0) return [window];
    return subtract([window], near).map((span) => ({ date: window.date, ...span }));
  });
}

/** The end of what can be booked: the end of the host's date today + `days` (AV-3). */
export function endOfBookableDays(now: number, zone: string, days: number): number {
  return startOfDay(addDays(dateAt(now, zone), days + 1), zone);
}

/** The end of what an event type offers: so many days ahead, or a last date, which is never more than a year away. */
export function bookingWindowEnd(
  type: Pick<EventType, "bookingWindowDays" | "bookingWindowUntil">,
  now: number,
  zone: string,
): number {
  if (type.bookingWindowUntil === null) return endOfBookableDays(now, zone, type.bookingWindowDays);
  return Math.min(
    startOfDay(addDays(type.bookingWindowUntil, 1), zone),
    endOfBookableDays(now, zone, 365),
  );
}

function hoursByWeekday(rules: readonly WeeklyRule[]): Span[][] {
  const hours: Span[][] = [];
  for (const { weekday, from, to } of rules) (hours[weekday] ??= []).push({ start: from, end: to });
  return hours.map(merge);
}

function overridesByDate(overrides: readonly DateOverride[]): Map<string, DateOverride[]> {
  const byDate = new Map<string, DateOverride[]>();
  for (const each of overrides) byDate.set(each.date, [...byDate.get(each.date) ?? [], each]);
  return byDate;
}
