import type { ChartView } from "$lib/components/charts/chart-view.ts";
import { type DisplayOptions, formatDate, formatShortMonth } from "$lib/i18n/date-time.ts";
import { formatDayMonth } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import type { PeriodRow, PeriodUnit } from "$lib/scheduling/figures/periods.ts";
import { drawColumns } from "../charts/columns.ts";
import { chartView, directionFor, numberText, type ViewContext } from "./view-context.ts";

/** Bookings by day, week or month, beside as many dates before. */
export function bookingsChart(context: ViewContext): ChartView {
  const { figures: { periods, totals }, query: { unit }, reader } = context;
  const words = context.words.bookings;
  const number = (n: number) => numberText(context, n);
  const nameOf = (row: PeriodRow) => periodName(row, unit, reader, words.span);
  const values = periods.map((row) => ({
    value: row.requested,
    before: row.before,
    label: unit === "month"
      ? formatShortMonth(noon(row.from), utc(reader))
      : formatDayMonth(row.from, reader),
    tip: format(words.tip, {
      period: nameOf(row),
      n: number(row.requested),
      before: number(row.before),
    }),
  }));
  return chartView(context, "bookings", {
    title: words.title,
    text: format(words.text, { n: number(totals.requested), before: number(totals.before) }),
    isEmpty: totals.requested === 0 && totals.before === 0,
    drawing: drawColumns(values, { direction: directionFor(context), numberText: number }),
    legend: { main: words.now, other: words.before },
    table: {
      columns: [words.period, words.now, words.before],
      rows: periods.map((row) => [nameOf(row), number(row.requested), number(row.before)]),
    },
  });
}

/** "Tuesday, 24 November 2026", or the first and the last date of a week or month. */
function periodName(
  { from, to }: PeriodRow,
  unit: PeriodUnit,
  reader: DisplayOptions,
  span: string,
): string {
  if (unit === "day") return formatDate(from, reader);
  return format(span, { from: formatDayMonth(from, reader), to: formatDayMonth(to, reader) });
}

function noon(date: string): number {
  return Date.parse(`${date}T12:00:00Z`);
}

function utc(reader: DisplayOptions): DisplayOptions {
  return { ...reader, zone: "UTC" };
}
