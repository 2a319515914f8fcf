/** The table behind a chart; the first column names its rows. */
export interface ChartTable {
  columns: string[];
  rows: string[][];
}

/** A column of a chart: places across in percent of its width, down in pixels. */
export interface Column {
  x: number;
  width: number;
  y: number;
  height: number;
  tip: string;
}

/** Columns over time or steps, and a line for what they are compared with. */
export interface ColumnsView {
  kind: "columns";
  height: number;
  ticks: { y: number; text: string }[];
  columns: Column[];
  labels: { x: number; text: string }[];
  /** A path in a box of 100 by `height`; null without. */
  line: string | null;
}

/** Bars below each other, each under its name; `mark` is a place to compare it with. */
export interface BarsView {
  kind: "bars";
  height: number;
  bars: {
    y: number;
    x: number;
    width: number;
    /** Where the bar ends and its number stands. */
    end: number;
    mark: number | null;
    name: string;
    text: string;
    tip: string;
  }[];
}

/** Hours across, weekdays down; the level is 0 for nothing, up to 5. */
export interface HeatMapView {
  kind: "heat";
  height: number;
  rows: { y: number; text: string }[];
  labels: { x: number; text: string }[];
  cells: (Column & { level: number })[];
}

/** A chart with its words, its table and its file. */
export interface ChartView {
  id: string;
  title: string;
  /** What it shows, in a sentence. */
  text: string;
  drawing: ColumnsView | BarsView | HeatMapView | null;
  /** In place of the drawing where there is nothing to draw. */
  none: string;
  table: ChartTable;
  /** What columns and line are, or a bar and its mark. */
  legend: { main: string; other: string } | null;
  /** Where its figures can be downloaded; null where another chart has them. */
  file: { csv: string; json: string } | null;
}
