/** Gregorian dates as numbers: days since 1970-01-01. */
import { DAY } from "$lib/scheduling/durations.ts";

/** The day of a wall-clock time. */
export const dayOf = (wall: number) => Math.floor(wall / DAY);

/** Monday is 0. */
export const weekdayOf = (day: number) => ((day + 3) % 7 + 7) % 7;

/** The year of a day. */
export const yearOf = (day: number) => Math.floor(monthOf(day) / 12);

/** Months since the year 0. Years begin on 1 March here, so that a leap day is the last (as `chrono` in C++ computes it). */
export function monthOf(day: number): number {
  const sinceMarch = day + DAYS_TO_1970;
  const era = Math.floor(sinceMarch / DAYS_OF_ERA);
  const dayOfEra = sinceMarch - era * DAYS_OF_ERA;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36524) +
    Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const century = Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - century);
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  return (era * 400 + yearOfEra) * 12 + month + 2;
}

/** From 1 March of the year 0 to 1970-01-01, and of 400 years. */
const DAYS_TO_1970 = 719_468, DAYS_OF_ERA = 146_097;

/** The day of a date; a month or date that the year does not have counts on, as 1 March for 29 February. */
export function dayNumberOf(year: number, month: number, date: number): number {
  const sinceMarch = year * 12 + month - 3;
  const marchYear = Math.floor(sinceMarch / 12), inYear = sinceMarch - marchYear * 12;
  const leaps = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) +
    Math.floor(marchYear / 400);
  return marchYear * 365 + leaps + Math.floor((153 * inYear + 2) / 5) + date - 1 - DAYS_TO_1970;
}

/** Days of a month; January is 1. */
export const daysInMonth = (year: number, month: number) =>
  dayNumberOf(year, month + 1, 1) - dayNumberOf(year, month, 1);

/** Days of a year. */
export const daysInYear = (year: number) =>
  year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 366 : 365;

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
