import type { Booking } from "$lib/scheduling/booking.ts";
import {
  expireBooking,
  expireReschedule,
  type StateRefusal,
} from "$lib/scheduling/booking-transitions.ts";
import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { type BookingChangeSpec, change, changeLocked, type ChangeRefusal } from "./change.ts";

/** Expires a request or a reschedule request that is past its deadline; refused before its deadline or once it was decided. */
export function expire(
  app: App,
  bookingId: string,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal>> {
  return change(app, bookingId, expiry);
}

/** Like `expire`, for a caller who holds the locks of the booking's hosts. */
export function expireLocked(
  app: App,
  bookingId: string,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal>> {
  return changeLocked(app, bookingId, expiry);
}

const expiry: BookingChangeSpec<StateRefusal> = {
  decide(was, now) {
    const isReschedule = was.status === "CONFIRMED";
    const ended = isReschedule ? expireReschedule(was, now) : expireBooking(was, now);
    if (!ended.ok) return ended;
    return accepted({
      booking: ended.value,
      event: isReschedule ? "reschedule-expired" : "expired",
    });
  },
};
