import { type Actor, type Booking, decidingHosts, isSeat } from "$lib/scheduling/booking.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { cancelBooking, type StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import { withdrawMember } from "$lib/scheduling/team-transitions.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { change, type ChangeRefusal } from "../changes/change.ts";

/** A member who no longer takes part in a collective. */
export interface Withdrawal {
  hostId: string;
  /** "calendar" where they deleted their entry. */
  by: Extract<Actor, "host" | "calendar">;
  /** The revision that they acted on; null where none was shown. */
  revision: number | null;
}

/**
 * Takes a member out of a coming collective, which the others keep: their time is released. Without another required
 * member the meeting is cancelled. "not-offered" for a round robin and where guests share the time.
 */
export function withdraw(
  app: App,
  bookingId: string,
  { hostId, by, revision }: Withdrawal,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal | "not-offered">> {
  return change(app, bookingId, {
    decide(was, now) {
      if (!was.hosts.includes(hostId)) return refused("not-found");
      if (was.team?.mode !== "collective" || isSeat(was)) return refused("not-offered");
      const isRequired = decidingHosts(was).includes(hostId);
      const isStanding = decidingHosts(was).some((id) => id !== hostId) &&
        (isConfirmed(was) || !isRequired);
      const ended = cancelBooking(was, now, by, "");
      // Who is still needed to decide cannot leave the request undecided.
      if (!ended.ok) return ended;
      if (revision !== null && revision !== was.revision) return refused("changed");
      return accepted(
        isStanding
          ? {
            booking: withdrawMember(was, now, by, hostId),
            event: "member-withdrew",
            hosts: was.hosts.filter((id) => id !== hostId),
            byHostId: hostId,
          }
          : {
            booking: ended.value,
            event: ended.value.endReason === "withdrawn" ? "withdrawn" : "cancelled",
            byHostId: hostId,
          },
      );
    },
  });
}
