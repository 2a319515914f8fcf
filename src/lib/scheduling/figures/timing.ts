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
