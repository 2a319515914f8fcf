import type { Booking } from "$lib/scheduling/booking.ts";
import { isConfirmed, stateOf } from "$lib/scheduling/booking-state.ts";
import { cancelBooking, type StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import { withdrawReschedule } from "$lib/scheduling/reschedule-transitions.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { isTooLate } from "$lib/scheduling/guest-deadlines.ts";
import type { App } from "../app.ts";
import { change, type ChangeRefusal } from "../changes/change.ts";
import type { BookingChange } from "../changes/make-change.ts";
import { actsAs } from "../changes/team-rights.ts";

/** Who cancels a booking, and why. */
export interface Cancellation {
  by: { actor: "guest" } | { actor: "host" | "calendar"; hostId: string } | {
    /** The team itself, as when it is deleted. */
    actor: "team";
    teamId: string;
  };
  reason: string;
  /** The revision that the form showed; null where none was shown. */
  revision: number | null;
  /** Whether another date of its series was cancelled with it. */
  isToldWithOther?: boolean;
}

/** Cancels a confirmed booking or withdraws a pending request; its time is free at once. "too-late" after the cancellation notice. */
export function cancel(
  app: App,
  bookingId: string,
  cancellation: Cancellation,
): Promise<Outcome<Booking, ChangeRefusal | CancelRefusal>> {
  const { isToldWithOther } = cancellation;
  return change(app, bookingId, { isToldWithOther, decide: cancelling(app, cancellation) });
}

/** Why nothing is cancelled. */
export type CancelRefusal = StateRefusal | "not-found" | "changed" | "too-late";

/** What a cancellation makes of a booking. */
export function cancelling(app: App, { by, reason, revision }: Cancellation) {
  return async (was: Booking, now: number): Promise<Outcome<BookingChange, CancelRefusal>> => {
    if (!await mayCancel(app, was, by)) return refused("not-found");
    // A meeting that is over cannot be cancelled, except a test booking.
    const isOver = isConfirmed(was) && was.end <= now && !was.isTest;
    if ((by.actor === "host" || by.actor === "team") && isOver) return refused("changed");
    const ended = cancelBooking(was, now, by.actor === "team" ? "host" : by.actor, reason);
    if (!ended.ok) return ended;
    if (by.actor === "guest" && isTooLate(was, "cancel", now)) return refused("too-late");
    if (revision !== null && revision !== was.revision) return refused("changed");
    return accepted({
      booking: ended.value,
      event: ended.value.endReason === "withdrawn" ? "withdrawn" : "cancelled",
      ...(was.team && "hostId" in by ? { byHostId: by.hostId } : {}),
    });
  };
}

/** One of its hosts, a manager of its team, the team itself, or the guest. */
async function mayCancel(app: App, was: Booking, by: Cancellation["by"]): Promise<boolean> {
  if (by.actor === "guest") return true;
  if (by.actor === "team") return was.team?.id === by.teamId;
  return await actsAs(app.kv, was, by.hostId) !== null;
}

/** Withdraws a guest's reschedule request; the meeting keeps its time. Without a pending request nothing changes. */
export function withdrawRescheduleRequest(
  app: App,
  bookingId: string,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal>> {
  return change(app, bookingId, {
    decide(was, now) {
      if (stateOf(was, now) === "confirmed") {
        return { unchanged: accepted(was) };
      }
      const withdrawn = withdrawReschedule(was, now);
      return withdrawn.ok
        ? accepted({ booking: withdrawn.value, event: "reschedule-withdrawn" })
        : withdrawn;
    },
  });
}
