import type { ChartView } from "$lib/components/dashboard/charts/chart-view.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { eventTypesChart, sourcesChart, visitorsCharts } from "./origin-charts.ts";
import { funnelChart, outcomesChart } from "./step-charts.ts";
import { decisionTimesChart, hoursChart, leadTimesChart } from "./time-charts.ts";
import {
  chartView,
  directionFor,
  numberText,
  shareText,
  type ViewContext,
} from "./view-context.ts";
import {
  type DisplayOptions,
  formatDate,
  formatDayMonth,
  formatShortMonth,
} from "$lib/i18n/date-time.ts";
import { shareOf } from "$lib/scheduling/figures/choice.ts";
import type { FunnelStep } from "$lib/scheduling/figures/funnel.ts";
import { datesBefore, type PeriodRow, type PeriodUnit } from "$lib/scheduling/figures/periods.ts";
import { drawColumns } from "../charts/columns.ts";

/** Every chart of a page, in order; two stand side by side where there is room. */
export interface PageView {
  summary: ReturnType<typeof summaryView>;
  /** Said where not everything is counted yet. */
  uncounted: string | null;
  bookings: ChartView;
  pairs: ChartView[];
  hours: ChartView;
  visitors: { charts: ChartView[]; file: ChartView["file"] };
}

/** The page of a host's or a team's figures. */
export function pageView(context: ViewContext): PageView {
  const { figures: { uncounted }, words, reader } = context;
  const bookings = bookingsChart(context);
  const charts = visitorsCharts(context);
  const visitorsFile = (format: "csv" | "json") =>
    bookings.file![format].replace(`/bookings.${format}`, `/visitors.${format}`);
  return {
    summary: summaryView(context),
    uncounted: uncounted > 0 ? plural(words.uncounted, uncounted, reader.language) : null,
    bookings,
    hours: hoursChart(context),
    pairs: [
      funnelChart(context),
      outcomesChart(context),
      leadTimesChart(context),
      decisionTimesChart(context),
      eventTypesChart(context),
      sourcesChart(context),
    ],
    visitors: { charts, file: { csv: visitorsFile("csv"), json: visitorsFile("json") } },
  };
}

/** A figure in large type, and what it is compared with. */
interface KeyFigure {
  name: string;
  value: string;
  text: string;
}

/** What a page says before its charts. */
interface SummaryView {
  sentence: string;
  figures: KeyFigure[];
  compared: string;
}

/** "24 bookings in the last 30 days, 6 more than before.", and four figures. */
function summaryView(context: ViewContext): SummaryView {
  const { figures: { totals, funnel, outcomes }, query, reader } = context;
  const words = context.words.summary;
  const { requested, before } = totals;
  const dateText = (date: string) => formatDate(date, reader);
  const countOf = (step: FunnelStep) => funnel.find((each) => each.step === step)?.count ?? null;
  const views = countOf("view"), ofPages = countOf("requested");
  const confirmed = outcomes.find(({ outcome }) => outcome === "confirmed")!;
  const change = requested === before ? words.same : requested > before ? words.more : words.fewer;
  const compared = datesBefore(query.dates);
  return {
    sentence: format(words.sentence, {
      bookings: plural(words.bookings, requested, reader.language, {
        n: numberText(context, requested),
      }),
      period: format(words.periods[query.range], {
        from: dateText(query.dates.from),
        to: dateText(query.dates.to),
      }),
      change: format(change, { n: numberText(context, Math.abs(requested - before)) }),
    }),
    figures: [
      {
        name: words.requested,
        value: numberText(context, requested),
        text: format(words.before, { n: numberText(context, before) }),
      },
      {
        name: words.views,
        value: numberText(context, views),
        text: shareLine(context, words.ofViews, shareOf(ofPages, views)),
      },
      {
        name: words.confirmed,
        value: numberText(context, confirmed.count),
        text: shareLine(context, words.ofRequested, confirmed.share),
      },
    ],
    compared: format(words.compared, { from: dateText(compared.from), to: dateText(compared.to) }),
  };
}

function shareLine(context: ViewContext, text: string, share: number | null): string {
  return share === null ? "" : format(text, { share: shareText(context, share) });
}

/** Bookings by day, week or month, beside as many dates before. */
function bookingsChart(context: ViewContext): ChartView {
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
