import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { expireBooking, type StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import { expireReschedule } from "$lib/scheduling/reschedule-transitions.ts";
import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { type HostSnapshot, overdueBookings } from "../availability/snapshots.ts";
import { nextMembers, passOn } from "./pass-on.ts";
import { type BookingChangeSpec, change, changeLocked, type ChangeRefusal } from "./change.ts";

/** Expires a request or a reschedule request that is past its deadline, or passes a request to the next member of its round robin; refused before its deadline or once it was decided. */
export function expire(
  app: App,
  bookingId: string,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal>> {
  return change(app, bookingId, expiryOf(app));
}

/** Like `expire`, for a caller who holds the locks of the booking's hosts. */
export function expireLocked(
  app: App,
  bookingId: string,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal>> {
  return changeLocked(app, bookingId, expiryOf(app));
}

/** Expires requests past their deadline that are in the way; whether there were any. */
export async function expireOverdue(
  app: App,
  snapshots: readonly HostSnapshot[],
  now: number,
): Promise<boolean> {
  const overdue = new Set(snapshots.flatMap(({ holds }) => overdueBookings(holds, now)));
  for (const bookingId of overdue) await expireLocked(app, bookingId);
  return overdue.size > 0;
}

function expiryOf(app: App): BookingChangeSpec<StateRefusal> {
  return {
    ...nextMembers(app),
    async decide(was, now, snapshots) {
      const isReschedule = isConfirmed(was);
      const ended = isReschedule ? expireReschedule(was, now) : expireBooking(was, now);
      if (!ended.ok) return ended;
      const next = await passOn(app, was, { snapshots, now, by: "time" });
      if (next) return accepted(next);
      return accepted({
        booking: ended.value,
        event: isReschedule ? "reschedule-expired" : "expired",
      });
    },
  };
}
