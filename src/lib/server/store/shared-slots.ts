import type { Booking } from "$lib/scheduling/booking.ts";
import { nextSharedSlot, type SharedSlot, sharedSlotIds } from "$lib/scheduling/shared-slot.ts";
import { keys } from "../kv/keys.ts";
import { holdsIn, type Shards } from "./ledger.ts";

export async function getSlot(kv: Deno.Kv, slotId: string): Promise<SharedSlot | null> {
  return (await kv.get<SharedSlot>(keys.slot(slotId))).value;
}

/**
 * The shared slots of changed bookings as they are after the change, with the seats that the new ledgers of their hosts
 * hold, each the same. Read after the guards, which every change of a seat checks.
 */
export async function slotsAfterChange(
  kv: Deno.Kv,
  ledgers: readonly Shards[],
  bookings: readonly Booking[],
  now: number,
): Promise<SharedSlot[]> {
  if (ledgers.length === 0) return [];
  const touched = new Map(
    bookings.flatMap((booking) => sharedSlotIds(booking).map((id) => [id, booking])),
  );
  return await Promise.all([...touched].map(async ([id, booking]) => {
    const hold = ledgers.flatMap(holdsIn).find(({ slot }) => slot === id) ?? null;
    return nextSharedSlot(await getSlot(kv, id), id, hold, booking, now);
  }));
}

/** Adds to a commit: the changed slots. Past ones are deleted by `purge-ledger.ts`. */
export function writeSlots(
  op: Deno.AtomicOperation,
  slots: readonly SharedSlot[],
): Deno.AtomicOperation {
  for (const slot of slots) op.set(keys.slot(slot.id), slot);
  return op;
}
