import { scaleBand, scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { ColumnsView } from "$lib/components/dashboard/charts/chart-view.ts";
import { acrossOf, type Direction, rounded } from "./place.ts";

/** One column: its number, what it is compared with, and its words. */
export interface ColumnValue {
  value: number;
  before: number | null;
  label: string;
  tip: string;
}

interface ColumnOptions {
  direction: Direction;
  height?: number;
  /** Labels that fit on a phone. */
  mostLabels?: number;
  numberText: (n: number) => string;
}

/** Columns from zero; the line joins what they are compared with. */
export function drawColumns(
  values: readonly ColumnValue[],
  { direction, height = 200, mostLabels = 6, numberText }: ColumnOptions,
): ColumnsView {
  const most = Math.max(1, ...values.map(({ value, before }) => Math.max(value, before ?? 0)));
  const down = scaleLinear().domain([0, most]).nice(4).range([height, 0]);
  const places = values.map((_, n) => n);
  const across = scaleBand<number>().domain(places).range(acrossOf(direction))
    .paddingInner(0.3).paddingOuter(0.15);
  const middleOf = (n: number) => across(n)! + across.bandwidth() / 2;
  const step = Math.ceil(values.length / mostLabels);
  const compared = values.every(({ before }) => before !== null) && values.length > 1;
  return {
    kind: "columns",
    height,
    ticks: down.ticks(4).filter(Number.isInteger)
      .map((n) => ({ y: rounded(down(n)), text: numberText(n) })),
    columns: values.map(({ value, tip }, n) => ({
      x: rounded(across(n)!),
      width: rounded(across.bandwidth()),
      y: rounded(down(value)),
      height: rounded(height - down(value)),
      tip,
    })),
    labels: values.flatMap(({ label }, n) =>
      n % step === 0 ? [{ x: rounded(middleOf(n)), text: label }] : []
    ),
    line: compared
      ? line<ColumnValue>().x((_, n) => middleOf(n)).y(({ before }) => down(before ?? 0))
        .digits(2)(values)
      : null,
  };
}
