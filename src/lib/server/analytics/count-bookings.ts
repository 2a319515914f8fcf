import { contributionOf } from "$lib/scheduling/booking-contribution.ts";
import { type Booking, typeOwnerOf } from "$lib/scheduling/booking.ts";
import type { App } from "../app.ts";
import { type CountedId, openCountChanges } from "../store/booking-days.ts";
import { listBookingsAfter } from "../store/booking-order.ts";
import { getBookings } from "../store/bookings.ts";
import { commit } from "../store/commit.ts";
import { countCommit, type CountState, readCountState } from "../store/count-state.ts";
import {
  dropUncounted,
  listUncounted,
  markRecount,
  type UncountedEntry,
} from "../store/uncounted.ts";

/** Changes and bookings that one commit counts, and what it writes at most. */
const MOST_AT_ONCE = 100, MOST_RECORDS = 400, MOST_BYTES = 500_000;
const MAX_ATTEMPTS = 10;

/** A booking that is to be counted as it is now. */
type Due = CountedId & { booking: Booking | null };

/** Counts what has changed of an owner's bookings, `most` at once; true when there may be more. Others may count at the same time. */
export async function countBookings(
  app: Pick<App, "kv" | "withLock">,
  ownerId: string,
  most = 1_000,
): Promise<boolean> {
  return await app.withLock([`counts of ${ownerId}`], async () => {
    let lost = 0;
    for (let counted = 0; counted < most;) {
      const step = await countSome(app.kv, ownerId, MOST_AT_ONCE);
      if (step === "done") return false;
      if (step === "lost" && ++lost === MAX_ATTEMPTS) return true;
      if (step !== "lost") counted += step;
    }
    return true;
  });
}

/** Counts some bookings in one commit and returns how many; "lost" when others were faster. */
export async function countSome(
  kv: Deno.Kv,
  ownerId: string,
  most: number,
): Promise<number | "done" | "lost"> {
  const read = await readCountState(kv, ownerId);
  const changes = await listUncounted(kv, ownerId, most);
  if (!read) return await dropUncounted(kv, changes) ? changes.length : "done";
  const { zone } = read, was = read.entry.value, from = was?.from ?? "";
  // Never counted, or in another zone: from the first booking on.
  const recount = was?.zone === zone ? was.recount : [];
  if (recount === null && changes.length === 0) return "done";

  const again = recount ? await listBookingsAfter(kv, ownerId, recount, most) : [];
  const counts = openCountChanges(kv, ownerId);
  const isFull = () => {
    const { records, bytes } = counts.extent();
    return records >= MOST_RECORDS || bytes >= MOST_BYTES;
  };
  const count = async ({ booking, ...id }: Due) => {
    const isTheirs = booking !== null && typeOwnerOf(booking) === ownerId;
    await counts.count(id, isTheirs ? contributionOf(booking, zone) : null, from);
  };
  let place = recount, done = 0;
  for (const { booking, key } of again) {
    if (isFull()) break;
    if (booking && typeOwnerOf(booking) === ownerId) await count(dueOf(booking));
    place = key;
    done++;
  }
  const isThrough = done === again.length && again.length < most;
  const counted: UncountedEntry[] = [];
  const byBooking = Map.groupBy(changes, ({ bookingId }) => bookingId);
  const bookings = await getBookings(kv, [...byBooking.keys()]);
  const byId = new Map(bookings.map((booking) => [booking.id, booking]));
  for (const [id, entries] of byBooking) {
    if (isFull()) break;
    if (id !== "") await count({ ...entries[0]!, booking: byId.get(id) ?? null });
    counted.push(...entries);
  }
  const state: CountState = { zone, from, recount: isThrough ? null : place };
  const op = countCommit(kv, read, state);
  counts.write(op);
  for (const { key } of counted) op.delete(key);
  if (!isThrough) markRecount(op, ownerId);
  return await commit(op) ? done + counted.length : "lost";
}

function dueOf(booking: Booking): Due {
  const { id: bookingId, createdAt, type } = booking;
  return { bookingId, createdAt, typeId: type.id, booking };
}
