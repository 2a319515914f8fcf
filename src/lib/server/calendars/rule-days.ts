/** Which days a rule picks: of one day, of a month, of the weeks of a year. */
import { dayAt, firstWeek, lengthOf, sevenDays, weekdayOf, yearLength } from "./civil.ts";
import type { Rule } from "./rule.ts";

const DAY = 86_400_000;

/** Whether the day filters let a single day through; weekdays count without their ordinal here. */
export function allows(rule: Rule, day: number): boolean {
  if (rule.byDay.length && !rule.byDay.some(({ weekday }) => weekday === weekdayOf(day))) {
    return false;
  }
  if (!rule.byMonth.length && !rule.byMonthDay.length && !rule.byYearDay.length) return true;
  const date = new Date(day * DAY);
  const year = date.getUTCFullYear(), month = date.getUTCMonth() + 1;
  return (!rule.byMonth.length || rule.byMonth.includes(month)) &&
    fits(rule.byMonthDay, date.getUTCDate(), lengthOf(year, month)) &&
    fits(rule.byYearDay, day - dayAt(year, 1, 1) + 1, yearLength(year));
}

/** Days of one month that a monthly or yearly rule picks; ordinals count in the month, or in the year where a yearly rule names no month. */
export function daysOfMonth(rule: Rule, year: number, month: number): number[] {
  const first = dayAt(year, month, 1), length = lengthOf(year, month);
  const inYear = rule.freq === "YEARLY" && !rule.byMonth.length;
  const newYear = inYear || rule.byYearDay.length ? dayAt(year, 1, 1) : first;
  const days: number[] = [];
  for (let date = 1; date <= length; date++) {
    const day = first + date - 1;
    if (!fits(rule.byMonthDay, date, length)) continue;
    if (!fits(rule.byYearDay, day - newYear + 1, yearLength(year))) continue;
    const place = inYear ? day - newYear : date - 1;
    if (!isNamed(rule, day, place, inYear ? yearLength(year) : length)) continue;
    days.push(day);
  }
  return days;
}

function isNamed(rule: Rule, day: number, place: number, length: number): boolean {
  if (!rule.byDay.length) return true;
  const weekday = weekdayOf(day);
  const nth = Math.floor(place / 7) + 1, nthLast = -(Math.floor((length - 1 - place) / 7) + 1);
  return rule.byDay.some((named) =>
    named.weekday === weekday && (named.nth === 0 || named.nth === nth || named.nth === nthLast)
  );
}

/** Days of the numbered weeks of a year of weeks, which begins in the week that holds 4 January. */
export function daysOfWeekYear(rule: Rule, year: number): number[] {
  const first = firstWeek(year, rule.weekStart);
  const weeks = (firstWeek(year + 1, rule.weekStart) - first) / 7;
  const numbers = rule.byWeekNo.map((number) => number < 0 ? weeks + 1 + number : number)
    .filter((number) => number >= 1 && number <= weeks);
  return [...new Set(numbers)].sort((a, b) => a - b)
    .flatMap((number) => sevenDays(first + (number - 1) * 7))
    .filter((day) => allows(rule, day));
}

/** Whether a place counted from the start, or from the end where negative, is among the numbers; no numbers allow all. */
function fits(numbers: number[], place: number, length: number): boolean {
  return numbers.length === 0 || numbers.includes(place) || numbers.includes(place - length - 1);
}
