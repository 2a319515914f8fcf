import type { BarsView, ColumnsView, HeatMapView } from "./chart-view.ts";

type Drawing = BarsView | ColumnsView | HeatMapView;

/** Where the words of a value are shown: across in percent, its lower edge in pixels from above. */
export interface TipPlace {
  x: number;
  y: number;
  tip: string;
}

/** A place for each value of a drawing, in order. */
export function placesOf(drawing: Drawing): TipPlace[] {
  if (drawing.kind === "bars") {
    return drawing.bars.map(({ end, y, tip }) => ({ x: end, y: y + 18, tip }));
  }
  const marks = drawing.kind === "columns" ? drawing.columns : drawing.cells;
  return marks.map(({ x, width, y, tip }) => ({ x: x + width / 2, y: y - 6, tip }));
}

const HOURS = 24;

/** The value that an arrow key leads to; null for other keys. */
export function neighbour(
  key: string,
  active: number,
  drawing: Drawing,
  rtl: boolean,
): number | null {
  const last = placesOf(drawing).length - 1;
  const ahead = rtl ? -1 : 1;
  const row = drawing.kind === "heat" ? HOURS : 1;
  const steps: Record<string, number> = {
    ArrowRight: ahead,
    ArrowLeft: -ahead,
    ArrowDown: row,
    ArrowUp: -row,
  };
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key === "Escape") return -1;
  const step = steps[key];
  if (step === undefined) return null;
  if (active === -1) return step > 0 ? 0 : last;
  const next = active + step;
  return next < 0 || next > last ? active : next;
}
