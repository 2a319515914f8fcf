import type { Booking } from "$lib/scheduling/booking.ts";
import { cancelBooking, type StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { isTooLate } from "$lib/scheduling/guest-deadlines.ts";
import type { App } from "../app.ts";
import { change, type ChangeRefusal } from "./change.ts";

/** Who ends a booking, and why. */
export interface Cancellation {
  by: { actor: "guest" } | { actor: "host" | "calendar"; hostId: string };
  reason: string;
  /** The revision that the form showed; null where none was shown. */
  revision: number | null;
}

/** Ends a live booking: a guest's request is withdrawn, an agreed meeting cancelled for everybody; its time is free at once. */
export function cancel(
  app: App,
  bookingId: string,
  { by, reason, revision }: Cancellation,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal | "too-late">> {
  return change(app, bookingId, {
    decide(was, now) {
      if (by.actor !== "guest" && !was.hosts.includes(by.hostId)) return refused("not-found");
      // What has taken place cannot be called off; a test never does.
      const isOver = was.status === "CONFIRMED" && was.end <= now && !was.isTest;
      if (by.actor === "host" && isOver) return refused("changed");
      const ended = cancelBooking(was, now, by.actor, reason);
      if (!ended.ok) return ended;
      if (by.actor === "guest" && isTooLate(was, "cancel", now)) return refused("too-late");
      if (revision !== null && revision !== was.revision) return refused("changed");
      return accepted({
        booking: ended.value,
        event: was.status === "PENDING" ? "withdrawn" : "cancelled",
      });
    },
  });
}
