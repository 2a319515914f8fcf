import type { BookingCounts, CountedDay, CountedSource } from "../counted-days.ts";

/** Which part of what was counted is looked at; null means all of it. */
export interface FigureChoice {
  typeId: string | null;
  source: CountedSource | null;
}

/** The first and the last date of what is looked at, both included. */
export interface Dates {
  from: string;
  to: string;
}

/** What one date, event type and source have. */
export interface Counted<T> {
  date: string;
  typeId: string;
  source: CountedSource;
  counts: T;
}

/** Bookings, and steps of visits in the order of `visitSteps`: one date, event type and source at a time. */
export type CountedBookings = readonly Counted<BookingCounts>[];
export type CountedVisits = readonly Counted<number[]>[];

/** The chosen bookings of the days within some dates. */
export function bookingsIn(
  days: readonly CountedDay[],
  dates: Dates,
  choice: FigureChoice,
): CountedBookings {
  return partsOf(days, dates, choice, ({ bookings }) => bookings);
}

/** The chosen visits of the days within some dates. */
export function visitsIn(
  days: readonly CountedDay[],
  dates: Dates,
  choice: FigureChoice,
): CountedVisits {
  return partsOf(days, dates, choice, ({ visits }) => visits.types);
}

/** Whether a counted day is within some dates. */
export function isIn({ date }: { date: string }, { from, to }: Dates): boolean {
  return from <= date && date <= to;
}

function partsOf<T>(
  days: readonly CountedDay[],
  dates: Dates,
  choice: FigureChoice,
  of: (day: CountedDay) => Record<string, Partial<Record<CountedSource, T>>>,
): Counted<T>[] {
  const found: Counted<T>[] = [];
  for (const day of days) {
    if (!isIn(day, dates)) continue;
    for (const [typeId, sources] of Object.entries(of(day))) {
      if (choice.typeId !== null && choice.typeId !== typeId) continue;
      for (const [source, counts] of Object.entries(sources) as [CountedSource, T][]) {
        if (choice.source !== null && choice.source !== source) continue;
        found.push({ date: day.date, typeId, source, counts });
      }
    }
  }
  return found;
}

/** One number of each part, added up. */
export function sum<T>(parts: readonly T[], of: (part: T) => number): number {
  return parts.reduce((all, part) => all + of(part), 0);
}

/** A part of a whole, 0 to 1; null where there is no whole, or where it is smaller than the part. */
export function shareOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 || part > whole ? null : part / whole;
}
