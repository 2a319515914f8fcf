/** Durations as they are entered: an amount and its unit. */

const unitMinutes = { minutes: 1, hours: 60, days: 1440 } as const;
type Unit = keyof typeof unitMinutes;

/** Minutes in the largest unit that has no fraction; zero is in hours. */
export function toAmountAndUnit(minutes: number): { amount: string; unit: Unit } {
  const unit = largestUnit(minutes);
  return { amount: String(minutes / unitMinutes[unit]), unit };
}

/** The minutes of one such unit; not a number for anything else. */
export function minutesPerUnit(unit: string): number {
  return unit in unitMinutes ? unitMinutes[unit as Unit] : NaN;
}

function largestUnit(minutes: number): Unit {
  if (minutes === 0) return "hours";
  if (minutes % unitMinutes.days === 0) return "days";
  return minutes % unitMinutes.hours === 0 ? "hours" : "minutes";
}
