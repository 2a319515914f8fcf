/** What a person's ledger should say, by their live bookings, beside what it says. */
import { type Booking, holdsOf } from "$lib/scheduling/booking.ts";
import { type Hold, withBuffers } from "$lib/scheduling/holds.ts";
import { type SharedSlot, sharedSlotIds } from "$lib/scheduling/shared-slot.ts";
import { getBookings } from "./bookings.ts";
import { listAll } from "./commit.ts";
import { getGuard, type VersionedGuard } from "./guard.ts";
import { dayOf, daysOf, keys } from "./keys.ts";
import { readShardsFrom, type Shards } from "./ledger.ts";

/** A person's held time from a day on, with the bookings it stands for; the guard was read before all the rest. */
export interface LedgerComparison {
  guard: VersionedGuard;
  /** The first UTC day that is compared. */
  firstDay: number;
  shards: Shards;
  /** Requests and agreed meetings of these days, by id. */
  bookings: Map<string, Booking>;
  /** Bookings that are held, but were declined or cancelled. */
  ended: Booking[];
  /** Ids that are held, and that no booking has. */
  orphanedIds: string[];
  /** The slots that guests share, as they are stored. */
  slots: Map<string, SharedSlot | null>;
}

/** Reads it all for bookings that begin from an instant on, however many there were before; a task may have them listed already. */
export async function readLedgerComparison(
  kv: Deno.Kv,
  hostId: string,
  from: number,
  listed?: Booking[],
): Promise<LedgerComparison> {
  const guard = await getGuard(kv, hostId);
  const day = dayOf(from);
  const [shards, live] = await Promise.all([
    // A buffer may reach into the day before.
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

/** Everything that a booking holds while its deadlines last, whatever the clock says about them. */
export function requiredHolds(booking: Booking): Hold[] {
  return holdsOf(booking, 0);
}

/** Bookings whose time is not held just as they say: not at all, in part, elsewhere, or by a slot that does not know them. */
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

/** What a hold says about one booking in it. */
function holdKey(hold: Hold, bookingId: string): string {
  const { slot, start, end, bufferBefore, bufferAfter, seatDeadlines } = hold;
  const until = seatDeadlines ? seatDeadlines[bookingId] ?? null : hold.expiresAt;
  return [slot, start, end, bufferBefore, bufferAfter, until].join(" ");
}

/** Live bookings of a host that begin from an instant on, by the index, never all; who asks to move is among them, as that ends before the meeting. */
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
