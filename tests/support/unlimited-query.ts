import type { SlotQuery } from "$lib/scheduling/slots.ts";

/** A question without horizon, limits, closed dates or calendars that hide. */
export const unlimitedQuery: Pick<
  SlotQuery,
  "closures" | "bookingWindowEnd" | "fullPeriods" | "knownUntil"
> = {
  closures: [],
  bookingWindowEnd: Infinity,
  fullPeriods: [],
  knownUntil: Infinity,
};
