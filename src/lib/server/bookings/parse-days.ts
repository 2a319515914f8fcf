import { addDays } from "$lib/scheduling/day.ts";
import { isDate } from "$lib/scheduling/month.ts";
import type { Days } from "./clear-time-off.ts";

/** As long as time off may be. */
const MAX_DAYS = 732;

/** Days from text, a single one without the last; null where there are none, or too many. */
export function parseDays(first: string | null, last: string | null): Days | null {
  const end = last || first;
  if (!first || !end || !isDate(first) || !isDate(end) || end < first) return null;
  return end < addDays(first, MAX_DAYS) ? { first, last: end } : null;
}
