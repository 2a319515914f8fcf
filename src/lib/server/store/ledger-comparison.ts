/** Compares a host's ledger with the holds that their live bookings require. */
import { type Booking, holdsOf } from "$lib/scheduling/booking.ts";
import { type Hold, withBuffers } from "$lib/scheduling/holds.ts";
import { type SharedSlot, sharedSlotIds } from "$lib/scheduling/shared-slot.ts";
import { getBookings } from "./bookings.ts";
import { listAll } from "../kv/commit.ts";
import { getGuard, type VersionedGuard } from "../kv/guard.ts";
import { dayOf, daysOf, keys } from "../kv/keys.ts";
import { readShardsFrom, type Shards } from "./ledger.ts";

/** A host's held time from a day on and the bookings it belongs to; the guard was read first. */
export interface LedgerComparison {
  guard: VersionedGuard;
  /** The first UTC day that is compared. */
  firstDay: number;
  shards: Shards;
  /** Pending and confirmed bookings of these days, by id. */
  bookings: Map<string, Booking>;
  /** Declined or cancelled bookings that still have holds. */
  ended: Booking[];
  /** Booking ids in holds for which no booking exists. */
  orphanedIds: string[];
  /** The shared slots as stored. */
  slots: Map<string, SharedSlot | null>;
}

/**
 * Reads the comparison for bookings that begin from an instant on; `listed` saves a caller that has listed them the
 * index scan.
 */
export async function readLedgerComparison(
  kv: Deno.Kv,
  hostId: string,
  from: number,
  listed?: Booking[],
): Promise<LedgerComparison> {
  const guard = await getGuard(kv, hostId);
  const day = dayOf(from);
  const [shards, live] = await Promise.all([
    // A buffer can reach into the day before.
    readShardsFrom(kv, hostId, day - 1),
    listed ?? listLiveBookings(kv, hostId, from),
  ]);
  const bookings = new Map(live.map((booking) => [booking.id, booking]));
  const heldIds = new Set([...shards.days.values()].flat().flatMap((hold) => hold.bookingIds));
  const others = [...heldIds].filter((id) => !bookings.has(id));
  const found = await getBookings(kv, others);
  const known = new Set(found.map(({ id }) => id));
  const slotIds = [...new Set(live.flatMap(sharedSlotIds))];
  return {
    guard,
    firstDay: day,
    shards,
    bookings,
    ended: found.filter(({ status }) => status === "REJECTED" || status === "CANCELLED"),
    orphanedIds: others.filter((id) => !known.has(id)),
    slots: await getSlots(kv, slotIds),
  };
}

/** All holds of a booking, regardless of whether its deadlines have passed. */
export function requiredHolds(booking: Booking): Hold[] {
  return holdsOf(booking, 0);
}

/** Bookings whose holds are missing, incomplete or different, or whose shared slot does not list them. */
export function findMismatches({ firstDay, shards, bookings, slots }: LedgerComparison): Booking[] {
  const heldKeys = new Map<string, Set<string>>();
  for (const [at, holds] of shards.days) {
    if (at < firstDay) continue;
    for (const hold of holds) {
      for (const id of hold.bookingIds) {
        const place = `${at} ${holdKey(hold, id)}`;
        heldKeys.set(id, (heldKeys.get(id) ?? new Set()).add(place));
      }
    }
  }
  return [...bookings.values()].filter((booking) => {
    const wanted = requiredHolds(booking).flatMap((claim) =>
      daysOf(withBuffers(claim)).filter((at) => at >= firstDay).map((at) =>
        `${at} ${holdKey(claim, booking.id)}`
      )
    );
    const held = heldKeys.get(booking.id) ?? new Set();
    const isHeld = held.size === wanted.length && wanted.every((place) => held.has(place));
    return !isHeld ||
      sharedSlotIds(booking).some((id) => !slots.get(id)?.bookingIds.includes(booking.id));
  });
}

/** Identifies a hold as it applies to one booking. */
function holdKey(hold: Hold, bookingId: string): string {
  const { slot, start, end, bufferBefore, bufferAfter, seatDeadlines } = hold;
  const until = seatDeadlines ? seatDeadlines[bookingId] ?? null : hold.expiresAt;
  return [slot, start, end, bufferBefore, bufferAfter, until].join(" ");
}

/**
 * Pending and confirmed bookings of a host that begin from an instant on, by the index. Pending reschedules are among
 * them, as they expire before the meeting.
 */
async function listLiveBookings(kv: Deno.Kv, hostId: string, from: number): Promise<Booking[]> {
  const ranges = (["PENDING", "CONFIRMED"] as const).map((status) => {
    const prefix = keys.bookingsOf(hostId, status);
    return { prefix, start: [...prefix, from] };
  });
  const lists = await Promise.all(ranges.map((range) => listAll<string>(kv, range)));
  const ids = new Set(lists.flat().map(({ value }) => value));
  return (await getBookings(kv, [...ids])).filter(({ status }) =>
    status === "PENDING" || status === "CONFIRMED"
  );
}

async function getSlots(kv: Deno.Kv, ids: string[]): Promise<Map<string, SharedSlot | null>> {
  const slots = new Map<string, SharedSlot | null>();
  for (let i = 0; i < ids.length; i += 10) {
    const some = ids.slice(i, i + 10);
    const entries = await kv.getMany<SharedSlot[]>(some.map(keys.slot));
    for (const [n, { value }] of entries.entries()) slots.set(some[n]!, value);
  }
  return slots;
}
