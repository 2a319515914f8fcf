import type { CountedBookings } from "./choice.ts";

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
