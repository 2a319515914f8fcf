/** Where all guests of a shared slot meet: one location, changed for each of its bookings. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { isAwaited, withLocation } from "$lib/scheduling/booking-location.ts";
import type { BookingEvent } from "$lib/scheduling/booking-effects.ts";
import type { StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import type { BookedLocation } from "$lib/scheduling/location.ts";
import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import type { App } from "../app.ts";
import type { ChangeRefusal } from "./change.ts";
import { changeSharedSlot } from "./change-shared-slot.ts";
import { firstThatFit } from "./shared-slot-actions.ts";

/** Sets the location of a slot for all its guests. */
export function setSlotLocation(
  app: App,
  slotId: string,
  { hostId, location }: { hostId: string; location: BookedLocation },
): Promise<Outcome<SharedSlot, ChangeRefusal | StateRefusal>> {
  const wanted = JSON.stringify(location);
  return changeEverySeat(app, slotId, hostId, (booking, now) => {
    if (JSON.stringify(booking.type.location) === wanted) return null;
    return { booking: withLocation(booking, now, "host", location), event: "location-changed" };
  });
}

/** Stores the link that the calendar has made for a slot, or that it made none (null). */
export function settleSlotConference(
  app: App,
  slotId: string,
  { hostId, link }: { hostId: string; link: string | null },
): Promise<Outcome<SharedSlot, ChangeRefusal | StateRefusal>> {
  return changeEverySeat(app, slotId, hostId, (booking, now) => {
    const { location } = booking.type;
    if (!isAwaited(location)) return null;
    const settled = { ...location, value: link, failed: link === null };
    const event = link === null ? "conference-failed" : "conference-made";
    return { booking: withLocation(booking, now, "calendar", settled), event };
  });
}

type SeatChange = { booking: Booking; event: BookingEvent } | null;

/** Changes the bookings of a slot, in as many commits as they need; null leaves one as it is. */
async function changeEverySeat(
  app: App,
  slotId: string,
  hostId: string,
  changeOf: (booking: Booking, now: number) => SeatChange,
): Promise<Outcome<SharedSlot, ChangeRefusal | StateRefusal>> {
  for (;;) {
    let left = 0;
    const outcome = await changeSharedSlot<StateRefusal>(app, slotId, {
      hostId,
      start: null,
      make({ bookings }, now) {
        const seats = bookings.filter((each) => each.slot === slotId && changeOf(each, now));
        const first = firstThatFit(seats);
        left = seats.length - first.length;
        return accepted(first.map((each) => changeOf(each, now)!));
      },
    });
    if (!outcome.ok || left === 0) return outcome;
  }
}
