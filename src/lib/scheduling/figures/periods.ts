import type { CountedDay } from "../counted-days.ts";
import { addDays, datesBetween, dayNumber, weekdayOf } from "../day.ts";
import { bookingsIn, type Dates, type FigureChoice, sum } from "./choice.ts";

export const periodUnits = ["day", "week", "month"] as const;
export type PeriodUnit = typeof periodUnits[number];

/** The requests of a day, week or month, beside as many dates of the period before. */
export interface PeriodRow extends Dates {
  requested: number;
  before: number;
}

/** How many dates there are. */
export function lengthOf({ from, to }: Dates): number {
  return dayNumber(to) - dayNumber(from) + 1;
}

/** As many dates, right before these. */
export function datesBefore(dates: Dates): Dates {
  const days = lengthOf(dates);
  return { from: addDays(dates.from, -days), to: addDays(dates.to, -days) };
}

/** Days for about a month, weeks for about half a year, else months. */
export function usualUnit(dates: Dates): PeriodUnit {
  const days = lengthOf(dates);
  if (days <= 45) return "day";
  return days <= 190 ? "week" : "month";
}

/** The requests of some dates by day, week or month; the first and last week or month are cut where the dates are. */
export function periodsOf(
  days: readonly CountedDay[],
  dates: Dates,
  choice: FigureChoice,
  { unit, firstWeekday }: { unit: PeriodUnit; firstWeekday: number },
): PeriodRow[] {
  const length = lengthOf(dates);
  const requested = requestedByDate(days, { from: datesBefore(dates).from, to: dates.to }, choice);
  const rows: PeriodRow[] = [];
  for (const date of datesBetween(dates.from, dates.to)) {
    const begins = unit === "day" ||
      (unit === "week" ? weekdayOf(date) === firstWeekday : date.endsWith("-01"));
    if (begins || rows.length === 0) rows.push({ from: date, to: date, requested: 0, before: 0 });
    const row = rows.at(-1)!;
    row.to = date;
    row.requested += requested.get(date) ?? 0;
    row.before += requested.get(addDays(date, -length)) ?? 0;
  }
  return rows;
}

/** The requests of some dates, and of as many before. */
export function totalsOf(
  days: readonly CountedDay[],
  dates: Dates,
  choice: FigureChoice,
): { requested: number; before: number } {
  const of = (some: Dates) => sum(bookingsIn(days, some, choice), ({ counts }) => counts.requested);
  return { requested: of(dates), before: of(datesBefore(dates)) };
}

function requestedByDate(
  days: readonly CountedDay[],
  dates: Dates,
  choice: FigureChoice,
): Map<string, number> {
  const found = new Map<string, number>();
  for (const { date, counts } of bookingsIn(days, dates, choice)) {
    found.set(date, (found.get(date) ?? 0) + counts.requested);
  }
  return found;
}
