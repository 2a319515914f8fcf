import type { SlotQuestion } from "$lib/scheduling/slots.ts";

/** A question without horizon, limits, closed dates or calendars that hide. */
export const unlimited: Pick<SlotQuestion, "closures" | "horizon" | "full" | "knownUntil"> = {
  closures: [],
  horizon: Infinity,
  full: [],
  knownUntil: Infinity,
};
