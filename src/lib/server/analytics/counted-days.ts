import type { CountedDay } from "$lib/scheduling/counted-days.ts";
import type { App } from "../app.ts";
import { countBookingsAfter } from "../store/booking-order.ts";
import { listBookingDays } from "../store/booking-days.ts";
import { readCountState } from "../store/count-state.ts";
import { listUncounted } from "../store/uncounted.ts";
import { listVisitDays } from "../store/visit-days.ts";
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
  const [visits, bookings, state, uncounted] = await Promise.all([
    listVisitDays(kv, ownerId, { from, to }),
    listBookingDays(kv, ownerId, { from, to }),
    readCountState(kv, ownerId),
    isLeft ? countUncounted(kv, ownerId) : 0,
  ]);
  const days = new Map<string, CountedDay>();
  const dayOf = (date: string) => {
    const day = days.get(date) ?? { date, visits: { types: {}, by: {} }, bookings: {} };
    days.set(date, day);
    return day;
  };
  for (const { date, visits: counted } of visits) dayOf(date).visits = counted;
  for (const { date, typeId, counts } of bookings) dayOf(date).bookings[typeId] = counts;
  return {
    days: [...days.values()].toSorted((a, b) => a.date < b.date ? -1 : 1),
    zone: state?.zone ?? "UTC",
    uncounted,
  };
}

async function countUncounted(kv: Deno.Kv, ownerId: string): Promise<number> {
  const recount = (await readCountState(kv, ownerId))?.entry.value?.recount ?? null;
  const changes = (await listUncounted(kv, ownerId, MOST_UNCOUNTED)).length;
  const places = recount ? await countBookingsAfter(kv, ownerId, recount, MOST_UNCOUNTED) : 0;
  return Math.min(MOST_UNCOUNTED, changes + places);
}
