/** Makes a person's ledger and slots say again what their bookings say. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { type Hold, padded } from "$lib/scheduling/ledger.ts";
import { type Slot, slotAfter, withClaim } from "$lib/scheduling/seats.ts";
import { commit } from "./commit.ts";
import { beginTurn, getGuard } from "./guard.ts";
import { claimsOf, type Held, misheldIn } from "./held.ts";
import { daysOf } from "./keys.ts";
import { fits, hold, holdsIn, rehold, type Shards, writeShards } from "./ledger.ts";
import { getSlot, writeSlots } from "./slots.ts";
import { listEntries } from "./written.ts";

/** Three full days with the records of all their slots are what one commit takes. */
const DAYS_AT_ONCE = 3;

export interface Rebuilt {
  /** Somebody else changed the person's time meanwhile: what is left is for another reading. */
  isLost: boolean;
  /** The ledger as it is afterwards. */
  shards: Shards;
  /** Bookings that hold their time again. */
  held: string[];
  /** Bookings that held time though they were declined or cancelled. */
  released: string[];
  /** Bookings whose day has no room left, so that nothing more can be booked in it either. */
  left: string[];
}

/**
 * Writes what is missing or wrong, some days a commit, each with a check on the guard and a new value for it. What holds
 * the same time afterwards is for the caller to see.
 */
export async function rebuild(kv: Deno.Kv, was: Held, now: number): Promise<Rebuilt> {
  const done: Rebuilt = { isLost: false, shards: was.shards, held: [], released: [], left: [] };
  const ended = new Set(was.ended.map(({ id }) => id));
  let guard = was.guard;
  const wrong = [...misheldIn(was), ...was.ended]
    .sort((a, b) => a.start - b.start || a.createdAt - b.createdAt);
  for (const { bookings, days } of batchesOf(wrong, was, ended)) {
    const part = partOf(done.shards, days);
    const written: string[] = [];
    let is = part;
    for (const booking of bookings) {
      const claims = ended.has(booking.id) ? [] : claimsIn(was, booking);
      const next = claims.reduce(claimed, rehold(is, [booking.id], []));
      if (claims.length > 0 && !fits(next)) {
        done.left.push(booking.id);
        continue;
      }
      is = next;
      written.push(booking.id);
    }
    const op = beginTurn(kv, guard);
    writeSlots(writeShards(op, part, is), await slotsIn(kv, was, part, is, now));
    if (!await commit(op)) return { ...done, isLost: true };
    for (const id of written) (ended.has(id) ? done.released : done.held).push(id);
    const after = await getGuard(kv, guard.hostId);
    if (after.guard.turn !== guard.guard.turn + 1) return { ...done, isLost: true };
    guard = after;
    done.shards = { ...done.shards, days: new Map([...done.shards.days, ...is.days]) };
  }
  return done;
}

/** With one more claim; a hold of the same slot that says another time is none. */
function claimed(is: Shards, claim: Hold): Shards {
  const there = holdsIn(is).find((held) =>
    held.slot === claim.slot && held.start === claim.start && held.end === claim.end &&
    held.before === claim.before && held.after === claim.after
  );
  return hold(is, withClaim(there, claim));
}

interface Batch {
  bookings: Booking[];
  days: Set<number>;
}

/** Bookings whose days fit one commit together. */
function batchesOf(wrong: Booking[], was: Held, ended: ReadonlySet<string>): Batch[] {
  const found = new Map<string, number[]>();
  for (const [day, holds] of was.shards.days) {
    for (const id of holds.flatMap(({ bookings }) => bookings)) {
      found.set(id, [...found.get(id) ?? [], day]);
    }
  }
  const batches: Batch[] = [];
  for (const booking of wrong) {
    const claims = ended.has(booking.id) ? [] : claimsIn(was, booking);
    const days = [
      ...found.get(booking.id) ?? [],
      ...claims.flatMap((each) => daysOf(padded(each))),
    ];
    const last = batches.at(-1);
    const together = new Set([...last?.days ?? [], ...days]);
    if (last && together.size <= DAYS_AT_ONCE) {
      last.bookings.push(booking);
      last.days = together;
    } else batches.push({ bookings: [booking], days: new Set(days) });
  }
  return batches;
}

/** What a booking holds of the days that were read. */
function claimsIn({ day }: Held, booking: Booking): Hold[] {
  return claimsOf(booking).filter((claim) => daysOf(padded(claim))[0]! >= day - 1);
}

function partOf({ hostId, days }: Shards, wanted: ReadonlySet<number>): Shards {
  return { hostId, days: new Map([...wanted].map((day) => [day, days.get(day) ?? []])) };
}

/** The slots of these days whose record is not there, or does not say what the ledger says now. */
async function slotsIn(
  kv: Deno.Kv,
  was: Held,
  part: Shards,
  is: Shards,
  now: number,
): Promise<Slot[]> {
  const shared = [...holdsIn(part), ...holdsIn(is)].filter(({ waiting }) => waiting !== undefined);
  const slots: Slot[] = [];
  for (const id of new Set(shared.map(({ slot }) => slot))) {
    const held = holdsIn(is).find(({ slot }) => slot === id) ?? null;
    const stored = await getSlot(kv, id);
    const someone = [...held?.bookings ?? [], ...stored?.bookings ?? []]
      .flatMap((bookingId) => was.bookings.get(bookingId) ?? [])[0];
    if (!someone || says(stored, held)) continue;
    const slot = slotAfter(stored, id, held, someone, now);
    slots.push(stored ? slot : { ...slot, ...await countsOf(kv, id) });
  }
  return slots;
}

function says(slot: Slot | null, held: Hold | null): boolean {
  const seated = held?.bookings ?? [];
  return slot !== null && slot.bookings.length === seated.length &&
    seated.every((id) => slot.bookings.includes(id)) &&
    (held === null || (slot.start === held.start && slot.end === held.end));
}

/** A slot begins again behind what was written of it: no calendar takes it for older, or for what stands there already. */
async function countsOf(
  kv: Deno.Kv,
  slotId: string,
): Promise<Pick<Slot, "sequence" | "revision">> {
  const entries = await listEntries(kv, slotId);
  return {
    sequence: Math.max(0, ...entries.map(({ sequence }) => sequence ?? 0)),
    revision: Math.max(0, ...entries.map(({ revision }) => revision)) + 1,
  };
}
