import type { Booking } from "$lib/scheduling/booking.ts";
import { expireBooking, expireMove } from "$lib/scheduling/booking-life.ts";
import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { type Change, change, changeInTurn } from "./change.ts";

/** Ends a request, or the wish to move, that is past its deadline; refused while it still has time or when it was decided. */
export function expire(app: App, bookingId: string): Promise<Outcome<Booking>> {
  return change(app, bookingId, expiry);
}

/** The same for somebody who already has the turn of these persons. */
export function expireInTurn(app: App, bookingId: string): Promise<Outcome<Booking>> {
  return changeInTurn(app, bookingId, expiry);
}

const expiry: Change = {
  make(was, now) {
    const wish = was.status === "CONFIRMED";
    const ended = wish ? expireMove(was, now) : expireBooking(was, now);
    if (!ended.ok) return ended;
    return accepted({ booking: ended.value, event: wish ? "move-expired" : "expired" });
  },
};
