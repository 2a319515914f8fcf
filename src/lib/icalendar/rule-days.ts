/** The days of a rule: in a month, in the weeks of a year, or a single day. */
import {
  dayNumberOf,
  daysInMonth,
  daysInYear,
  monthOf,
  sevenDaysFrom,
  startOfWeekYear,
  weekdayOf,
} from "./civil-dates.ts";
import type { RecurrenceRule } from "./recurrence-rule.ts";

/** Whether the BY parts allow a single day; ordinals of BYDAY are ignored. */
export function allowsDay(rule: RecurrenceRule, day: number): boolean {
  if (rule.byDay.length && !rule.byDay.some(({ weekday }) => weekday === weekdayOf(day))) {
    return false;
  }
  if (!rule.byMonth.length && !rule.byMonthDay.length && !rule.byYearDay.length) return true;
  const months = monthOf(day);
  const year = Math.floor(months / 12), month = months - year * 12 + 1;
  if (rule.byMonth.length && !rule.byMonth.includes(month)) return false;
  const date = day - dayNumberOf(year, month, 1) + 1;
  return matchesPosition(rule.byMonthDay, date, daysInMonth(year, month)) &&
    matchesPosition(rule.byYearDay, day - dayNumberOf(year, 1, 1) + 1, daysInYear(year));
}

/** Days of a monthly or yearly rule in one month; ordinals count within the month, or within the year for a yearly rule without BYMONTH. */
export function daysOfMonth(rule: RecurrenceRule, year: number, month: number): number[] {
  const first = dayNumberOf(year, month, 1), length = daysInMonth(year, month);
  const inYear = rule.freq === "YEARLY" && !rule.byMonth.length;
  const newYear = dayNumberOf(year, 1, 1), yearLength = daysInYear(year);
  const days: number[] = [];
  for (let date = 1; date <= length; date++) {
    const day = first + date - 1;
    if (!matchesPosition(rule.byMonthDay, date, length)) continue;
    if (!matchesPosition(rule.byYearDay, day - newYear + 1, yearLength)) continue;
    const place = inYear ? day - newYear : date - 1;
    if (!matchesWeekday(rule, day, place, inYear ? yearLength : length)) continue;
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

/** Days of the BYWEEKNO weeks of a week year. */
export function daysOfWeekYear(rule: RecurrenceRule, year: number): number[] {
  const first = startOfWeekYear(year, rule.weekStart);
  const weeks = (startOfWeekYear(year + 1, rule.weekStart) - first) / 7;
  const numbers = rule.byWeekNo.map((number) => number < 0 ? weeks + 1 + number : number)
    .filter((number) => number >= 1 && number <= weeks);
  return [...new Set(numbers)].sort((a, b) => a - b)
    .flatMap((number) => sevenDaysFrom(first + (number - 1) * 7))
    .filter((day) => allowsDay(rule, day));
}

/** Whether the numbers contain a place, counted from the end when negative; no numbers allow all. */
function matchesPosition(numbers: number[], place: number, length: number): boolean {
  return numbers.length === 0 || numbers.includes(place) || numbers.includes(place - length - 1);
}
