import { contributionOf } from "$lib/scheduling/booking-contribution.ts";
import { type Booking, typeOwnerOf } from "$lib/scheduling/booking.ts";
import { type CountChanges, type CountedId, openCountChanges } from "../store/booking-days.ts";
import { listBookingsAfter } from "../store/booking-order.ts";
import { getBookings } from "../store/bookings.ts";
import type { CountState, ReadCountState } from "../store/count-state.ts";
import { listUncounted, type UncountedEntry } from "../store/uncounted.ts";

/** How much is counted at once. */
export interface Extent {
  /** Changes, and bookings that are counted again. */
  most: number;
  /** Whether bookings are counted that were counted before, as somebody asked; those who read need it not. */
  again?: boolean;
  /** What a commit has room for. */
  records?: number;
  bytes?: number;
}

/** What is to be counted of an owner's bookings. */
export interface DueCounts {
  counts: CountChanges;
  /** The changes that are in the counts. */
  counted: UncountedEntry[];
  /** How many bookings were counted again. */
  done: number;
  /** How far everything is counted then. */
  state: CountState;
  /** Whether nothing else was to be counted. */
  isAll: boolean;
}

/** A booking that is to be counted as it is now. */
type Due = CountedId & { booking: Booking | null };

/** Counts what has changed of an owner's bookings since `read`, as far as there is room; writes nothing. Null when nothing has. */
export async function dueCounts(
  kv: Deno.Kv,
  read: ReadCountState,
  { most, again: isAgain = true, records = Infinity, bytes = Infinity }: Extent,
): Promise<DueCounts | null> {
  const { ownerId, zone } = read, was = read.entry.value, from = was?.from ?? "";
  const changes = await listUncounted(kv, ownerId, most);
  // Never counted, or in another zone: from the first booking on.
  const isSameZone = was?.zone === zone, ofAgain = isSameZone ? was.again : null;
  const recount = !isSameZone ? [] : ofAgain && !isAgain ? null : was.recount;
  if (recount === null && changes.length === 0) return null;

  const again = recount ? await listBookingsAfter(kv, ownerId, recount, most) : [];
  const counts = openCountChanges(kv, ownerId);
  const isFull = () => {
    const extent = counts.extent();
    return extent.records >= records || extent.bytes >= bytes;
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
  const state: CountState = {
    zone,
    from,
    recount: isThrough ? null : place,
    again: ofAgain && { ...ofAgain, done: ofAgain.done + done },
  };
  const isAll = isThrough && counted.length === changes.length && changes.length < most;
  return { counts, counted, done, state, isAll };
}

function dueOf(booking: Booking): Due {
  const { id: bookingId, createdAt, type } = booking;
  return { bookingId, createdAt, typeId: type.id, booking };
}
