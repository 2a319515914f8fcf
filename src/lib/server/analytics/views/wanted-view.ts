/** What guests wanted and were not offered: in a sentence, the change that would offer most of it, and charts. */
import type { ChartView } from "$lib/components/dashboard/charts/chart-view.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { weekdaysFrom } from "$lib/scheduling/month.ts";
import type { ReasonCount, SlotCount } from "$lib/scheduling/wanted/wanted-figures.ts";
import { formatTime, weekdayNames } from "$lib/i18n/date-time.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { drawBars } from "../charts/bars.ts";
import { drawHeatMap } from "../charts/heat-map.ts";
import { wantedFigure } from "../figure-rows.ts";
import { changeLink } from "../wanted/change-link.ts";
import { changeWords } from "../wanted/change-words.ts";
import type { ReadWanted } from "../wanted/read-wanted.ts";
import { chartView, directionFor, numberText, type ViewContext } from "./view-context.ts";

/** The part of a page about wanted times. */
export interface WantedView {
  title: string;
  text: string;
  /** How many there were, or that there were none or few. */
  sentences: string[];
  /** What would offer most of them, and where it is set. */
  change: { title: string; words: string; offers: string; href: string; label: string } | null;
  /** Why no change is named; null where one is, and where nothing is broken down. */
  noChange: string | null;
  /** The half hours that were wanted most, with their reasons where they are told. */
  top: { slot: string; n: string; reasons: string }[];
  columns: { slot: string; count: string; reasons: string };
  charts: ChartView[];
}

const MOST_LISTED = 5;

/** The wanted times of a page; `teamId` is null on a host's own. */
export function wantedView(
  context: Omit<ViewContext, "figures">,
  wanted: ReadWanted,
  teamId: string | null,
): WantedView {
  const { reader } = context;
  const { language } = reader;
  const words = messages(language).dashboard.wanted;
  const { total, other, slots, reasons, change } = wanted;
  const isBrokenDown = reasons.length > 0;
  const best = change && {
    title: words.change.title,
    words: changeWords(change, wanted, reader),
    offers: format(words.change.offers, {
      n: numberText(context, change.times),
      all: numberText(context, total),
    }),
    ...changeLink(change, { teamId, language }),
  };
  const isMostlyBusy = reasons[0]?.reason === "busy";
  return {
    title: words.title,
    text: words.text,
    sentences: total === 0 ? [words.none] : [
      plural(words.sum, total, language),
      ...(isBrokenDown ? [] : [words.few]),
      ...(isBrokenDown && other > 0 ? [plural(words.left, other, language)] : []),
    ],
    change: best,
    noChange: !isBrokenDown || best
      ? null
      : isMostlyBusy
      ? words.change.noneBusy
      : words.change.none,
    top: slots.slice(0, MOST_LISTED).map((slot) => ({
      slot: slotWords(slot, context),
      n: numberText(context, slot.times),
      reasons: reasonsWords(slot.reasons ?? [], context),
    })),
    columns: {
      slot: words.times.slot,
      count: words.times.count,
      reasons: words.times.reasons,
    },
    charts: isBrokenDown ? [timesChart(context, slots), reasonsChart(context, reasons)] : [],
  };
}

type Context = Omit<ViewContext, "figures">;

/** The hours of the week that were wanted; days without a time are in the list alone. */
function timesChart(context: Context, slots: readonly SlotCount[]): ChartView {
  const { reader } = context;
  const { language } = reader;
  const words = messages(language).dashboard.wanted.times;
  const hourText = (hour: number) => formatTime(hour * HOUR, { ...reader, zone: "UTC" });
  const weekdays = weekdaysFrom(context.from);
  const names = weekdays.map((weekday) => weekdayNames(weekday, language));
  const timesAt = (weekday: number, hour: number) =>
    slots.filter((slot) =>
      slot.weekday === weekday && slot.halfHour !== null && slot.halfHour >> 1 === hour
    ).reduce((sum, { times }) => sum + times, 0);
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const cells = weekdays.flatMap((weekday, row) =>
    hours.map((hour) => ({ row, hour, value: timesAt(weekday, hour) }))
  );
  const most = slots[0];
  return chartView(context, wantedFigure, {
    title: words.title,
    text: most ? format(words.text, { slot: slotWords(most, context) }) : "",
    isEmpty: cells.every(({ value }) => value === 0),
    drawing: drawHeatMap(
      cells.map((cell) => ({
        ...cell,
        tip: format(words.tip, {
          weekday: names[cell.row]!.long,
          time: hourText(cell.hour),
          n: numberText(context, cell.value),
        }),
      })),
      { days: names.map(({ short }) => short), hourText, direction: directionFor(context) },
    ),
    table: {
      columns: [words.slot, ...names.map(({ long }) => long)],
      rows: hours.map((hour) => [
        hourText(hour),
        ...weekdays.map((weekday) => numberText(context, timesAt(weekday, hour))),
      ]),
    },
  });
}

function reasonsChart(context: Context, reasons: readonly ReasonCount[]): ChartView {
  const words = messages(context.reader.language).dashboard.wanted.reasons;
  const rows = reasons.map(({ reason, times }) => ({
    value: times,
    name: words.names[reason],
    text: numberText(context, times),
  }));
  return chartView(context, wantedFigure, {
    id: "wanted-reasons",
    title: words.title,
    text: rows[0] ? format(words.text, { reason: rows[0].name }) : "",
    isEmpty: rows.length === 0,
    drawing: drawBars(
      rows.map((row) => ({ ...row, tip: format(words.tip, { reason: row.name, n: row.text }) })),
      directionFor(context),
    ),
    table: {
      columns: [words.reason, words.count],
      rows: rows.map(({ name, text }) => [name, text]),
    },
  });
}

function slotWords({ weekday, halfHour }: SlotCount, { reader }: Context): string {
  const words = messages(reader.language).dashboard.wanted.times;
  const { long } = weekdayNames(weekday, reader.language);
  if (halfHour === null) return format(words.anyTime, { weekday: long });
  const time = formatTime(halfHour * 30 * MINUTE, { ...reader, zone: "UTC" });
  return format(words.at, { weekday: long, time });
}

function reasonsWords(reasons: readonly ReasonCount[], context: Context): string {
  const { reasons: { names }, times: words } = messages(context.reader.language).dashboard.wanted;
  const texts = reasons.map(({ reason, times }) =>
    reasons.length === 1
      ? names[reason]
      : format(words.reason, { reason: names[reason], n: numberText(context, times) })
  );
  return texts.join(" · ");
}
