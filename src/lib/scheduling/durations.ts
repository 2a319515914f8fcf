/** Lengths of time in milliseconds; a `DAY` is 24 elapsed hours, which a day of a clock change is not. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The start of the minute after an instant, epoch ms: what passes with the clock and no deadline passes with a whole minute. */
export function nextMinute(now: number): number {
  return (Math.floor(now / MINUTE) + 1) * MINUTE;
}
