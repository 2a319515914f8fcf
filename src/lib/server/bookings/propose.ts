import { type Booking, decidingHosts } from "$lib/scheduling/booking.ts";
import { proposeTimes, type StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { findSlots } from "../availability/find-slots.ts";
import { areAllActive } from "../availability/snapshots.ts";
import { getBooking } from "../store/bookings.ts";
import { getBookedEventType } from "../store/event-types.ts";
import { getActiveHosts } from "../store/hosts.ts";
import { change, type ChangeRefusal } from "../changes/change.ts";
import { actsAs } from "../changes/team-rights.ts";
import { agreesForAll } from "./agreed-time.ts";

/** Other times that a host proposes for a pending request. */
export interface Proposal {
  hostId: string;
  /** The booking's revision that the form showed. */
  revision: number;
  /** Epoch ms; one to `MAX_PROPOSED_TIMES`. */
  starts: number[];
  message: string;
}

/** As many as an email lists. */
export const MAX_PROPOSED_TIMES = 5;

/** Proposes other times to the guest of a pending request, which stays pending until the guest picks one; `reschedule` then confirms it. "not-offered" where a time is the requested one or not free for every host of the booking, "inactive" where one of them is missing. */
export async function propose(
  app: App,
  bookingId: string,
  proposal: Proposal,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal | "invalid" | "not-offered">> {
  const { hostId, message } = proposal;
  const starts = [...new Set(proposal.starts)].sort((a, b) => a - b);
  const booking = await getBooking(app.kv, bookingId);
  if (!booking || !await actsAs(app.kv, booking, hostId)) return refused("not-found");
  const hosts = await getActiveHosts(app.kv, decidingHosts(booking));
  if (!hosts) return refused("inactive");
  if (starts.length === 0 || starts.length > MAX_PROPOSED_TIMES) {
    return refused("invalid", { fields: { starts: "start-invalid" } });
  }
  // Its guest has that time already, and nothing to take.
  if (starts.includes(booking.start)) return refused("not-offered");
  const type = await getBookedEventType(app.kv, booking);
  if (!type?.active) return refused("inactive");
  const minutes = (booking.end - booking.start) / MINUTE;
  for (const start of starts) {
    const window = { start, end: start + 1 };
    const offers = await findSlots(app, {
      hosts,
      type,
      minutes,
      window,
      excludedBookingId: booking.id,
    });
    if (!offers.starts.includes(start)) return refused("not-offered");
  }
  return await change(app, bookingId, {
    async decide(was, now, snapshots) {
      if (!areAllActive(snapshots, decidingHosts(was))) return refused("inactive");
      const isForAll = await agreesForAll(app, was, hostId);
      const proposed = proposeTimes(was, now, { hostId, isForAll, starts, message });
      if (!proposed.ok) return proposed;
      if (was.revision !== proposal.revision) return refused("changed");
      return accepted({
        booking: proposed.value,
        event: "times-proposed",
        ...(was.team ? { byHostId: hostId } : {}),
      });
    },
  });
}
