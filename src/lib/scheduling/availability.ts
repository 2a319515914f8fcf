import { addDays, boundary, dateAt, datesFrom, startOfDay, weekdayOf } from "./day.ts";
import type { WeeklyRule } from "./schedule.ts";
import { merge, type Span } from "./span.ts";

/** One open window of a host's date, as instants; `date` is the host's date it begins on. */
export interface OpenWindow extends Span {
  date: string;
}

/**
 * The open windows of each date from the first to the last, both in the host's zone and included, in order.
 * Rules of one date that overlap or touch are one window; a window that a clock change swallows whole is left out,
 * and where a clock is set back two windows of one date may overlap as instants.
 */
export function openWindows(
  rules: readonly WeeklyRule[],
  zone: string,
  firstDate: string,
  lastDate: string,
): OpenWindow[] {
  const hours = hoursByWeekday(rules);
  const windows: OpenWindow[] = [];
  for (const date of datesFrom(firstDate, lastDate)) {
    for (const { start: from, end: to } of hours[weekdayOf(date)] ?? []) {
      const start = boundary(date, from, zone, "start");
      const end = boundary(date, to, zone, "end");
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
): OpenWindow[] {
  if (span.start >= span.end) return [];
  const first = addDays(dateAt(span.start, zone), -1);
  const last = addDays(dateAt(span.end + minutes * 60_000, zone), 1);
  return openWindows(rules, zone, first, last);
}

/** The end of what can be booked: the end of the host's date today + `days` (AV-3). */
export function horizonEnd(now: number, zone: string, days: number): number {
  return startOfDay(addDays(dateAt(now, zone), days + 1), zone);
}

function hoursByWeekday(rules: readonly WeeklyRule[]): Span[][] {
  const hours: Span[][] = [];
  for (const { weekday, from, to } of rules) (hours[weekday] ??= []).push({ start: from, end: to });
  return hours.map(merge);
}
