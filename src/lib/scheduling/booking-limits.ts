import * as v from "valibot";
import { addDays, dateAt, datesBetween, startOfDay, weekdayOf } from "./day.ts";
import { bookedSlotOf, type Hold, isLive } from "./holds.ts";
import { addMonths } from "./month.ts";
import type { Span } from "./span.ts";

export type LimitPeriod = "day" | "week" | "month";
export const limitPeriods = ["day", "week", "month"] as const;

/** How many meetings may begin in a day, a week from Monday, a month of the host's zone; null is any number. */
export type BookingLimits = Record<LimitPeriod, number | null>;

export const noBookingLimits: BookingLimits = { day: null, week: null, month: null };

const limit = v.optional(
  v.nullable(
    v.pipe(
      v.number("limit-range"),
      v.integer("limit-range"),
      v.minValue(1, "limit-range"),
      v.maxValue(1000, "limit-range"),
    ),
  ),
  null,
);
export const BookingLimitsInput = v.object({ day: limit, week: limit, month: limit });

/** What limits count of a hold: when its meeting begins, and up to when a request is held. */
export type CountedStart = Pick<Hold, "slot" | "bookingIds" | "start" | "expiresAt">;

/** A period in which so many meetings begin that no more are offered. */
export interface FullPeriod extends Span {
  period: LimitPeriod;
  limit: number;
  /** Whose limit it is: the event type's or the host's. */
  of: "type" | "host";
}

/** Whether any limit is set. */
export function hasBookingLimit(caps: BookingLimits): boolean {
  return limitPeriods.some((period) => caps[period] !== null);
}

/**
 * The periods that live holds fill up to a limit. A slot counts once in a period, however many seats it has;
 * of a meeting with a reschedule request both times count, each in its own period.
 */
export function fullPeriods(
  holds: readonly CountedStart[],
  caps: BookingLimits,
  of: FullPeriod["of"],
  zone: string,
  now: number,
): FullPeriod[] {
  if (!hasBookingLimit(caps)) return [];
  const dated = datedHolds(holds.filter((hold) => isLive(hold, now)), zone);
  return limitPeriods.flatMap((period) => {
    const limit = caps[period];
    if (limit === null) return [];
    const begun = new Map<string, Set<string>>();
    for (const { date, slot } of dated) {
      const first = periodStart(period, date);
      begun.set(first, (begun.get(first) ?? new Set()).add(slot));
    }
    return [...begun].filter(([, slots]) => slots.size >= limit)
      .map(([first]) => ({ period, limit, of, ...periodSpan(period, first, zone) }));
  });
}

/** The span whose holds decide the limits of every start within a window. */
export function limitSpan(window: Span, zone: string): Span {
  const firsts = (date: string) => limitPeriods.map((period) => periodStart(period, date));
  // A day more on both sides: a clock set back across midnight shows a date twice.
  const from = firsts(addDays(dateAt(window.start, zone), -1)).sort()[0]!;
  const last = addDays(dateAt(window.end, zone), 1);
  const to = limitPeriods.map((period) => nextPeriodStart(period, periodStart(period, last))).sort()
    .at(-1)!;
  return { start: startOfDay(from, zone), end: startOfDay(to, zone) };
}

/** Each hold's date: the one whose day, from its first instant to the next one's, holds its start. */
function datedHolds(
  holds: readonly CountedStart[],
  zone: string,
): { date: string; slot: string }[] {
  const ordered = [...holds].sort((a, b) => a.start - b.start);
  const first = ordered[0], last = ordered.at(-1);
  if (!first || !last) return [];
  const dates = datesBetween(
    addDays(dateAt(first.start, zone), -1),
    addDays(dateAt(last.start, zone), 2),
  );
  let i = 0;
  return ordered.map(({ start, slot }) => {
    while (startOfDay(dates[i + 1]!, zone) <= start) i++;
    return { date: dates[i]!, slot: bookedSlotOf(slot) };
  });
}

function periodStart(period: LimitPeriod, date: string): string {
  if (period === "month") return `${date.slice(0, 7)}-01`;
  return period === "week" ? addDays(date, 1 - weekdayOf(date)) : date;
}

function nextPeriodStart(period: LimitPeriod, first: string): string {
  if (period === "month") return `${addMonths(first.slice(0, 7), 1)}-01`;
  return addDays(first, period === "week" ? 7 : 1);
}

function periodSpan(period: LimitPeriod, first: string, zone: string): Span {
  return { start: startOfDay(first, zone), end: startOfDay(nextPeriodStart(period, first), zone) };
}
