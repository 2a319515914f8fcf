import { type Booking, holdsOf, isUpcoming } from "$lib/scheduling/booking.ts";
import { findDoubleBookings } from "$lib/scheduling/double-bookings.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import { formatWhen } from "$lib/i18n/date-time.ts";
import type { App } from "$lib/server/app.ts";
import { getBookings } from "$lib/server/store/bookings.ts";
import { localeOf } from "./booking-rows.ts";

const MAX_SHOWN = 10;

/** Pairs of live bookings of a host that overlap: the first ten. */
export async function listOverlaps(app: App, host: Host) {
  const shown = [];
  for (const pair of await app.checkLedger(host.id)) {
    const both = await stillOverlapping(app, pair);
    if (both && shown.push(both.map((booking) => overlapRow(booking, host))) === MAX_SHOWN) break;
  }
  return shown;
}

/** The two bookings while they still overlap; the first guest of a shared slot stands for all. */
async function stillOverlapping(app: App, pair: readonly [Hold, Hold]): Promise<Booking[] | null> {
  const now = app.now();
  const both: Booking[] = [];
  for (const { bookingIds } of pair) {
    const coming = (await getBookings(app.kv, bookingIds)).filter((each) => isUpcoming(each, now));
    if (!coming[0]) return null;
    both.push(coming[0]);
  }
  return findDoubleBookings(both.flatMap((booking) => holdsOf(booking, now))).length > 0
    ? both
    : null;
}

function overlapRow(booking: Booking, host: Host) {
  const { id, guest, type } = booking;
  return { id, guest: guest.name, type: type.title, when: formatWhen(booking, localeOf(host)) };
}
