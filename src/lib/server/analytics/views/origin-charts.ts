/** Event types, sources and visitors: what is booked, and where guests come from. */
import type { ChartView } from "$lib/components/dashboard/charts/chart-view.ts";
import { format } from "$lib/i18n/format.ts";
import { OTHER_VALUE, type ViewDimension, viewDimensions } from "$lib/scheduling/counted-days.ts";
import { drawBars } from "../charts/bars.ts";
import {
  chartView,
  directionFor,
  numberText,
  shareText,
  type ViewContext,
} from "./view-context.ts";

const knownDevices = ["phone", "tablet", "desktop"] as const;
/** Event types that are drawn; the table has all of them. */
const MOST_TYPES = 8;

/** Bookings by event type. */
export function eventTypesChart(context: ViewContext): ChartView {
  const { figures: { eventTypes }, titles } = context;
  const words = context.words.eventTypes;
  const nameOf = (typeId: string) =>
    titles.get(typeId) ?? (typeId === OTHER_VALUE ? words.others : words.deleted);
  return chartView(context, "event-types", {
    title: words.title,
    text: words.text,
    isEmpty: eventTypes.every(({ requested }) => requested === 0),
    drawing: drawBars(
      eventTypes.slice(0, MOST_TYPES).map(({ typeId, requested }) => {
        const text = numberText(context, requested);
        const type = nameOf(typeId);
        return { value: requested, name: type, text, tip: format(words.tip, { type, n: text }) };
      }),
      directionFor(context),
    ),
    table: {
      columns: [words.type, words.views, words.requested, words.confirmed],
      rows: eventTypes.map(({ typeId, views, requested, confirmed }) => [
        nameOf(typeId),
        ...[views, requested, confirmed].map((n) => numberText(context, n)),
      ]),
    },
  });
}

/** Bookings by source. */
export function sourcesChart(context: ViewContext): ChartView {
  const { figures: { sources } } = context;
  const words = context.words.sources, types = context.words.eventTypes;
  const drawn = sources.filter(({ requested }) => requested > 0)
    .toSorted((a, b) => b.requested - a.requested);
  return chartView(context, "sources", {
    title: words.title,
    text: words.text,
    isEmpty: drawn.length === 0,
    drawing: drawBars(
      drawn.map(({ source, requested, share }) => {
        const name = words.names[source], n = numberText(context, requested);
        return {
          value: requested,
          name,
          text: `${n} · ${shareText(context, share)}`,
          tip: format(words.tip, { source: name, n }),
        };
      }),
      directionFor(context),
    ),
    table: {
      columns: [words.source, types.views, types.requested, types.confirmed],
      rows: sources.map(({ source, views, requested, confirmed }) => [
        words.names[source],
        ...[views, requested, confirmed].map((n) => numberText(context, n)),
      ]),
    },
  });
}

/** Page views by what is known of browsers and links; only the dimensions that have any. */
export function visitorsCharts(context: ViewContext): ChartView[] {
  const { figures: { visitors } } = context;
  const words = context.words.visitors;
  return viewDimensions.filter((dimension) => visitors[dimension].length > 0).map((dimension) => {
    const rows = visitors[dimension].map(({ value, views, share }) => ({
      views,
      name: valueName(context, dimension, value),
      n: numberText(context, views),
      share: shareText(context, share),
    }));
    return chartView(context, "visitors", {
      id: `visitors-${dimension}`,
      title: words.dimensions[dimension],
      text: "",
      isEmpty: rows.every(({ views }) => views === null),
      none: words.few,
      drawing: drawBars(
        rows.map(({ name, views, n, share }) => ({
          value: views,
          name,
          text: views === null ? n : `${n} · ${share}`,
          tip: format(words.tip, { value: name, n }),
        })),
        directionFor(context),
      ),
      table: {
        columns: [words.dimensions[dimension], words.views, context.words.share],
        rows: rows.map(({ name, n, share }) => [name, n, share]),
      },
    });
  });
}

function valueName(
  { words, reader }: ViewContext,
  dimension: ViewDimension,
  value: string,
): string {
  const { others, devices } = words.visitors;
  if (value === OTHER_VALUE) return others;
  const device = knownDevices.find((each) => each === value);
  if (dimension === "device" && device) return devices[device];
  if (dimension === "language") return languageName(value, reader.language);
  return dimension === "zoneOffset" ? offsetName(value) : value;
}

function languageName(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(tag) ?? tag;
  } catch (error) {
    if (error instanceof RangeError) return tag;
    throw error;
  }
}

/** "UTC+5:30" of "+05:30". */
function offsetName(offset: string): string {
  const [, sign = "", hours = "", minutes = ""] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  if (sign === "") return offset;
  const clock = minutes === "00" ? `${Number(hours)}` : `${Number(hours)}:${minutes}`;
  return clock === "0" ? "UTC" : `UTC${sign === "-" ? "−" : "+"}${clock}`;
}
