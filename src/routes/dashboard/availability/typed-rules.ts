import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { type WeeklyRule, WeeklyRules } from "$lib/scheduling/schedule.ts";
import { readWallTime } from "$lib/scheduling/wall-time.ts";
import type { Row, Week } from "./week.ts";

/** The rules of a typed week, or the trouble of each row under its name, `1-0` for Monday's first. */
export function rulesOf(week: Week): Outcome<WeeklyRule[]> {
  const fields: Record<string, string> = {};
  const rules: WeeklyRule[] = [];
  for (const [weekday, i, row] of rowsOf(week)) {
    const from = readWallTime(row.from, "from"), to = readWallTime(row.to, "to");
    if (from === null || to === null) fields[`${weekday}-${i}`] = "time-invalid";
    else if (from >= to) fields[`${weekday}-${i}`] = "window-backwards";
    else rules.push({ weekday, from, to });
  }
  return Object.keys(fields).length ? refused("invalid", { fields }) : parse(WeeklyRules, rules);
}

function* rowsOf(week: Week): Iterable<[number, number, Row]> {
  for (const [day, rows] of week.entries()) {
    for (const [i, row] of rows.entries()) yield [day + 1, i, row];
  }
}
