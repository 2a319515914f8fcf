import { deleteRange } from "./erase.ts";
import { keys } from "./keys.ts";

/** Deletes everything that was counted for a team that is erased; its record is closed, so nobody counts for it any more. */
export async function eraseCounts(kv: Deno.Kv, ownerId: string): Promise<void> {
  await deleteRange(kv, { prefix: keys.uncountedOf(ownerId) });
  await deleteRange(kv, { prefix: keys.bookingDaysOf(ownerId) });
  await deleteRange(kv, { prefix: keys.allCountedBookings(ownerId) });
  await deleteRange(kv, { prefix: keys.visitDaysOf(ownerId) });
  await deleteRange(kv, { prefix: keys.rotationDaysOf(ownerId) });
  await kv.delete(keys.countState(ownerId));
}
