import type { DateOverride } from "$lib/scheduling/availability-exceptions.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { isDate } from "$lib/scheduling/month.ts";
import { parseClockTime } from "$lib/scheduling/wall-time.ts";

export const overrideKinds = ["block", "replace", "add"] as const;

/** A change of the hours of some dates as it was entered; the first date is the one that was open. */
export interface OverrideFormValues {
  schedule: string;
  dates: string[];
  kind: DateOverride["kind"];
  from: string;
  to: string;
}

export function overrideFormValues(form: FormData): OverrideFormValues {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  return {
    schedule: text("schedule"),
    dates: [...new Set(form.getAll("date").map((date) => String(date).trim()))].slice(0, 100),
    kind: overrideKinds.find((kind) => kind === text("kind")) ?? "block",
    from: text("from"),
    to: text("to"),
  };
}

/** The overrides parsed from the form, one a date; an empty time means the beginning or the end of the day. */
export function parseOverrides(values: OverrideFormValues): Outcome<DateOverride[]> {
  const { dates, kind } = values;
  const from = values.from === "" ? 0 : parseClockTime(values.from, "from");
  const to = values.to === "" ? 1440 : parseClockTime(values.to, "to");
  const fields: Record<string, string> = {};
  if (dates.length === 0 || !dates.every(isDate)) fields["date"] = "date-invalid";
  if (from === null) fields["from"] = "time-invalid";
  if (to === null) fields["to"] = "time-invalid";
  if (from === null || to === null || fields["date"]) return refused("invalid", { fields });
  if (from >= to) return refused("invalid", { fields: { to: "window-backwards" } });
  return accepted(dates.map((date) => ({ date, kind, from, to })));
}
