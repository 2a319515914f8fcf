import type { ChartTable, ChartView } from "$lib/components/dashboard/charts/chart-view.ts";
import type { DisplayOptions } from "$lib/i18n/date-time.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import { formatNumber, formatShare } from "$lib/i18n/number.ts";
import { directionOf } from "$lib/scheduling/language.ts";
import type { ReadFigures } from "../read-figures.ts";
import type { AnalyticsQuery } from "../analytics-query.ts";
import type { FigureName, membersFigure, wantedFigure } from "../figure-rows.ts";
import type { Direction } from "../charts/place.ts";

export type AnalyticsWords = Messages["dashboard"]["analytics"];

/** What every chart of a page is made from: the figures, and who reads them. */
export interface ViewContext {
  figures: ReadFigures;
  query: AnalyticsQuery;
  words: AnalyticsWords;
  reader: DisplayOptions;
  /** The ISO weekday on which the reader's weeks begin. */
  from: number;
  /** The names of event types by id. */
  titles: ReadonlyMap<string, string>;
  /** The page's address, without what it is asked for. */
  base: string;
}

/** A number as the reader writes it; a word for what is too few to be told. */
export function numberText(
  { words, reader }: Pick<ViewContext, "words" | "reader">,
  n: number | null,
): string {
  return n === null ? words.few : formatNumber(n, reader.language);
}

/** A share in percent; a dash where there is none. */
export function shareText({ reader }: ViewContext, share: number | null): string {
  return share === null ? "–" : formatShare(share, reader.language);
}

/** Which way the reader's language runs. */
export function directionFor({ reader }: Pick<ViewContext, "reader">): Direction {
  return directionOf(reader.language);
}

/** A chart with its file; nothing is drawn where all of it is zero. */
export function chartView(
  { words, query, base }: Pick<ViewContext, "words" | "query" | "base">,
  figure: FigureName | typeof membersFigure | typeof wantedFigure,
  { id = figure, isEmpty, drawing, none = words.nothing, ...rest }: {
    id?: string;
    none?: string;
    title: string;
    text: string;
    isEmpty: boolean;
    drawing: ChartView["drawing"];
    table: ChartTable;
    legend?: ChartView["legend"];
  },
): ChartView {
  const asked = new URLSearchParams({
    range: "own",
    ...query.dates,
    by: query.unit,
    ...(query.choice.typeId ? { type: query.choice.typeId } : {}),
    ...(query.choice.source ? { source: query.choice.source } : {}),
  });
  const address = (format: string) => `${base}/${figure}.${format}?${asked}`;
  return {
    legend: null,
    ...rest,
    id,
    drawing: isEmpty ? null : drawing,
    none,
    file: id === figure ? { csv: address("csv"), json: address("json") } : null,
  };
}
