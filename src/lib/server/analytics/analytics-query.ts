import { type CountedSource, countedSources } from "$lib/scheduling/counted-days.ts";
import { addDays, dateAt } from "$lib/scheduling/day.ts";
import type { Dates, FigureChoice } from "$lib/scheduling/figures/choice.ts";
import {
  lengthOf,
  type PeriodUnit,
  periodUnits,
  usualUnit,
} from "$lib/scheduling/figures/periods.ts";
import { isDate } from "$lib/scheduling/month.ts";

/** The dates that a page offers: the last days, this month, the last twelve months, or those that are entered. */
export const dateRanges = ["7", "30", "90", "month", "year", "own"] as const;
export type RangeName = typeof dateRanges[number];

/** What a page of analytics is asked for. */
export interface AnalyticsQuery {
  range: RangeName;
  dates: Dates;
  choice: FigureChoice;
  unit: PeriodUnit;
  /** The date of the owner's zone. */
  today: string;
  /** What was entered as dates, and what is wrong with it by field. */
  entered: { from: string; to: string };
  errors: Record<string, string>;
}

export const MOST_DAYS = 366;

/** What the address of a page asks for; dates that cannot be are named, and the last thirty days are shown. */
export function analyticsQuery(
  query: URLSearchParams,
  zone: string,
  now: number,
): AnalyticsQuery {
  const today = dateAt(now, zone);
  const entered = { from: query.get("from") ?? "", to: query.get("to") ?? "" };
  const range = dateRanges.find((each) => each === query.get("range")) ?? "30";
  const errors = range === "own" ? errorsOf(entered) : {};
  const isWrong = Object.keys(errors).length > 0;
  const dates = range === "own" && !isWrong ? entered : datesOf(isWrong ? "30" : range, today);
  const unit = periodUnits.find((each) => each === query.get("by")) ?? usualUnit(dates);
  return { range, dates, choice: choiceOf(query), unit, today, entered, errors };
}

/** The dates of a range that ends today. */
export function datesOf(range: RangeName, today: string): Dates {
  if (range === "month") return { from: `${today.slice(0, 8)}01`, to: today };
  const days = range === "year" ? 365 : range === "own" ? 30 : Number(range);
  return { from: addDays(today, 1 - days), to: today };
}

function choiceOf(query: URLSearchParams): FigureChoice {
  const source = countedSources.find((each): each is CountedSource => each === query.get("source"));
  return { typeId: query.get("type") || null, source: source ?? null };
}

function errorsOf({ from, to }: Dates): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!isDate(from)) errors["from"] = "date-invalid";
  if (!isDate(to)) errors["to"] = "date-invalid";
  if (Object.keys(errors).length > 0) return errors;
  if (from > to) return { to: "days-backwards" };
  return lengthOf({ from, to }) > MOST_DAYS ? { to: "dates-long" } : {};
}
