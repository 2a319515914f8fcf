import { mergeRules, type WeeklyRule } from "$lib/scheduling/availability-schedule.ts";
import { weekdaysFrom } from "$lib/scheduling/month.ts";
import { type ClockReader, formatClock } from "$lib/i18n/date-time.ts";
import { inLine } from "$lib/i18n/label.ts";
import type { Messages } from "$lib/i18n/messages.ts";

/** "Mon–Fri 09:00–17:00; Sat 10:00–12:00": hours in a line, days with the same hours together. */
export function formatWeeklyHours(
  rules: readonly WeeklyRule[],
  reader: ClockReader,
  words: Messages["dashboard"]["availability"],
  from: number,
): string {
  const days = weekdaysFrom(from).map((weekday) => ({
    name: words.shortDays[weekday as 1],
    hours: inLine(
      mergeRules(rules.filter((rule) => rule.weekday === weekday))
        .map(({ from, to }) => `${formatClock(from, reader)}–${formatClock(to, reader)}`),
      reader.language,
    ),
  }));
  const runs: { first: string; last: string; hours: string }[] = [];
  for (const { name, hours } of days) {
    const run = runs.at(-1);
    if (run && run.hours === hours) run.last = name;
    else runs.push({ first: name, last: name, hours });
  }
  return runs.filter(({ hours }) => hours).map(({ first, last, hours }) =>
    `${first === last ? first : `${first}–${last}`} ${hours}`
  ).join(reader.language === "ar" ? "؛ " : "; ") || words.none;
}

/** The data of the first steps. */
export interface StepsView {
  name: string;
  link: string;
  /** Hours and the first type are what the host said in Welcome. */
  welcomed: boolean;
  connected: boolean;
  withoutCalendar: boolean;
  hours: string;
  type: { id: string; title: string; length: string; decision: "approval" | "instant" } | null;
  tried: boolean;
}
