import type { Booking } from "$lib/scheduling/booking.ts";
import { nextSharedSlot, type SharedSlot, sharedSlotIds } from "$lib/scheduling/shared-slot.ts";
import { keys } from "./keys.ts";
import { holdsIn, type Shards } from "./ledger.ts";

export async function getSlot(kv: Deno.Kv, slotId: string): Promise<SharedSlot | null> {
  return (await kv.get<SharedSlot>(keys.slot(slotId))).value;
}

/**
 * The slots that changed bookings have a seat in, before or after, as they are then: who holds one is what the ledger
 * says. To be read after the guard, which every change of a seat turns.
 */
export async function slotsAfterChange(
  kv: Deno.Kv,
  is: Shards | undefined,
  bookings: readonly Booking[],
  now: number,
): Promise<SharedSlot[]> {
  const touched = new Map(
    bookings.flatMap((booking) => sharedSlotIds(booking).map((id) => [id, booking])),
  );
  if (touched.size === 0 || !is) return [];
  const holds = holdsIn(is);
  return await Promise.all([...touched].map(async ([id, booking]) => {
    const hold = holds.find(({ slot }) => slot === id) ?? null;
    return nextSharedSlot(await getSlot(kv, id), id, hold, booking, now);
  }));
}

/** Adds the slots to the commit that changes them; past ones go by `clearing-ledger.ts`. */
export function writeSlots(
  op: Deno.AtomicOperation,
  slots: readonly SharedSlot[],
): Deno.AtomicOperation {
  for (const slot of slots) op.set(keys.slot(slot.id), slot);
  return op;
}
