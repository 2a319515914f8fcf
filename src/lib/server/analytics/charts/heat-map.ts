import { scaleBand, scaleQuantize } from "d3-scale";
import type { HeatMapView } from "$lib/components/dashboard/charts/chart-view.ts";
import { acrossOf, type Direction, rounded } from "./place.ts";

/** One cell of a week: its row from above, its hour, its number. */
export interface HeatValue {
  row: number;
  hour: number;
  value: number;
  tip: string;
}

const ROW = 24, GAP = 2;
const levels = [1, 2, 3, 4, 5];
const labelled = [0, 6, 12, 18];

/** Hours across and weekdays down; the darker, the more. */
export function drawHeatMap(
  values: readonly HeatValue[],
  { days, hourText, direction }: {
    days: readonly string[];
    hourText: (hour: number) => string;
    direction: Direction;
  },
): HeatMapView {
  const most = Math.max(1, ...values.map(({ value }) => value));
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const across = scaleBand<number>().domain(hours).range(acrossOf(direction)).padding(0.08);
  const levelOf = scaleQuantize<number>().domain([0, most]).range(levels);
  return {
    kind: "heat",
    height: days.length * ROW,
    rows: days.map((text, n) => ({ y: n * ROW, text })),
    labels: labelled.map((hour) => ({
      x: rounded(across(hour)! + (direction === "rtl" ? across.bandwidth() : 0)),
      text: hourText(hour),
    })),
    cells: values.map(({ row, hour, value, tip }) => ({
      x: rounded(across(hour)!),
      width: rounded(across.bandwidth()),
      y: row * ROW,
      height: ROW - GAP,
      level: value === 0 ? 0 : levelOf(value),
      tip,
    })),
  };
}
