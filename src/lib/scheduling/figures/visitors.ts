import { type CountedDay, OTHER_VALUE, type ViewDimension } from "../counted-days.ts";
import { type Dates, isIn, shareOf } from "./choice.ts";
import { hasEnough, withoutFew } from "./few.ts";

/** The views with one value of a dimension; those of too few are together under `OTHER_VALUE`. */
export interface VisitorRow {
  value: string;
  /** Null where even together they are too few. */
  views: number | null;
  share: number | null;
}

/** Values that are told apart at most; the rest is together. */
const MOST_VALUES = 8;

/** The views of some dates by a dimension, of all event types and sources, most viewed first. */
export function visitorsBy(
  days: readonly CountedDay[],
  dates: Dates,
  dimension: ViewDimension,
): VisitorRow[] {
  const views = new Map<string, number>();
  for (const day of days) {
    if (!isIn(day, dates)) continue;
    for (const [value, n] of Object.entries(day.visits.by[dimension] ?? {})) {
      views.set(value, (views.get(value) ?? 0) + n);
    }
  }
  const others = views.get(OTHER_VALUE) ?? 0;
  views.delete(OTHER_VALUE);
  const sorted = [...views].filter(([, n]) => n > 0).toSorted(([a, n], [b, m]) =>
    m - n || (a < b ? -1 : 1)
  );
  const named = sorted.slice(0, MOST_VALUES);
  const rest = others + sorted.slice(MOST_VALUES).reduce((all, [, n]) => all + n, 0);
  const all = rest + named.reduce((sum, [, n]) => sum + n, 0);
  if (all === 0) return [];
  const counts = withoutFew([...named.map(([, n]) => n), rest]);
  const shown = named.flatMap(([value], n) =>
    counts[n] === null ? [] : [{ value, views: counts[n]!, share: shareOf(counts[n]!, all) }]
  );
  const together = all - shown.reduce((sum, row) => sum + row.views, 0);
  if (together === 0) return shown;
  const few = !hasEnough(together);
  const other = few ? null : together;
  return [...shown, { value: OTHER_VALUE, views: other, share: shareOf(other, all) }];
}
