import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { formatShortDate, formatTime } from "$lib/i18n/date-time.ts";
import type { App } from "$lib/server/app.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { messages } from "$lib/i18n/messages.ts";
import { localeOf } from "../../booking-rows.ts";

/** The history of a booking in order, with reasons where a guest, the host or a calendar gave one. */
export async function historyView(app: App, booking: Booking, host: Host) {
  const entries = await listHistory(app.kv, booking.id);
  const { eventDeleted } = messages(host.language).dashboard.inbox.booking;
  return entries.map(({ at, by, event, message }) => ({
    at: formatHostTime(at, host),
    by,
    // An instant booking is confirmed from the start.
    what: event === "confirmed" && by === "guest" ? "booked" as const : event,
    message: message || (event === "cancelled" && by === "calendar" ? eventDeleted : ""),
  }));
}

/** An instant formatted in the host's zone. */
export function formatHostTime(instant: number, host: Host): string {
  const reader = localeOf(host);
  return `${formatShortDate(instant, reader)}, ${formatTime(instant, reader)}`;
}
