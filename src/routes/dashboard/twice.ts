import { type Booking, holdsOf, isComing } from "$lib/scheduling/booking.ts";
import { givenTwice } from "$lib/scheduling/given-twice.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Hold } from "$lib/scheduling/ledger.ts";
import { whenInWords } from "$lib/scheduling/wording.ts";
import type { App } from "$lib/server/app.ts";
import { getBookings } from "$lib/server/store/bookings.ts";
import { readerOf } from "./rows.ts";

const MOST = 10;

/** Bookings of a host that overlap and both stand, two by two, as the host can act on them: the first ten. */
export async function overlapsOf(app: App, host: Host) {
  const shown = [];
  for (const pair of await app.checkLedger(host.id)) {
    const both = await standing(app, pair);
    if (both && shown.push(both.map((booking) => named(booking, host))) === MOST) break;
  }
  return shown;
}

/** The two bookings while they still overlap; of guests who share a time, the first stands for all. */
async function standing(app: App, pair: readonly [Hold, Hold]): Promise<Booking[] | null> {
  const now = app.now();
  const both: Booking[] = [];
  for (const { bookings } of pair) {
    const coming = (await getBookings(app.kv, bookings)).filter((each) => isComing(each, now));
    if (!coming[0]) return null;
    both.push(coming[0]);
  }
  return givenTwice(both.flatMap((booking) => holdsOf(booking, now))).length > 0 ? both : null;
}

function named(booking: Booking, host: Host) {
  const { id, guest, type } = booking;
  return { id, guest: guest.name, type: type.title, when: whenInWords(booking, readerOf(host)) };
}
