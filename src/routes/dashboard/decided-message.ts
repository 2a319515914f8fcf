import { lastChange } from "$lib/scheduling/booking-history.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { formatWhen } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "$lib/server/app.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { localeOf } from "./booking-rows.ts";

const told = [
  "confirmed",
  "partly-confirmed",
  "passed-on",
  "rejected",
  "rescheduled",
  "reschedule-declined",
] as const;

/** What a host has just decided, as the page that they come back to says it; null for other people's bookings. */
export async function decidedMessage(
  app: App,
  host: Host,
  id: string | null,
): Promise<string | null> {
  const booking = id ? await getBooking(app.kv, id) : null;
  const hasPassedOn = booking?.team?.declinedBy.includes(host.id) ?? false;
  if (!booking || (!booking.hosts.includes(host.id) && !hasPassedOn)) return null;
  const last = lastChange(await listHistory(app.kv, booking.id));
  const { done } = messages(host.language).dashboard.inbox.decide;
  const what = told.find((each) => each === last);
  return what === undefined ? null : format(done[what], {
    name: booking.guest.name,
    when: formatWhen(booking, localeOf(host)),
  });
}
