import { decisionMinutes, leadDays } from "../counted-days.ts";
import { type CountedBookings, shareOf, sum } from "./choice.ts";

/** The bookings whose time lies within bounds, from the first up to the second; null means no bound. */
export interface TimingRow {
  from: number;
  under: number | null;
  bookings: number;
  share: number | null;
  /** Whether the one in the middle of all is among them. */
  isMedian: boolean;
}

/** Bookings by the days from the request to the meeting. */
export function leadTimesOf(bookings: CountedBookings): TimingRow[] {
  return rowsOf(leadDays, (n) => sum(bookings, ({ counts }) => counts.lead[n] ?? 0));
}

/** Requests that their host decided on, by the minutes that it took. */
export function decisionTimesOf(bookings: CountedBookings): TimingRow[] {
  return rowsOf(decisionMinutes, (n) => sum(bookings, ({ counts }) => counts.decided[n] ?? 0));
}

function rowsOf(bounds: readonly number[], countOf: (n: number) => number): TimingRow[] {
  const counts = [...bounds, null].map((_, n) => countOf(n));
  const all = counts.reduce((one, other) => one + other, 0);
  let before = 0;
  return counts.map((bookings, n) => {
    const isMedian = before < all / 2 && before + bookings >= all / 2;
    before += bookings;
    return {
      from: bounds[n - 1] ?? 0,
      under: bounds[n] ?? null,
      bookings,
      share: shareOf(bookings, all),
      isMedian,
    };
  });
}

/** The bookings that begin in an hour of the week; 1 is Monday, hour 0 begins at midnight. */
export interface HourRow {
  weekday: number;
  hour: number;
  bookings: number;
}

/** Bookings by the hour of the week in which they begin, from the first weekday on. */
export function hoursOf(
  bookings: CountedBookings,
  firstWeekday = 1,
): HourRow[] {
  const counts: number[] = Array(168).fill(0);
  for (const { counts: { hours } } of bookings) {
    for (const hour in hours) counts[Number(hour)]! += hours[hour]!;
  }
  return Array.from({ length: 168 }, (_, n) => {
    const day = (Math.floor(n / 24) + firstWeekday - 1) % 7;
    return { weekday: day + 1, hour: n % 24, bookings: counts[day * 24 + n % 24]! };
  });
}
