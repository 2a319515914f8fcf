import { type CountedBookings, type CountedVisits, type FigureChoice, shareOf } from "./choice.ts";
import { hasEnough } from "./few.ts";

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
