import type { DateOverride } from "$lib/scheduling/availability-exceptions.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { isDate } from "$lib/scheduling/month.ts";
import { parseClockTime } from "$lib/scheduling/wall-time.ts";

/** An override of one date as it was entered. */
export interface OverrideFormValues {
  schedule: string;
  date: string;
  kind: "add" | "block";
  from: string;
  to: string;
}

export function overrideFormValues(form: FormData): OverrideFormValues {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  return {
    schedule: text("schedule"),
    date: text("date"),
    kind: text("kind") === "add" ? "add" : "block",
    from: text("from"),
    to: text("to"),
  };
}

/** The override parsed from the form; an empty time means the beginning or the end of the day. */
export function parseOverride(values: OverrideFormValues): Outcome<DateOverride> {
  const { date, kind } = values;
  const from = values.from === "" ? 0 : parseClockTime(values.from, "from");
  const to = values.to === "" ? 1440 : parseClockTime(values.to, "to");
  const fields: Record<string, string> = {};
  if (!isDate(date)) fields["date"] = "date-invalid";
  if (from === null) fields["from"] = "time-invalid";
  if (to === null) fields["to"] = "time-invalid";
  if (from === null || to === null || fields["date"]) return refused("invalid", { fields });
  if (from >= to) return refused("invalid", { fields: { to: "window-backwards" } });
  return accepted({ date, kind, from, to });
}
