import { scaleLinear } from "d3-scale";
import type { BarsView } from "$lib/components/dashboard/charts/chart-view.ts";
import { acrossOf, type Direction, rounded } from "./place.ts";

/** One bar: its number, what it is compared with, and its words. */
export interface BarValue {
  /** Null where it is not told. */
  value: number | null;
  mark?: number | null;
  name: string;
  text: string;
  tip: string;
}

const ROW = 46;
/** Of a name in a drawing; the table and the tip have all of it. */
const MOST_SHOWN = 48;

/** Bars from zero, one below the other. */
export function drawBars(values: readonly BarValue[], direction: Direction): BarsView {
  const most = Math.max(...values.map(({ value, mark }) => Math.max(value ?? 0, mark ?? 0)));
  const across = scaleLinear().domain([0, most > 0 ? most : 1]).range(acrossOf(direction));
  return {
    kind: "bars",
    height: values.length * ROW,
    bars: values.map(({ value, mark = null, name, text, tip }, n) => {
      const end = across(value ?? 0), width = Math.abs(end - across(0));
      return {
        y: n * ROW,
        x: rounded(Math.min(end, across(0))),
        width: rounded(width),
        end: rounded(end),
        mark: mark === null ? null : rounded(across(mark)),
        name: shortened(name),
        text,
        tip,
      };
    }),
  };
}

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

function shortened(name: string): string {
  if (name.length <= MOST_SHOWN) return name;
  const all = Array.from(characters.segment(name), ({ segment }) => segment);
  return all.length <= MOST_SHOWN ? name : `${all.slice(0, MOST_SHOWN - 1).join("")}…`;
}
