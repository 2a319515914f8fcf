/**
 * Expands recurrence rules on the wall clock: times are milliseconds as if the wall clock were UTC, days are
 * counted from 1970-01-01. A rule without COUNT is expanded from the start of the window, however old it is.
 */
import {
  dayNumberOf,
  dayOf,
  monthOf,
  sevenDaysFrom,
  startOfWeekYear,
  weekdayOf,
  weekYearOf,
  yearOf,
} from "./civil-dates.ts";
import type { RecurrenceRule } from "./recurrence-rule.ts";
import { allowsDay, daysOfMonth, daysOfWeekYear } from "./rule-days.ts";
import { DAY, HOUR, MINUTE, nextMinute, SECOND } from "$lib/scheduling/durations.ts";

/** Remaining expansion steps; shared by all rules of one object. */
export interface ExpansionBudget {
  steps: number;
}

/** Thrown when the budget is used up; the time then counts as busy. */
export class BudgetExceeded extends Error {}

/** A single instance, because a stack trace for each of thousands of rules would be slow. */
export const budgetExceeded = new BudgetExceeded();

/**
 * The starts of a rule within `[from, to]`, in order. `start` is DTSTART, and is among them only when the rule
 * itself gives it; `until` bounds them, included.
 */
export function* expandRule(
  rule: RecurrenceRule,
  start: number,
  from: number,
  to: number,
  until: number,
  budget: ExpansionBudget,
): Generator<number> {
  const last = Math.min(to, until);
  let remaining = rule.count ?? Infinity;
  const enterAt = rule.count === null ? Math.max(from, start) : start;
  const periods = periodsOf(withDefaults(rule, start), start, enterAt, last, budget);
  for (const candidates of periods) {
    for (const at of candidates) {
      if (at < start) continue;
      if (at > last || remaining-- <= 0) return;
      if (at >= from) yield at;
    }
    if (remaining <= 0) return;
  }
}

/** Takes steps off a budget; throws `BudgetExceeded` when it is used up. */
export function spendSteps(budget: ExpansionBudget, steps: number) {
  budget.steps -= steps;
  if (budget.steps < 0) throw budgetExceeded;
}

/** The rule with missing parts taken from DTSTART (RFC 5545 §3.3.10). */
function withDefaults(rule: RecurrenceRule, start: number): RecurrenceRule {
  const date = new Date(start);
  const filled = { ...rule };
  const dayless = !rule.byDay.length && !rule.byMonthDay.length && !rule.byYearDay.length;
  const weekday = { weekday: weekdayOf(dayOf(start)), nth: 0 };
  if (rule.freq === "YEARLY" && dayless && !rule.byWeekNo.length) {
    if (!rule.byMonth.length) filled.byMonth = [date.getUTCMonth() + 1];
    filled.byMonthDay = [date.getUTCDate()];
  }
  if (rule.freq === "YEARLY" && dayless && rule.byWeekNo.length) filled.byDay = [weekday];
  const onlyMonthDays = rule.byMonthDay.length && !rule.byDay.length && !rule.byYearDay.length;
  if (rule.freq === "YEARLY" && onlyMonthDays && !rule.byMonth.length && !rule.byWeekNo.length) {
    filled.byMonth = [date.getUTCMonth() + 1];
  }
  if (rule.freq === "MONTHLY" && dayless) filled.byMonthDay = [date.getUTCDate()];
  if (rule.freq === "WEEKLY" && !rule.byDay.length) filled.byDay = [weekday];
  return filled;
}

/** The candidates of each period of the rule after BYSETPOS, from the period of `enterAt` on. */
function* periodsOf(
  rule: RecurrenceRule,
  start: number,
  enterAt: number,
  last: number,
  budget: ExpansionBudget,
): Generator<number[]> {
  const { freq } = rule;
  if (freq === "SECONDLY" || freq === "MINUTELY" || freq === "HOURLY") {
    yield* shortPeriods(rule, start, enterAt, last, budget);
    return;
  }
  const times = timesOfDay(rule, start);
  const picks = calendarPeriods(rule, dayOf(start), dayOf(enterAt), dayOf(last), budget);
  for (const days of picks) {
    spendSteps(budget, 1 + days.length * times.length);
    const candidates: number[] = [];
    for (const day of days) for (const time of times) candidates.push(day * DAY + time);
    yield applySetPos(candidates, rule.bySetPos);
  }
}

/** Days of each year, month, week or day of the rule. */
function* calendarPeriods(
  rule: RecurrenceRule,
  start: number,
  enterAt: number,
  last: number,
  budget: ExpansionBudget,
): Generator<number[]> {
  const { interval } = rule;
  const aligned = (first: number, at: number) =>
    first + Math.max(0, Math.floor((at - first) / interval)) * interval;

  if (rule.freq === "YEARLY" && rule.byWeekNo.length) {
    const first = weekYearOf(start, rule.weekStart);
    let year = aligned(first, weekYearOf(enterAt, rule.weekStart));
    for (; startOfWeekYear(year, rule.weekStart) <= last; year += interval) {
      spendSteps(budget, 10);
      yield daysOfWeekYear(rule, year);
    }
  } else if (rule.freq === "YEARLY") {
    let year = aligned(yearOf(start), yearOf(enterAt));
    for (; dayNumberOf(year, 1, 1) <= last; year += interval) {
      const months = rule.byMonth.length ? rule.byMonth.toSorted((a, b) => a - b) : everyMonth;
      spendSteps(budget, months.length * 31);
      yield months.flatMap((month) => daysOfMonth(rule, year, month));
    }
  } else if (rule.freq === "MONTHLY") {
    let month = aligned(monthOf(start), monthOf(enterAt));
    for (; dayNumberOf(Math.floor(month / 12), month % 12 + 1, 1) <= last; month += interval) {
      spendSteps(budget, 8);
      const number = month % 12 + 1;
      if (rule.byMonth.length && !rule.byMonth.includes(number)) continue;
      spendSteps(budget, 31);
      yield daysOfMonth(rule, Math.floor(month / 12), number);
    }
  } else if (rule.freq === "WEEKLY") {
    const weekOf = (day: number) => Math.floor((day + 3 - rule.weekStart) / 7);
    let week = aligned(weekOf(start), weekOf(enterAt));
    for (; week * 7 - 3 + rule.weekStart <= last; week += interval) {
      spendSteps(budget, 7);
      yield sevenDaysFrom(week * 7 - 3 + rule.weekStart).filter((day) => allowsDay(rule, day));
    }
  } else {
    for (let day = aligned(start, enterAt); day <= last; day += interval) {
      spendSteps(budget, 1);
      if (allowsDay(rule, day)) yield [day];
    }
  }
}

/** Times of an hourly, minutely or secondly rule; excluded days, hours and minutes are skipped as a whole. */
function* shortPeriods(
  rule: RecurrenceRule,
  start: number,
  enterAt: number,
  last: number,
  budget: ExpansionBudget,
): Generator<number[]> {
  const unit = rule.freq === "HOURLY" ? HOUR : rule.freq === "MINUTELY" ? MINUTE : SECOND;
  const first = Math.floor(start / unit) * unit;
  const stride = unit * rule.interval;
  const notBefore = (at: number) => first + Math.max(0, Math.ceil((at - first) / stride)) * stride;
  const inner = timesWithin(rule, start, unit);

  let at = first + Math.max(0, Math.floor((enterAt - first) / stride)) * stride;
  while (at <= last) {
    spendSteps(budget, 1);
    const day = dayOf(at);
    if (!allowsDay(rule, day)) {
      at = notBefore((day + 1) * DAY);
    } else if (rule.byHour.length && !rule.byHour.includes(Math.floor((at - day * DAY) / HOUR))) {
      at = notBefore((Math.floor(at / HOUR) + 1) * HOUR);
    } else if (
      unit < HOUR && rule.byMinute.length &&
      !rule.byMinute.includes(Math.floor(at / MINUTE) - Math.floor(at / HOUR) * 60)
    ) {
      at = notBefore(nextMinute(at));
    } else {
      const second = (at - Math.floor(at / MINUTE) * MINUTE) / SECOND;
      if (unit > SECOND || !rule.bySecond.length || rule.bySecond.includes(second)) {
        spendSteps(budget, inner.length);
        yield applySetPos(inner.map((time) => at + time), rule.bySetPos);
      }
      at += stride;
    }
  }
}

function timesOfDay(rule: RecurrenceRule, start: number): number[] {
  const at = new Date(start);
  const hours = rule.byHour.length ? rule.byHour : [at.getUTCHours()];
  return hours.toSorted((a, b) => a - b)
    .flatMap((hour) => timesWithin(rule, start, HOUR).map((time) => hour * HOUR + time));
}

/** Offsets inside an hour, a minute or a second. */
function timesWithin(rule: RecurrenceRule, start: number, unit: number): number[] {
  const at = new Date(start);
  const minutes = unit < HOUR ? [0] : rule.byMinute.length ? rule.byMinute : [at.getUTCMinutes()];
  const seconds = unit < MINUTE ? [0] : rule.bySecond.length ? rule.bySecond : [at.getUTCSeconds()];
  return [...new Set(minutes.flatMap((m) => seconds.map((s) => m * MINUTE + s * SECOND)))]
    .sort((a, b) => a - b);
}

function applySetPos(candidates: number[], positions: number[]): number[] {
  if (!positions.length) return candidates;
  const found = positions.map((position) => candidates.at(position > 0 ? position - 1 : position));
  return [...new Set(found.filter((at) => at !== undefined))].sort((a, b) => a - b);
}

const everyMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
