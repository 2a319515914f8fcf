/** Gregorian dates as numbers: days since 1970-01-01. */
import { DAY } from "$lib/scheduling/durations.ts";

/** The day of a wall-clock time. */
export const dayOf = (wall: number) => Math.floor(wall / DAY);

/** Monday is 0. */
export const weekdayOf = (day: number) => ((day + 3) % 7 + 7) % 7;

/** The year of a day. */
export const yearOf = (day: number) => new Date(day * DAY).getUTCFullYear();

/** Months since the year 0. */
export const monthOf = (day: number) => yearOf(day) * 12 + new Date(day * DAY).getUTCMonth();

/** The day of a date. */
export function dayNumberOf(year: number, month: number, date: number): number {
  const at = new Date(0);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  at.setUTCFullYear(year, month - 1, date);
  return at.getTime() / DAY;
}

/** Days of a month; January is 1. */
export const daysInMonth = (year: number, month: number) =>
  dayNumberOf(year, month + 1, 1) - dayNumberOf(year, month, 1);

/** Days of a year. */
export const daysInYear = (year: number) => dayNumberOf(year + 1, 1, 1) - dayNumberOf(year, 1, 1);

/** A day and the six after it. */
export const sevenDaysFrom = (first: number) =>
  [0, 1, 2, 3, 4, 5, 6].map((offset) => first + offset);

/** The first day of a week year: of the week that contains 4 January (ISO 8601). */
export function startOfWeekYear(year: number, weekStart: number): number {
  const fourth = dayNumberOf(year, 1, 4);
  return fourth - (weekdayOf(fourth) - weekStart + 7) % 7;
}

/** The week year of a day. */
export function weekYearOf(day: number, weekStart: number): number {
  const year = yearOf(day);
  if (day >= startOfWeekYear(year + 1, weekStart)) return year + 1;
  return day < startOfWeekYear(year, weekStart) ? year - 1 : year;
}
