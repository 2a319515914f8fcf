import { type ViewDimension, viewDimensions } from "$lib/scheduling/counted-days.ts";
import type { SlotCount } from "$lib/scheduling/wanted/wanted-figures.ts";
import { slotJson } from "./wanted/wanted-json.ts";
import type { Figures } from "$lib/scheduling/figures/figures.ts";

/** The figures that are files of their own. */
export const figureNames = [
  "bookings",
  "funnel",
  "outcomes",
  "hours",
  "lead-times",
  "decision-times",
  "event-types",
  "sources",
  "visitors",
] as const;
export type FigureName = typeof figureNames[number];
/** The figure that only teams have. */
export const membersFigure = "members";

/** Times that guests wanted and were not offered. */
export const wantedFigure = "wanted";

/** A row of a file by its columns. */
export type FigureRow = Record<string, string | number | boolean | null>;

/** The rows of one figure; event types with their titles. */
export function rowsOfFigure(
  name: FigureName,
  figures: Figures,
  titles: ReadonlyMap<string, string>,
): FigureRow[] {
  return rowsBy[name](figures, titles).map((row) => ({ ...row }));
}

/** Wanted times by half hour of the week and reason; the reason is null where there are too few to tell. */
export function wantedRows(slots: readonly SlotCount[]): FigureRow[] {
  return slots.map(slotJson).flatMap(({ weekday, time, times, reasons }) =>
    (reasons ?? [{ reason: null, times }]).map((each) => ({
      weekday,
      time,
      reason: each.reason,
      times: each.times,
    }))
  );
}

type Rows = readonly object[];

const rowsBy: Record<
  FigureName,
  (figures: Figures, titles: ReadonlyMap<string, string>) => Rows
> = {
  bookings: ({ periods }) => periods,
  funnel: ({ funnel }) => funnel,
  outcomes: ({ outcomes }) => outcomes,
  hours: ({ hours }) => hours,
  "lead-times": ({ leadTimes }) => leadTimes,
  "decision-times": ({ decisionTimes }) => decisionTimes,
  "event-types": ({ eventTypes }, titles) =>
    eventTypes.map(({ typeId, ...counts }) => ({
      id: typeId,
      title: titles.get(typeId) ?? null,
      ...counts,
    })),
  sources: ({ sources }) => sources,
  visitors: ({ visitors }) =>
    viewDimensions.flatMap((dimension: ViewDimension) =>
      visitors[dimension].map((row) => ({ dimension, ...row }))
    ),
};
