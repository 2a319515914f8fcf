/** Lengths of time in milliseconds; a `DAY` is 24 elapsed hours, which a day of a clock change is not. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
