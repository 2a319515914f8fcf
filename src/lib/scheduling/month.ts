import { addDays, dateAt, datesBetween, startOfDay, weekdayOf } from "./day.ts";
import type { Span } from "./span.ts";

/** A date of a zone with the starts that fall on it, epoch ms ascending. */
export interface DaySlots extends Span {
  date: string;
  starts: number[];
}

/** Whether it is a date that exists, `YYYY-MM-DD`, in a year that calendars reach. */
export function isDate(text: string): boolean {
  return /^(19|20|21)\d\d-\d\d-\d\d$/.test(text) && addDaysSafely(text) === text;
}

/** Whether it is a month, `YYYY-MM`. */
export function isMonth(text: string): boolean {
  return isDate(`${text}-01`);
}

/** The month that a clock in the zone shows at an instant. */
export function monthAt(instant: number, zone: string): string {
  return dateAt(instant, zone).slice(0, 7);
}

/** The month `months` later; negative goes back. */
export function addMonths(month: string, months: number): string {
  const [year = 0, of = 1] = month.split("-").map(Number);
  const count = year * 12 + of - 1 + months;
  return `${Math.floor(count / 12)}-${String(count % 12 + 1).padStart(2, "0")}`;
}

/** All of a month in a zone. */
export function monthSpan(month: string, zone: string): Span {
  return {
    start: startOfDay(`${month}-01`, zone),
    end: startOfDay(`${addMonths(month, 1)}-01`, zone),
  };
}

/** The first and the last date of some whole weeks. */
export interface Weeks {
  first: string;
  last: string;
}

/** So many weeks the current month shows at least, however little of it is left. */
const FEWEST_WEEKS = 4;

/** The dates of a month. */
export function datesOf(month: string): string[] {
  return datesBetween(`${month}-01`, addDays(`${addMonths(month, 1)}-01`, -1));
}

/** The whole weeks, from an ISO weekday on, in which a month lies. */
export function wholeWeeks(month: string, from = 1): Weeks {
  const dates = datesOf(month);
  return { first: weekStart(dates[0]!, from), last: addDays(weekStart(dates.at(-1)!, from), 6) };
}

/** The whole weeks of a month; the current month begins with the current week. */
export function weeksOf(month: string, today: string, from = 1): Weeks {
  const weeks = wholeWeeks(month, from);
  if (!today.startsWith(month)) return weeks;
  const first = weekStart(today, from);
  const fewest = addDays(first, FEWEST_WEEKS * 7 - 1);
  return { first, last: fewest > weeks.last ? fewest : weeks.last };
}

/** Whether a date lies in these weeks. */
export function isIn({ first, last }: Weeks, date: string): boolean {
  return date >= first && date <= last;
}

/** All of these weeks in a zone. */
export function weeksSpan({ first, last }: Weeks, zone: string): Span {
  return { start: startOfDay(first, zone), end: startOfDay(addDays(last, 1), zone) };
}

/** The starts of some weeks by date of the zone: month view and day list come from this one sorting. */
export function slotsByDate(
  { first, last }: Weeks,
  zone: string,
  starts: readonly number[],
): DaySlots[] {
  let i = 0;
  return datesBetween(first, last).map((date) => {
    const span = { start: startOfDay(date, zone), end: startOfDay(addDays(date, 1), zone) };
    const own: number[] = [];
    while (i < starts.length && starts[i]! < span.start) i++;
    for (; i < starts.length && starts[i]! < span.end; i++) own.push(starts[i]!);
    return { date, ...span, starts: own };
  });
}

/** Days as weeks from an ISO weekday on, with `null` where a week begins before or ends after them. */
export function toWeeks<Day extends { date: string }>(
  days: readonly Day[],
  from = 1,
): (Day | null)[][] {
  const first = days[0];
  if (!first) return [];
  const cells: (Day | null)[] = [...Array(daysInto(first.date, from)).fill(null), ...days];
  while (cells.length % 7) cells.push(null);
  return bySevens(cells);
}

/** The days of whole weeks, week by week. */
export function bySevens<Day>(days: readonly Day[]): Day[][] {
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

/** The first date of the week of a date, for weeks from an ISO weekday on. */
export function weekStart(date: string, from = 1): string {
  return addDays(date, -daysInto(date, from));
}

/** The ISO weekdays of a week, from one of them on. */
export function weekdaysFrom(from: number): number[] {
  return [0, 1, 2, 3, 4, 5, 6].map((n) => (from - 1 + n) % 7 + 1);
}

function daysInto(date: string, from: number): number {
  return (weekdayOf(date) - from + 7) % 7;
}

function addDaysSafely(date: string): string | null {
  return Number.isNaN(Date.parse(`${date}T00:00:00Z`)) ? null : addDays(date, 0);
}
