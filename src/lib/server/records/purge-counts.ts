import { addDays, dayNumber } from "$lib/scheduling/day.ts";
import { commit } from "../kv/commit.ts";
import { countCommit, readCountState } from "../store/count-state.ts";
import { deleteRange } from "../kv/delete-many.ts";
import { keys } from "../kv/keys.ts";

const MONTHS_KEPT = 25;

/** Deletes an owner's counts of months that are over for more than two years; from then on nobody counts for them. */
export async function purgeCounts(kv: Deno.Kv, ownerId: string, now: number): Promise<void> {
  const from = keptFrom(now);
  if (!await keepFrom(kv, ownerId, from)) return;
  await deleteRange(kv, {
    start: keys.visitDaysOf(ownerId),
    end: keys.visitDaysFrom(ownerId, from),
  });
  await deleteRange(kv, {
    start: keys.bookingDaysOf(ownerId),
    end: keys.bookingDaysFrom(ownerId, from),
  });
  await deleteRange(kv, {
    start: keys.rotationDaysOf(ownerId),
    end: keys.rotationDaysFrom(ownerId, from),
  });
  // The UTC day of a request may be the one before its date.
  const firstDay = dayNumber(addDays(from, -1));
  await deleteRange(kv, {
    start: keys.allCountedBookings(ownerId),
    end: [...keys.allCountedBookings(ownerId), firstDay],
  });
}

/** Deletes an owner's wanted times of months that are over for as long. */
export async function purgeWantedDays(kv: Deno.Kv, ownerId: string, now: number): Promise<void> {
  const [start, end] = [keys.wantedDay(ownerId, ""), keys.wantedDay(ownerId, keptFrom(now))];
  await deleteRange(kv, { start, end });
}

/** The first date that is kept. */
function keptFrom(now: number): string {
  const day = new Date(now);
  const oldest = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - MONTHS_KEPT, 1);
  return new Date(oldest).toISOString().slice(0, 10);
}

/** Notes from which date on counts are kept; false for an owner who is erased. */
async function keepFrom(kv: Deno.Kv, ownerId: string, from: string): Promise<boolean> {
  for (;;) {
    const read = await readCountState(kv, ownerId);
    if (!read) return false;
    const was = read.entry.value;
    // Nothing was counted yet: what is counted later begins with the first booking.
    const state = was ?? { zone: read.zone, from: "", recount: [], again: null };
    if (state.from >= from) return true;
    if (await commit(countCommit(kv, read, { ...state, from }))) return true;
  }
}
