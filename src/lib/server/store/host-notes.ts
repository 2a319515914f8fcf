import type { Booking } from "$lib/scheduling/booking.ts";
import type { HostNote } from "$lib/scheduling/host-note.ts";
import { commit } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";

/** A host's note on a booking with its version to check. */
export function readHostNote(
  kv: Deno.Kv,
  hostId: string,
  bookingId: string,
): Promise<Deno.KvEntryMaybe<HostNote>> {
  return kv.get<HostNote>(keys.hostNote(hostId, bookingId));
}

/**
 * Writes a host's note in place of the one that was read; false when it changed, or the booking did: one whose guest was
 * erased or who has other hosts now takes none.
 */
export function writeHostNote(
  kv: Deno.Kv,
  booking: Deno.KvEntry<Booking>,
  was: Deno.KvEntryMaybe<HostNote>,
  note: HostNote,
): Promise<boolean> {
  return commit(kv.atomic().check(booking).check(was).set(was.key, note));
}

/** Adds to a commit: the notes of these hosts on a booking are deleted. */
export function dropHostNotes(
  op: Deno.AtomicOperation,
  bookingId: string,
  hostIds: readonly string[],
): void {
  for (const hostId of hostIds) op.delete(keys.hostNote(hostId, bookingId));
}
