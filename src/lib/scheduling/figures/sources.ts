import { type CountedSource, countedSources } from "../counted-days.ts";
import { type CountedBookings, type CountedVisits, shareOf, sum } from "./choice.ts";
import { withoutFew } from "./few.ts";

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
