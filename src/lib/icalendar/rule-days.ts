/** Which days a rule picks: of one day, of a month, of the weeks of a year. */
import {
  dayNumberOf,
  daysInMonth,
  daysInYear,
  sevenDaysFrom,
  startOfWeekYear,
  weekdayOf,
} from "./civil-dates.ts";
import type { RecurrenceRule } from "./recurrence-rule.ts";
import { DAY } from "$lib/scheduling/durations.ts";

/** Whether the day filters let a single day through; weekdays count without their ordinal here. */
export function allowsDay(rule: RecurrenceRule, day: number): boolean {
  if (rule.byDay.length && !rule.byDay.some(({ weekday }) => weekday === weekdayOf(day))) {
    return false;
  }
  if (!rule.byMonth.length && !rule.byMonthDay.length && !rule.byYearDay.length) return true;
  const date = new Date(day * DAY);
  const year = date.getUTCFullYear(), month = date.getUTCMonth() + 1;
  return (!rule.byMonth.length || rule.byMonth.includes(month)) &&
    matchesPosition(rule.byMonthDay, date.getUTCDate(), daysInMonth(year, month)) &&
    matchesPosition(rule.byYearDay, day - dayNumberOf(year, 1, 1) + 1, daysInYear(year));
}

/** Days of one month that a monthly or yearly rule picks; ordinals count in the month, or in the year where a yearly rule names no month. */
export function daysOfMonth(rule: RecurrenceRule, year: number, month: number): number[] {
  const first = dayNumberOf(year, month, 1), length = daysInMonth(year, month);
  const inYear = rule.freq === "YEARLY" && !rule.byMonth.length;
  const newYear = inYear || rule.byYearDay.length ? dayNumberOf(year, 1, 1) : first;
  const days: number[] = [];
  for (let date = 1; date <= length; date++) {
    const day = first + date - 1;
    if (!matchesPosition(rule.byMonthDay, date, length)) continue;
    if (!matchesPosition(rule.byYearDay, day - newYear + 1, daysInYear(year))) continue;
    const place = inYear ? day - newYear : date - 1;
    if (!matchesWeekday(rule, day, place, inYear ? daysInYear(year) : length)) continue;
    days.push(day);
  }
  return days;
}

function matchesWeekday(rule: RecurrenceRule, day: number, place: number, length: number): boolean {
  if (!rule.byDay.length) return true;
  const weekday = weekdayOf(day);
  const nth = Math.floor(place / 7) + 1, nthLast = -(Math.floor((length - 1 - place) / 7) + 1);
  return rule.byDay.some((named) =>
    named.weekday === weekday && (named.nth === 0 || named.nth === nth || named.nth === nthLast)
  );
}

/** Days of the numbered weeks of a year of weeks, which begins in the week that holds 4 January. */
export function daysOfWeekYear(rule: RecurrenceRule, year: number): number[] {
  const first = startOfWeekYear(year, rule.weekStart);
  const weeks = (startOfWeekYear(year + 1, rule.weekStart) - first) / 7;
  const numbers = rule.byWeekNo.map((number) => number < 0 ? weeks + 1 + number : number)
    .filter((number) => number >= 1 && number <= weeks);
  return [...new Set(numbers)].sort((a, b) => a - b)
    .flatMap((number) => sevenDaysFrom(first + (number - 1) * 7))
    .filter((day) => allowsDay(rule, day));
}

/** Whether a place counted from the start, or from the end where negative, is among the numbers; no numbers allow all. */
function matchesPosition(numbers: number[], place: number, length: number): boolean {
  return numbers.length === 0 || numbers.includes(place) || numbers.includes(place - length - 1);
}
