/** What a person's ledger should say, by their live bookings, beside what it says. */
import { type Booking, holdsOf } from "$lib/scheduling/booking.ts";
import { type Hold, padded } from "$lib/scheduling/ledger.ts";
import { type Slot, slotsOf } from "$lib/scheduling/seats.ts";
import { getBookings } from "./bookings.ts";
import { listAll } from "./commit.ts";
import { getGuard, type ReadGuard } from "./guard.ts";
import { dayOf, daysOf, keys } from "./keys.ts";
import { readShardsFrom, type Shards } from "./ledger.ts";

/** A person's held time from a day on, with the bookings it stands for; the guard was read before all the rest. */
export interface Held {
  guard: ReadGuard;
  /** The first UTC day that is compared. */
  day: number;
  shards: Shards;
  /** Requests and agreed meetings of these days, by id. */
  bookings: Map<string, Booking>;
  /** Bookings that are held, but were declined or cancelled. */
  ended: Booking[];
  /** Ids that are held, and that no booking has. */
  unknown: string[];
  /** The slots that guests share, as they are stored. */
  slots: Map<string, Slot | null>;
}

/** Reads it all for bookings that begin from an instant on, however many there were before; a task may have them listed already. */
export async function readHeld(
  kv: Deno.Kv,
  hostId: string,
  from: number,
  listed?: Booking[],
): Promise<Held> {
  const guard = await getGuard(kv, hostId);
  const day = dayOf(from);
  const [shards, live] = await Promise.all([
    // A buffer may reach into the day before.
    readShardsFrom(kv, hostId, day - 1),
    listed ?? listHolding(kv, hostId, from),
  ]);
  const bookings = new Map(live.map((booking) => [booking.id, booking]));
  const held = new Set([...shards.days.values()].flat().flatMap((hold) => hold.bookings));
  const others = [...held].filter((id) => !bookings.has(id));
  const found = await getBookings(kv, others);
  const known = new Set(found.map(({ id }) => id));
  const slotIds = [...new Set(live.flatMap(slotsOf))];
  return {
    guard,
    day,
    shards,
    bookings,
    ended: found.filter(({ status }) => status === "REJECTED" || status === "CANCELLED"),
    unknown: others.filter((id) => !known.has(id)),
    slots: await getSlots(kv, slotIds),
  };
}

/** Everything that a booking holds while its deadlines last, whatever the clock says about them. */
export function claimsOf(booking: Booking): Hold[] {
  return holdsOf(booking, 0);
}

/** Bookings whose time is not held just as they say: not at all, in part, elsewhere, or by a slot that does not know them. */
export function misheldIn({ day, shards, bookings, slots }: Held): Booking[] {
  const places = new Map<string, Set<string>>();
  for (const [at, holds] of shards.days) {
    if (at < day) continue;
    for (const hold of holds) {
      for (const id of hold.bookings) {
        const place = `${at} ${termsOf(hold, id)}`;
        places.set(id, (places.get(id) ?? new Set()).add(place));
      }
    }
  }
  return [...bookings.values()].filter((booking) => {
    const wanted = claimsOf(booking).flatMap((claim) =>
      daysOf(padded(claim)).filter((at) => at >= day).map((at) =>
        `${at} ${termsOf(claim, booking.id)}`
      )
    );
    const held = places.get(booking.id) ?? new Set();
    const isHeld = held.size === wanted.length && wanted.every((place) => held.has(place));
    return !isHeld || slotsOf(booking).some((id) => !slots.get(id)?.bookings.includes(booking.id));
  });
}

/** What a hold says about one booking in it. */
function termsOf(hold: Hold, bookingId: string): string {
  const { slot, start, end, before, after, waiting } = hold;
  const until = waiting ? waiting[bookingId] ?? null : hold.until;
  return [slot, start, end, before, after, until].join(" ");
}

/** Live bookings of a host that begin from an instant on, by the index, never all; who asks to move is among them, as that ends before the meeting. */
async function listHolding(kv: Deno.Kv, hostId: string, from: number): Promise<Booking[]> {
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

async function getSlots(kv: Deno.Kv, ids: string[]): Promise<Map<string, Slot | null>> {
  const slots = new Map<string, Slot | null>();
  for (let i = 0; i < ids.length; i += 10) {
    const some = ids.slice(i, i + 10);
    const entries = await kv.getMany<Slot[]>(some.map(keys.slot));
    for (const [n, { value }] of entries.entries()) slots.set(some[n]!, value);
  }
  return slots;
}
