import { addDays, dateAt } from "$lib/scheduling/day.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";

/** Dates of a zone, both included. */
export interface DateRange {
  from: string;
  to: string;
  timezone: string;
}

const USUAL_DAYS = 30, MOST_DAYS = 366;

/** The dates that are asked for, or the last thirty days; refused when they are backwards or too many. */
export function dateRange(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  timezone: string,
  now: number,
): Outcome<DateRange, "invalid"> {
  const last = to ?? dateAt(now, timezone);
  const first = from ?? addDays(last, 1 - USUAL_DAYS);
  if (first > last) return refused("invalid", { fields: { to: "days-backwards" } });
  if (addDays(first, MOST_DAYS - 1) < last) {
    return refused("invalid", { fields: { to: "days-long" } });
  }
  return accepted({ from: first, to: last, timezone });
}
