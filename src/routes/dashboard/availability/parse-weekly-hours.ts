import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { type WeeklyRule, WeeklyRules } from "$lib/scheduling/availability-schedule.ts";
import { parseClockTime } from "$lib/scheduling/wall-time.ts";
import type { HoursRow, WeekFormValues } from "./week-form-values.ts";

/** The rules parsed from the form, or the error of each row under its name, `1-0` for Monday's first. */
export function parseWeeklyHours(week: WeekFormValues): Outcome<WeeklyRule[]> {
  const fields: Record<string, string> = {};
  const rules: WeeklyRule[] = [];
  for (const [weekday, i, row] of rowsOf(week)) {
    const from = parseClockTime(row.from, "from"), to = parseClockTime(row.to, "to");
    if (from === null || to === null) fields[`${weekday}-${i}`] = "time-invalid";
    else if (from >= to) fields[`${weekday}-${i}`] = "window-backwards";
    else rules.push({ weekday, from, to });
  }
  return Object.keys(fields).length ? refused("invalid", { fields }) : parse(WeeklyRules, rules);
}

function* rowsOf(week: WeekFormValues): Iterable<[number, number, HoursRow]> {
  for (const [day, rows] of week.entries()) {
    for (const [i, row] of rows.entries()) yield [day + 1, i, row];
  }
}
