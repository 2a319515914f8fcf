import { addDays, datesBetween, weekdayOf } from "$lib/scheduling/day.ts";
import { type DateOverride, hoursOn } from "$lib/scheduling/availability-exceptions.ts";
import type { HostRules } from "$lib/scheduling/host-rules.ts";
import { datesOf, toWeeks, weekStart } from "$lib/scheduling/month.ts";
import type { Schedule } from "$lib/scheduling/availability-schedule.ts";
import { merge, type Span, subtract } from "$lib/scheduling/span.ts";
import { formatClock } from "$lib/i18n/date-time.ts";
import { type DateReader, formatPlainDate, formatShortPlainDate } from "../format-date.ts";

/** How a date differs from the weekly hours. */
export type DateMark = "open" | "closed" | "changed" | "off";

/** The month as weeks; dates to come can be chosen. */
export function overrideMonth(
  schedule: Schedule,
  rules: HostRules,
  { month, today, current, from }: {
    month: string;
    today: string;
    current: string | null;
    /** The ISO weekday on which weeks begin. */
    from: number;
  },
  reader: DateReader,
) {
  return toWeeks(
    datesOf(month).map((date) => ({
      date,
      number: Number(date.slice(8)),
      day: formatPlainDate(date, reader),
      state: dateMarkOf(schedule, rules, date),
      href: date < today ? null : `?schedule=${schedule.id}&date=${date}`,
      today: date === today,
      current: date === current,
    })),
    from,
  );
}

/** One date: weekly hours, overrides and resulting hours, in wall-clock time. */
export function overrideDay(
  schedule: Schedule,
  rules: HostRules,
  date: string,
  reader: DateReader,
) {
  const own = schedule.overrides.filter((each) => each.date === date);
  const off = dayOffOn(rules, date);
  const blocked = own.filter(({ kind }) => kind === "block")
    .map(({ from, to }) => ({ start: from, end: to }));
  const usual = weeklyHoursOn(schedule, date);
  const open = off ? [] : subtract(hoursOn(usual, own), blocked);
  const asText = (span: Span) =>
    `${formatClock(span.start, reader)} – ${formatClock(span.end, reader)}`;
  return {
    date,
    name: formatPlainDate(date, reader),
    off: off ? { name: off.name } : null,
    usual: usual.map(asText),
    open: open.map(asText),
    spans: { usual, open },
    changes: own.map((each) => overrideView(each, reader)),
  };
}

/** The dates that can be changed along with one: the four weeks from the one with it on that are still to come. */
export function datesBeside(
  date: string,
  { today, from }: { today: string; from: number },
  reader: DateReader,
) {
  const first = weekStart(date, from);
  return datesBetween(first, addDays(first, 27)).filter((each) => each >= today && each !== date)
    .map((each) => ({ date: each, name: formatShortPlainDate(each, reader) }));
}

/** An override with its times in the host's clock format. */
export function overrideView(change: DateOverride, reader: DateReader) {
  const { from, to } = change;
  return {
    ...change,
    whole: from === 0 && to === 1440,
    fromText: formatClock(from, reader),
    toText: formatClock(to, reader),
  };
}

function dateMarkOf(schedule: Schedule, rules: HostRules, date: string): DateMark {
  if (dayOffOn(rules, date)) return "off";
  if (schedule.overrides.some((each) => each.date === date)) return "changed";
  return weeklyHoursOn(schedule, date).length > 0 ? "open" : "closed";
}

function weeklyHoursOn(schedule: Schedule, date: string): Span[] {
  const weekday = weekdayOf(date);
  return merge(
    schedule.rules.filter((rule) => rule.weekday === weekday)
      .map(({ from, to }) => ({ start: from, end: to })),
  );
}

function dayOffOn({ timeOff, holidays }: HostRules, date: string): { name: string } | undefined {
  return timeOff.find(({ first, last }) => first <= date && date <= last) ??
    holidays.find((holiday) => holiday.date === date);
}
