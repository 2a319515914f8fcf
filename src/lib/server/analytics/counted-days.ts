import type { CountedDay, VisitDay } from "$lib/scheduling/counted-days.ts";
import { formatUtcOffset, offsetMinutes, startOfDay } from "$lib/scheduling/day.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { viewsOf } from "$lib/scheduling/visit-day.ts";
import type { App } from "../app.ts";
import { countBookingsAfter } from "../store/booking-order.ts";
import { readCountState } from "../store/count-state.ts";
import { listUncounted } from "../store/uncounted.ts";
import { listCountedDays } from "../store/counted-days.ts";
import { countBookings } from "./count-bookings.ts";

/** What was counted of an owner's visits and bookings. */
export interface CountedDays {
  /** Those with anything, oldest first. */
  days: CountedDay[];
  /** Whose dates they are, an IANA zone. */
  zone: string;
  /** Changes of bookings that are still to be counted, up to `MOST_UNCOUNTED`; 0 when the bookings are exact. */
  uncounted: number;
}

/** No more are looked for. */
export const MOST_UNCOUNTED = 10_000;

/** The counts of a range of dates, both included, with what changed until now as far as it was counted in a moment. */
export async function readCountedDays(
  app: Pick<App, "kv" | "withLock">,
  ownerId: string,
  { from, to }: { from: string; to: string },
): Promise<CountedDays> {
  const { kv } = app;
  const isLeft = await countBookings(app, ownerId);
  const [days, state, uncounted] = await Promise.all([
    listCountedDays(kv, ownerId, { from, to }),
    readCountState(kv, ownerId),
    isLeft ? countUncounted(kv, ownerId) : 0,
  ]);
  const zone = state?.zone ?? "UTC";
  return {
    days: days.map((day) => ({ ...day, visits: withOwnOffset(day.visits, day.date, zone) })),
    zone,
    uncounted,
  };
}

/** A page asks for its visitor's zone only where it is another than the owner's: all other views are of people in that one. */
function withOwnOffset(visits: VisitDay, date: string, zone: string): VisitDay {
  const { zoneOffset = {} } = visits.by;
  const known = Object.values(zoneOffset).reduce((sum, views) => sum + views, 0);
  const own = viewsOf(visits, (source) => source !== "api") - known;
  if (own <= 0) return visits;
  const offset = formatUtcOffset(offsetMinutes(startOfDay(date, zone) + DAY / 2, zone));
  const offsets = { ...zoneOffset, [offset]: (zoneOffset[offset] ?? 0) + own };
  return { ...visits, by: { ...visits.by, zoneOffset: offsets } };
}

async function countUncounted(kv: Deno.Kv, ownerId: string): Promise<number> {
  const recount = (await readCountState(kv, ownerId))?.entry.value?.recount ?? null;
  const changes = (await listUncounted(kv, ownerId, MOST_UNCOUNTED)).length;
  const places = recount ? await countBookingsAfter(kv, ownerId, recount, MOST_UNCOUNTED) : 0;
  return Math.min(MOST_UNCOUNTED, changes + places);
}
