import * as v from "valibot";
import { addDays, startOfDay, wallClockInstant } from "./day.ts";
import { isDate } from "./month.ts";
import { merge, type Span } from "./span.ts";

/** Whole dates on which the host takes no bookings, the last included. */
export interface TimeOff {
  id: string;
  first: string;
  last: string;
  /** For the host alone. */
  name: string;
  /** What guests read while the host is away; says nothing where it is empty or missing. */
  publicText?: string | undefined;
}

/** A public holiday that the host has added. */
export interface Holiday {
  date: string;
  name: string;
}

/** Closed time within or outside the hours, and what closes it. */
export interface ClosedTime extends Span {
  reason: "OVERRIDE" | "TIMEOFF" | "HOLIDAY";
  name: string;
}

export const MAX_OVERRIDES = 200;
export const MAX_TIME_OFF = 60;
export const MAX_HOLIDAYS = 200;

const CalendarDate = v.pipe(v.string(), v.check(isDate, "date-invalid"));
const Name = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(60, "too-long"),
  v.check((name) => !/\p{Cc}/u.test(name), "control-characters"),
);

/** One sentence to guests. */
const PublicText = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(200, "too-long"),
  v.check((text) => !/\p{Cc}/u.test(text), "control-characters"),
);

/**
 * Part of one date: open beside the weekly hours (`add`), in place of them (`replace`), or closed in spite of them
 * (`block`), which wins. Minutes since midnight, `to` up to 1440.
 */
export const DateOverride = v.pipe(
  v.object({
    date: CalendarDate,
    kind: v.picklist(["add", "block", "replace"]),
    from: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439)),
    to: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440)),
  }),
  v.check(({ from, to }) => from < to, "window-backwards"),
);
export type DateOverride = v.InferOutput<typeof DateOverride>;

export const DateOverrides = v.pipe(
  v.array(DateOverride),
  v.maxLength(MAX_OVERRIDES, "too-many-overrides"),
);

/** Time off, as it arrives from a form; a year at the most. */
export const TimeOffInput = v.pipe(
  v.object({
    first: CalendarDate,
    last: CalendarDate,
    name: Name,
    publicText: v.optional(PublicText),
  }),
  v.forward(v.check(({ first, last }) => first <= last, "days-backwards"), ["last"]),
  v.forward(
    v.check((days) => !isDate(days.first) || days.last <= addDays(days.first, 366), "days-long"),
    ["last"],
  ),
);
export type TimeOffInput = v.InferOutput<typeof TimeOffInput>;

export const Holidays = v.array(v.object({ date: CalendarDate, name: Name }));

/** The same overrides by time, each once. */
export function tidyOverrides(overrides: readonly DateOverride[]): DateOverride[] {
  return overrides
    .filter((each, i) => overrides.findIndex((other) => isSameOverride(each, other)) === i)
    .sort((a, b) => a.date < b.date ? -1 : a.date > b.date ? 1 : a.from - b.from || a.to - b.to);
}

/** Whether two overrides say the same of the same date. */
export function isSameOverride(a: DateOverride, b: DateOverride): boolean {
  return a.date === b.date && a.kind === b.kind && a.from === b.from && a.to === b.to;
}

/** The hours of one date before anything is closed: the weekly ones or those in place of them, with those added. In wall-clock minutes. */
export function hoursOn(weekly: readonly Span[], ofDate: readonly DateOverride[]): Span[] {
  const spansOf = (kind: DateOverride["kind"]) =>
    ofDate.filter((each) => each.kind === kind).map(({ from, to }) => ({ start: from, end: to }));
  const inPlace = spansOf("replace");
  return merge([...(inPlace.length > 0 ? inPlace : weekly), ...spansOf("add")]);
}

/** Everything that closes time between two dates of the zone, both included, ordered by its start. */
export function closedTimesIn(
  closed: {
    overrides: readonly DateOverride[];
    timeOff: readonly TimeOff[];
    holidays: readonly Holiday[];
  },
  zone: string,
  firstDate: string,
  lastDate: string,
): ClosedTime[] {
  const isNear = (date: string) => date >= firstDate && date <= lastDate;
  const closures: ClosedTime[] = [];
  for (const { date, kind, from, to } of closed.overrides) {
    if (kind !== "block" || !isNear(date)) continue;
    const start = wallClockInstant(date, from, zone, "start"),
      end = wallClockInstant(date, to, zone, "end");
    closures.push({ reason: "OVERRIDE", name: "", start, end });
  }
  for (const { first, last, name } of closed.timeOff) {
    if (last < firstDate || first > lastDate) continue;
    closures.push({ reason: "TIMEOFF", name, ...wholeDays(first, last, zone) });
  }
  for (const { date, name } of closed.holidays) {
    if (isNear(date)) closures.push({ reason: "HOLIDAY", name, ...wholeDays(date, date, zone) });
  }
  return closures.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
}

/** The time off that a date lies in; null where it lies in none. */
export function timeOffOn(timeOff: readonly TimeOff[], date: string): TimeOff | null {
  return timeOff.find(({ first, last }) => first <= date && date <= last) ?? null;
}

/** The first date from `date` on without time off or a holiday. */
export function firstDateBack(
  { timeOff, holidays }: { timeOff: readonly TimeOff[]; holidays: readonly Holiday[] },
  date: string,
): string {
  const off = timeOffOn(timeOff, date);
  if (off) return firstDateBack({ timeOff, holidays }, addDays(off.last, 1));
  const isHoliday = holidays.some((holiday) => holiday.date === date);
  return isHoliday ? firstDateBack({ timeOff, holidays }, addDays(date, 1)) : date;
}

/** The holidays with those of a list that are new to them, by date; a list that was added before changes nothing. */
export function mergeHolidays(known: readonly Holiday[], more: readonly Holiday[]): Holiday[] {
  const byDate = new Map(known.map((holiday) => [holiday.date, holiday]));
  for (const holiday of more) {
    if (!byDate.has(holiday.date)) byDate.set(holiday.date, holiday);
  }
  return [...byDate.values()].sort((a, b) => a.date < b.date ? -1 : 1);
}

function wholeDays(first: string, last: string, zone: string): Span {
  return { start: startOfDay(first, zone), end: startOfDay(addDays(last, 1), zone) };
}
