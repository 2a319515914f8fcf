import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { HostNoteText } from "$lib/scheduling/host-note.ts";
import type { App as Invito } from "$lib/server/app.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { Revision } from "$lib/server/http/action.ts";
import * as v from "valibot";
import { changeAction } from "./booking-actions.ts";

/** What the host has noted on a booking; null for managers, and once the guest's data was erased. */
export async function notePartOf(app: Invito, booking: Booking, host: Host) {
  if (booking.guestErasedAt || !booking.hosts.includes(host.id)) return null;
  const found = await bookings.getHostNote(app, booking.id, host.id);
  return found.ok ? { text: found.value.text, revision: found.value.revision } : null;
}

export const note = changeAction(
  "noted",
  v.object({ note: HostNoteText, revision: Revision }),
  ({ app, booking, host }, { note: text, revision }) =>
    bookings.setHostNote(app, booking.id, { hostId: host.id, text, revision }),
);
