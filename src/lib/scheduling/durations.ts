/** Lengths of time in milliseconds; a `DAY` is 24 elapsed hours, which a day of a clock change is not. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The start of the minute after an instant, epoch ms: what passes with the clock and no deadline passes with a whole minute. */
export function nextMinute(now: number): number {
  return (Math.floor(now / MINUTE) + 1) * MINUTE;
}

const unitMinutes = { minutes: 1, hours: 60, days: 1440 } as const;
export type DurationUnit = keyof typeof unitMinutes;

/** Minutes in the largest unit that has no fraction; zero is in hours. */
export function toAmountAndUnit(minutes: number): { amount: string; unit: DurationUnit } {
  const unit = largestUnit(minutes);
  return { amount: String(minutes / unitMinutes[unit]), unit };
}

/** The minutes of one such unit; not a number for anything else. */
export function minutesPerUnit(unit: string): number {
  return unit in unitMinutes ? unitMinutes[unit as DurationUnit] : NaN;
}

function largestUnit(minutes: number): DurationUnit {
  if (minutes === 0) return "hours";
  if (minutes % unitMinutes.days === 0) return "days";
  return minutes % unitMinutes.hours === 0 ? "hours" : "minutes";
}
