import type { WeeklyRule } from "$lib/scheduling/availability-schedule.ts";
import { merge, type Span } from "$lib/scheduling/span.ts";
import { parseClockTime } from "$lib/scheduling/wall-time.ts";
import { type ClockReader, formatClock } from "$lib/i18n/date-time.ts";

/** One window as it is entered. */
export interface HoursRow {
  from: string;
  to: string;
}

/** The editor’s week: rows for each ISO weekday, Monday first, however it is shown. */
export type WeekFormValues = HoursRow[][];

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = typeof weekdays[number];

/** What the editor shows of stored hours. */
export function weekFormValues(rules: readonly WeeklyRule[], reader: ClockReader): WeekFormValues {
  return weekdays.map((weekday) =>
    rules.filter((rule) => rule.weekday === weekday).map(({ from, to }) => ({
      from: formatClock(from, reader),
      to: formatClock(to, reader),
    }))
  );
}

type WeekField = `${"from" | "to"}-${Weekday}`;

/** Reads the editor's fields: `from-1` and `to-1` once for each of Monday's time ranges; an empty row is left out. */
export function parseWeekForm(entered: Record<WeekField, string[]>): WeekFormValues {
  return weekdays.map((weekday) => {
    const ends = entered[`to-${weekday}`];
    return entered[`from-${weekday}`]
      .map((from, i) => ({ from, to: ends[i] ?? "" }))
      .filter(({ from, to }) => from.trim() || to.trim());
  });
}

/** Carries out one press of a button: `add-1`, `remove-1-0`, or `copy-1` to the checked days. */
export function editRows(
  week: WeekFormValues,
  press: string,
  days: readonly number[],
  reader: ClockReader,
): WeekFormValues {
  const [what, day, row] = press.split("-");
  const at = Number(day) - 1;
  const rows = week[at];
  if (!rows) return week;
  if (what === "add") return week.with(at, [...rows, nextWindow(rows, reader)]);
  if (what === "remove") return week.with(at, rows.filter((_, i) => i !== Number(row)));
  if (what !== "copy") return week;
  return week.map((old, i) => days.includes(i + 1) ? rows.map((one) => ({ ...one })) : old);
}

/** The open time ranges of a day in minutes since midnight, as far as the entered times can be parsed. */
export function openSpans(rows: readonly HoursRow[]): Span[] {
  return merge(rows.map((row) => ({
    start: parseClockTime(row.from, "from") ?? 0,
    end: parseClockTime(row.to, "to") ?? 0,
  })));
}

/** A new row: two hours that start an hour after the day's last end, or a default day where it has none. */
function nextWindow(rows: readonly HoursRow[], reader: ClockReader): HoursRow {
  const last = openSpans(rows).at(-1)?.end;
  const start = last === undefined ? 540 : Math.min(last + 60, 1380);
  const end = last === undefined ? 1020 : Math.min(start + 120, 1440);
  return { from: formatClock(start, reader), to: formatClock(end, reader) };
}
