/** A host whose intro call may be booked for several dates at once, and requests for it. */
import type { SeriesInput } from "$lib/scheduling/series.ts";
import type * as bookings from "$lib/server/bookings/index.ts";
import { keys } from "$lib/server/kv/keys.ts";
import {
  addEventType,
  bookingRequest,
  mondayTen,
  type Town,
  town,
  type TownOptions,
} from "./town.ts";

/** Ada's `intro-call` and an instant `coffee`, both for up to twelve dates. */
export async function repeatingTown(options: TownOptions = {}): Promise<Town> {
  const wide = { seriesDates: 12, bookingWindowDays: 365 };
  const stage = await town(options);
  const { app, host, type } = stage;
  await app.kv.set(keys.eventType(host.id, type.id), { ...type, ...wide });
  await addEventType(app, host, { slug: "coffee", decision: "instant", ...wide });
  return { ...stage, type: { ...type, ...wide } };
}

/** Mondays at ten in Berlin, one a week. */
export function seriesRequest(
  series: Partial<SeriesInput> = {},
  given: Partial<bookings.BookingRequest> = {},
): bookings.BookingRequest & { series: SeriesInput } {
  const guest = { zone: "Europe/Berlin" };
  return {
    ...bookingRequest({ start: mondayTen, guest, ...given }),
    series: { rhythm: "weekly", dates: 4, book: "all", ...series },
  };
}
