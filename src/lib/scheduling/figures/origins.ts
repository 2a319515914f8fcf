import {
  type CountedDay,
  type CountedSource,
  countedSources,
  OTHER_VALUE,
  type ViewDimension,
} from "../counted-days.ts";
import {
  type CountedBookings,
  type CountedVisits,
  type Dates,
  type FigureChoice,
  isIn,
  shareOf,
  sum,
} from "./choice.ts";
import { hasEnough, withoutFew } from "./few.ts";

/** The views and bookings of one source. */
export interface SourceRow {
  source: CountedSource;
  /** Null where they are too few to be told apart. */
  views: number | null;
  requested: number;
  confirmed: number;
  /** The part of all requests that came from here, 0 to 1. */
  share: number | null;
}

/** Where views and bookings came from. */
export function sourcesOf(visits: CountedVisits, bookings: CountedBookings): SourceRow[] {
  const all = sum(bookings, ({ counts }) => counts.requested);
  const views = withoutFew(
    countedSources.map((source) =>
      sum(visits.filter((each) => each.source === source), ({ counts }) => counts[0] ?? 0)
    ),
  );
  return countedSources.map((source, n) => {
    const own = bookings.filter((each) => each.source === source);
    const requested = sum(own, ({ counts }) => counts.requested);
    return {
      source,
      views: views[n]!,
      requested,
      confirmed: sum(own, ({ counts }) => counts.confirmed),
      share: shareOf(requested, all),
    };
  });
}

/** The views and bookings of one event type. */
export interface EventTypeRow {
  typeId: string;
  /** Null where they are too few to be told apart by their source. */
  views: number | null;
  requested: number;
  confirmed: number;
  /** The part of the requests that was confirmed, 0 to 1. */
  share: number | null;
}

/** The event types that had views or requests; most requested first. */
export function eventTypesOf(
  visits: CountedVisits,
  bookings: CountedBookings,
  { source }: FigureChoice,
): EventTypeRow[] {
  const types = new Map<string, { views: number; requested: number; confirmed: number }>();
  const at = (typeId: string) => {
    const found = types.get(typeId) ?? { views: 0, requested: 0, confirmed: 0 };
    types.set(typeId, found);
    return found;
  };
  for (const { typeId, counts } of visits) {
    at(typeId).views += counts[0] ?? 0;
  }
  for (const { typeId, counts } of bookings) {
    at(typeId).requested += counts.requested;
    at(typeId).confirmed += counts.confirmed;
  }
  return [...types].map(([typeId, { views, requested, confirmed }]) => ({
    typeId,
    views: source === null || hasEnough(views) ? views : null,
    requested,
    confirmed,
    share: shareOf(confirmed, requested),
  })).toSorted((a, b) =>
    b.requested - a.requested || (b.views ?? 0) - (a.views ?? 0) || (a.typeId < b.typeId ? -1 : 1)
  );
}

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
