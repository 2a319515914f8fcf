import { emptyHostNote, type HostNote } from "$lib/scheduling/host-note.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { readBooking } from "../store/bookings.ts";
import { retryCommit } from "../kv/commit.ts";
import { readHostNote, writeHostNote } from "../store/host-notes.ts";

/** What a host has noted on a booking of theirs; "not-found" for everybody who is not one of its hosts. */
export async function getHostNote(
  app: App,
  bookingId: string,
  hostId: string,
): Promise<Outcome<HostNote, "not-found">> {
  const booking = await readBooking(app.kv, bookingId);
  if (!booking?.value.hosts.includes(hostId)) return refused("not-found");
  return accepted((await readHostNote(app.kv, hostId, bookingId)).value ?? emptyHostNote);
}

/**
 * Keeps a host's note on a booking; the booking itself stays as it is, and nobody is told. "changed" when `revision` is
 * given and outdated, "invalid" once the guest's data was erased.
 */
export function setHostNote(
  app: App,
  bookingId: string,
  { hostId, text, revision }: { hostId: string; text: string; revision: number | null },
): Promise<Outcome<HostNote, "not-found" | "changed" | "invalid" | "busy">> {
  return retryCommit<Outcome<HostNote, "not-found" | "changed" | "invalid">>(async () => {
    const booking = await readBooking(app.kv, bookingId);
    if (!booking?.value.hosts.includes(hostId)) return refused("not-found");
    if (booking.value.guestErasedAt) {
      return refused("invalid", { fields: { note: "guest-erased" } });
    }
    const was = await readHostNote(app.kv, hostId, bookingId);
    const stored = was.value ?? emptyHostNote;
    if (revision !== null && revision !== stored.revision) return refused("changed");
    if (text === stored.text) return accepted(stored);
    const note = { text, changedAt: app.now(), revision: stored.revision + 1 };
    return await writeHostNote(app.kv, booking, was, note) ? accepted(note) : "lost";
  });
}
