/** When meetings begin, how far ahead they are booked, and how long a decision takes. */
import type { ChartView } from "$lib/components/dashboard/charts/chart-view.ts";
import { formatTime, weekdayNames } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { TimingRow } from "$lib/scheduling/figures/timing.ts";
import { drawBars } from "../charts/bars.ts";
import { drawHeatMap } from "../charts/heat-map.ts";
import type { FigureName } from "../figure-rows.ts";
import {
  chartView,
  directionFor,
  numberText,
  shareText,
  type ViewContext,
} from "./view-context.ts";

/** The hours of the week in which meetings begin. */
export function hoursChart(context: ViewContext): ChartView {
  const { figures: { hours }, reader } = context;
  const words = context.words.hours;
  const hourText = (hour: number) => formatTime(hour * HOUR, { ...reader, zone: "UTC" });
  const weekdays = hours.filter(({ hour }) => hour === 0).map(({ weekday }) => weekday);
  const names = weekdays.map((weekday) => weekdayNames(weekday, reader.language));
  const most = hours.reduce((one, other) => other.bookings > one.bookings ? other : one);
  const isEmpty = most.bookings === 0;
  const nameOf = (weekday: number) => names[weekdays.indexOf(weekday)]!.long;
  return chartView(context, "hours", {
    title: words.title,
    text: isEmpty
      ? words.none
      : format(words.text, { weekday: nameOf(most.weekday), time: hourText(most.hour) }),
    isEmpty,
    drawing: drawHeatMap(
      hours.map(({ weekday, hour, bookings }) => ({
        row: weekdays.indexOf(weekday),
        hour,
        value: bookings,
        tip: format(words.tip, {
          weekday: nameOf(weekday),
          time: hourText(hour),
          n: numberText(context, bookings),
        }),
      })),
      { days: names.map(({ short }) => short), hourText, direction: directionFor(context) },
    ),
    table: {
      columns: [words.hour, ...names.map(({ long }) => long)],
      rows: Array.from({ length: 24 }, (_, hour) => [
        hourText(hour),
        ...hours.filter((each) => each.hour === hour)
          .map(({ bookings }) => numberText(context, bookings)),
      ]),
    },
  });
}

/** Days from the request to the meeting. */
export function leadTimesChart(context: ViewContext): ChartView {
  const { leadTimes: words } = context.words;
  const nameOf = ({ from, under }: TimingRow) => {
    if (from === 0) return words.first;
    if (under === null) return format(words.last, { n: from });
    return under - from === 1 ? words.one : format(words.between, { from, to: under - 1 });
  };
  return timingChart(context, "lead-times", context.figures.leadTimes, words, nameOf);
}

/** Time from the request to the host's decision. */
export function decisionTimesChart(context: ViewContext): ChartView {
  const { decisionTimes: words } = context.words;
  const buckets: Record<string, string> = words.buckets;
  const nameOf = ({ under }: TimingRow) => buckets[under ?? "more"]!;
  return timingChart(context, "decision-times", context.figures.decisionTimes, words, nameOf);
}

function timingChart(
  context: ViewContext,
  figure: FigureName,
  rows: readonly TimingRow[],
  words: { title: string; text: string; none: string; column: string },
  nameOf: (row: TimingRow) => string,
): ChartView {
  const { words: all } = context;
  const median = rows.find(({ isMedian }) => isMedian);
  return chartView(context, figure, {
    title: words.title,
    text: median ? format(words.text, { bucket: nameOf(median) }) : words.none,
    isEmpty: !median,
    drawing: drawBars(
      rows.map((row) => ({
        value: row.bookings,
        name: nameOf(row),
        text: `${numberText(context, row.bookings)} · ${shareText(context, row.share)}`,
        tip: format(all.leadTimes.tip, {
          bucket: nameOf(row),
          n: numberText(context, row.bookings),
        }),
      })),
      directionFor(context),
    ),
    table: {
      columns: [words.column, all.outcomes.count, all.share],
      rows: rows.map((row) => [
        nameOf(row),
        numberText(context, row.bookings),
        shareText(context, row.share),
      ]),
    },
  });
}
