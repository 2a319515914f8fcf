import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { shortDate, timeOfDay } from "$lib/scheduling/wording.ts";
import type { App } from "$lib/server/app.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { wordsFor } from "$lib/words/index.ts";
import { readerOf } from "../../rows.ts";

/** What became of a booking, in order, and why where somebody said so or their calendar did. */
export async function storyOf(app: App, booking: Booking, host: Host) {
  const entries = await listHistory(app.kv, booking.id);
  const { entryDeleted } = wordsFor(host.language).dashboard.inbox.booking;
  return entries.map(({ at, by, what, message }) => ({
    at: whenOf(at, host),
    by,
    // What is booked at once stands as confirmed from its first moment.
    what: what === "confirmed" && by === "guest" ? "booked" as const : what,
    message: message || (what === "cancelled" && by === "calendar" ? entryDeleted : ""),
  }));
}

/** An instant as the page says it, in the host's zone. */
export function whenOf(instant: number, host: Host): string {
  const reader = readerOf(host);
  return `${shortDate(instant, reader)}, ${timeOfDay(instant, reader)}`;
}
