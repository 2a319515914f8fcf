import type { CountedDay, VisitDay } from "$lib/scheduling/counted-days.ts";
import { formatUtcOffset, offsetMinutes, startOfDay } from "$lib/scheduling/day.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { viewsOf } from "$lib/scheduling/visit-day.ts";
import type { App } from "../app.ts";
import { countBookingsAfter } from "../store/booking-order.ts";
import { type ReadCountState, readCountState } from "../store/count-state.ts";
import { listUncounted } from "../store/uncounted.ts";
import { listCountedDays } from "../store/counted-days.ts";
import { type DueCounts, dueCounts } from "./due-counts.ts";

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

/** Changes that are counted for one answer, and how often that begins anew because others have counted meanwhile. */
const MOST_IN_ANSWER = 1_000, MOST_TRIES = 3;

/** The counts of a range of dates, both included, with what changed until now as far as it can be counted in a moment; nothing is written. */
export async function readCountedDays(
  { kv }: Pick<App, "kv">,
  ownerId: string,
  { from, to }: { from: string; to: string },
): Promise<CountedDays> {
  for (let tries = 1;; tries++) {
    const read = await readCountState(kv, ownerId);
    const due = read && await dueCounts(kv, read, { most: MOST_IN_ANSWER, again: false });
    const days = await listCountedDays(kv, ownerId, { from, to }, due?.counts.days());
    const left = due && !due.isAll ? await countLeft(kv, ownerId, due) : 0;
    const isSteady = isSame(read, await readCountState(kv, ownerId));
    if (!isSteady && tries < MOST_TRIES) continue;
    const zone = read?.zone ?? "UTC";
    return {
      days: days.map((day) => ({ ...day, visits: withOwnOffset(day.visits, day.date, zone) })),
      zone,
      uncounted: isSteady ? left : Math.max(1, left),
    };
  }
}

/** Whether nobody counted in between. */
function isSame(was: ReadCountState | null, is: ReadCountState | null): boolean {
  return was?.entry.versionstamp === is?.entry.versionstamp && was?.zone === is?.zone;
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

/** What is to be counted beside what is due. */
async function countLeft(
  kv: Deno.Kv,
  ownerId: string,
  { counted, state: { recount } }: DueCounts,
): Promise<number> {
  const changes = (await listUncounted(kv, ownerId, MOST_UNCOUNTED)).length - counted.length;
  const places = recount ? await countBookingsAfter(kv, ownerId, recount, MOST_UNCOUNTED) : 0;
  return Math.min(MOST_UNCOUNTED, Math.max(1, changes + places));
}
