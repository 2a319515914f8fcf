/** The bookings of a host on days on which they will be away, and their cancellation with one message. */
import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import { stateOf } from "$lib/scheduling/booking-state.ts";
import type { StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import { addDays, startOfDay } from "$lib/scheduling/day.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import { refused } from "$lib/scheduling/outcome.ts";
import { overlaps, type Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { listBookingPlaces } from "../store/booking-places.ts";
import { getBooking, getBookings } from "../store/bookings.ts";
import { isHiddenFromHost } from "../store/guests.ts";
import { listHolds } from "../store/ledger.ts";
import { cancel } from "./cancel.ts";
import type { ChangeRefusal } from "../changes/change.ts";
import { reject } from "./decide.ts";

/** Whole days in the host's zone, the last one included. */
export interface Days {
  first: string;
  last: string;
}

/** What is on some days: live bookings and requests by their start, and what the host has already cancelled or declined. */
export interface OnDays {
  live: Booking[];
  ended: Booking[];
}

/** The most bookings that are listed of what was cancelled. */
const MAX_ENDED = 200;

/** Everything that holds time of a host on these days, by their ledger; also a meeting that only asks to move there. */
export async function listOnDays(app: App, host: Host, days: Days): Promise<OnDays> {
  await app.checkLedger(host.id);
  const span = spanOf(days, host.zone);
  const now = app.now();
  const holds = (await listHolds(app.kv, host.id, span)).filter((hold) => overlaps(hold, span));
  const ids = [...new Set(holds.flatMap(({ bookingIds }) => bookingIds))];
  const live = (await getBookings(app.kv, ids)).filter((booking) =>
    booking.hosts.includes(host.id) && isLiveBooking(booking, now) && !isHiddenFromHost(booking) &&
    booking.end > now
  );
  return {
    live: live.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1)),
    ended: await endedByHost(app, host.id, span),
  };
}

async function endedByHost(app: App, hostId: string, span: Span): Promise<Booking[]> {
  const range = { from: span.start - DAY, to: span.end, after: null, latestFirst: false };
  const places = await Promise.all(
    (["cancelled", "declined"] as const).map((list) =>
      listBookingPlaces(app.kv, hostId, list, { ...range, limit: MAX_ENDED })
    ),
  );
  const found = await getBookings(app.kv, places.flat().map(({ id }) => id));
  return found.filter((booking) => booking.changedBy === "host" && overlaps(booking, span))
    .sort((a, b) => a.start - b.start);
}

/** Whether a booking lies on the days itself, and is not only asked to move there. */
export function isItselfOn(booking: Booking, host: Pick<Host, "zone">, days: Days): boolean {
  return overlaps(booking, spanOf(days, host.zone));
}

/** From the start of the first day to the end of the last, whatever the clock does in between. */
function spanOf({ first, last }: Days, zone: string): Span {
  return { start: startOfDay(first, zone), end: startOfDay(addDays(last, 1), zone) };
}

/**
 * Cancels a meeting that lies on these days, or declines a request or the request to move there, as the host would on its
 * page. One commit of its own: what is cancelled already is refused as such, and nothing else is touched.
 */
export async function clearFromDays(
  app: App,
  bookingId: string,
  { host, days, message }: { host: Host; days: Days; message: string },
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal | "too-late">> {
  const booking = await getBooking(app.kv, bookingId);
  if (!booking?.hosts.includes(host.id)) return refused("not-found");
  const { revision } = booking;
  const state = stateOf(booking, app.now());
  const isMeeting = state === "confirmed" || state === "reschedule-requested";
  if (isMeeting && isItselfOn(booking, host, days)) {
    const by = { actor: "host", hostId: host.id } as const;
    return await cancel(app, bookingId, { by, reason: message, revision });
  }
  const isOn = state === "reschedule-requested"
    ? overlaps(booking.rescheduleRequest!, spanOf(days, host.zone))
    : isItselfOn(booking, host, days);
  if (!isOn) return refused("changed");
  return await reject(app, bookingId, { hostId: host.id, revision, message, force: false });
}
