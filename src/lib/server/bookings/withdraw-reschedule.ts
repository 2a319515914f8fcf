import { type Booking, pendingReschedule } from "$lib/scheduling/booking.ts";
import { type StateRefusal, withdrawReschedule } from "$lib/scheduling/booking-transitions.ts";
import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { change, type ChangeRefusal } from "./change.ts";

/** A guest takes back the wish to move; the meeting keeps its time, and where no wish waits there is nothing to do. */
export function withdrawRescheduleRequest(
  app: App,
  bookingId: string,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal>> {
  return change(app, bookingId, {
    decide(was, now) {
      if (was.status === "CONFIRMED" && !pendingReschedule(was, now)) {
        return { unchanged: accepted(was) };
      }
      const withdrawn = withdrawReschedule(was, now);
      return withdrawn.ok
        ? accepted({ booking: withdrawn.value, event: "reschedule-withdrawn" })
        : withdrawn;
    },
  });
}
