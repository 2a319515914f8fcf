import { boundedKeyPart } from "./key-part.ts";

/** The key of counted page views, a part of `keys.ts`. */
export const funnelKeys = {
  /** Counts of an event type for each day of a month (YYYY-MM), under its host or team. */
  funnelCount: (
    ownerId: string,
    month: string,
    typeId: string,
  ) => ["funnel_count", ownerId, month, boundedKeyPart(typeId)],
  funnelCountsOf: (ownerId: string) => ["funnel_count", ownerId],
};
