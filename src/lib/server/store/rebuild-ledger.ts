/** Rebuilds a host's ledger and shared slots from their bookings. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { type Hold, withBuffers } from "$lib/scheduling/holds.ts";
import { addClaim, nextSharedSlot, type SharedSlot } from "$lib/scheduling/shared-slot.ts";
import { commit } from "../kv/commit.ts";
import { getGuard, guardedCommit } from "../kv/guard.ts";
import { findMismatches, type LedgerComparison, requiredHolds } from "./ledger-comparison.ts";
import { daysOf } from "../kv/keys.ts";
import { addHold, fitsInStore, holdsIn, replaceHolds, type Shards, writeShards } from "./ledger.ts";
import { getSlot, writeSlots } from "./shared-slots.ts";
import { listCalendarEntries } from "./calendar-entries.ts";

/** One commit takes three full days with the records of all their slots. */
const DAYS_PER_COMMIT = 3;

export interface RebuildResult {
  /** The host's guard changed meanwhile; the rest needs another run. */
  hasConflict: boolean;
  /** The ledger afterwards. */
  shards: Shards;
  /** Bookings whose holds were restored. */
  restored: string[];
  /** Declined or cancelled bookings whose holds were removed. */
  released: string[];
  /** Bookings whose day record is full; nothing more can be booked on that day. */
  unplaced: string[];
}

/**
 * Writes missing and wrong holds, some days a commit, each with a check on the guard. Overlapping holds are for the
 * caller to report.
 */
export async function rebuildLedger(
  kv: Deno.Kv,
  was: LedgerComparison,
  now: number,
): Promise<RebuildResult> {
  const result: RebuildResult = {
    hasConflict: false,
    shards: was.shards,
    restored: [],
    released: [],
    unplaced: [],
  };
  const ended = new Set(was.ended.map(({ id }) => id));
  let guard = was.guard;
  const mismatched = [...findMismatches(was), ...was.ended]
    .sort((a, b) => a.start - b.start || a.createdAt - b.createdAt);
  for (const { bookings, days } of batchesOf(mismatched, was, ended)) {
    const part = selectDays(result.shards, days);
    const written: string[] = [];
    let is = part;
    for (const booking of bookings) {
      const claims = ended.has(booking.id) ? [] : requiredHoldsIn(was, booking);
      const next = claims.reduce(addToHold, replaceHolds(is, [booking.id], []));
      if (claims.length > 0 && !fitsInStore(next)) {
        result.unplaced.push(booking.id);
        continue;
      }
      is = next;
      written.push(booking.id);
    }
    const op = guardedCommit(kv, guard);
    writeSlots(writeShards(op, part, is), await outdatedSlots(kv, was, part, is, now));
    if (!await commit(op)) return { ...result, hasConflict: true };
    for (const id of written) (ended.has(id) ? result.released : result.restored).push(id);
    const after = await getGuard(kv, guard.hostId);
    if (after.guard.version !== guard.guard.version + 1) return { ...result, hasConflict: true };
    guard = after;
    result.shards = { ...result.shards, days: new Map([...result.shards.days, ...is.days]) };
  }
  return result;
}

/** Adds a claim to the hold of the same slot and time, or as a new hold. */
function addToHold(is: Shards, claim: Hold): Shards {
  const existing = holdsIn(is).find((held) =>
    held.slot === claim.slot && held.start === claim.start && held.end === claim.end &&
    held.bufferBefore === claim.bufferBefore && held.bufferAfter === claim.bufferAfter
  );
  return addHold(is, addClaim(existing, claim));
}

interface RebuildBatch {
  bookings: Booking[];
  days: Set<number>;
}

/** Groups of bookings whose days fit into one commit. */
function batchesOf(
  mismatched: Booking[],
  was: LedgerComparison,
  ended: ReadonlySet<string>,
): RebuildBatch[] {
  const found = new Map<string, number[]>();
  for (const [day, holds] of was.shards.days) {
    for (const id of holds.flatMap(({ bookingIds }) => bookingIds)) {
      found.set(id, [...found.get(id) ?? [], day]);
    }
  }
  const batches: RebuildBatch[] = [];
  for (const booking of mismatched) {
    const claims = ended.has(booking.id) ? [] : requiredHoldsIn(was, booking);
    const days = [
      ...found.get(booking.id) ?? [],
      ...claims.flatMap((each) => daysOf(withBuffers(each))),
    ];
    const last = batches.at(-1);
    const together = new Set([...last?.days ?? [], ...days]);
    if (last && together.size <= DAYS_PER_COMMIT) {
      last.bookings.push(booking);
      last.days = together;
    } else batches.push({ bookings: [booking], days: new Set(days) });
  }
  return batches;
}

/** The required holds of a booking within the days that were read. */
function requiredHoldsIn({ firstDay }: LedgerComparison, booking: Booking): Hold[] {
  return requiredHolds(booking).filter((claim) => daysOf(withBuffers(claim))[0]! >= firstDay - 1);
}

function selectDays({ hostId, days }: Shards, wanted: ReadonlySet<number>): Shards {
  return { hostId, days: new Map([...wanted].map((day) => [day, days.get(day) ?? []])) };
}

/** The shared slots of these days whose record is missing or differs from the ledger. */
async function outdatedSlots(
  kv: Deno.Kv,
  was: LedgerComparison,
  part: Shards,
  is: Shards,
  now: number,
): Promise<SharedSlot[]> {
  const shared = [...holdsIn(part), ...holdsIn(is)].filter(({ seatDeadlines }) =>
    seatDeadlines !== undefined
  );
  const slots: SharedSlot[] = [];
  for (const id of new Set(shared.map(({ slot }) => slot))) {
    const held = holdsIn(is).find(({ slot }) => slot === id) ?? null;
    const stored = await getSlot(kv, id);
    const booking = [...held?.bookingIds ?? [], ...stored?.bookingIds ?? []]
      .flatMap((bookingId) => was.bookings.get(bookingId) ?? [])[0];
    if (!booking || isUpToDate(stored, held)) continue;
    const slot = nextSharedSlot(stored, id, held, booking, now);
    slots.push(stored ? slot : { ...slot, ...await countersOf(kv, id) });
  }
  return slots;
}

function isUpToDate(slot: SharedSlot | null, held: Hold | null): boolean {
  const seated = held?.bookingIds ?? [];
  return slot !== null && slot.bookingIds.length === seated.length &&
    seated.every((id) => slot.bookingIds.includes(id)) &&
    (held === null || (slot.start === held.start && slot.end === held.end));
}

/**
 * SEQUENCE and revision after those last written to calendars, so that no calendar ignores the next write as old or
 * unchanged.
 */
async function countersOf(
  kv: Deno.Kv,
  slotId: string,
): Promise<Pick<SharedSlot, "sequence" | "revision">> {
  const entries = await listCalendarEntries(kv, slotId);
  return {
    sequence: Math.max(0, ...entries.map(({ sequence }) => sequence ?? 0)),
    revision: Math.max(0, ...entries.map(({ revision }) => revision)) + 1,
  };
}
