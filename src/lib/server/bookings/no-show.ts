import { type Booking, pendingReschedule } from "$lib/scheduling/booking.ts";
import { setNoShow, type StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { change, type ChangeRefusal } from "../changes/change.ts";
import { expireLocked } from "../changes/expire.ts";
import { actsAs } from "../changes/team-rights.ts";

/** Marks a past booking's guest as a no-show, or removes the mark, with a revision only of the booking as it was then; nobody is notified. */
export function noShow(
  app: App,
  bookingId: string,
  { hostId, isNoShow, revision = null }: {
    hostId: string;
    isNoShow: boolean;
    revision?: number | null;
  },
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal | "not-offered">> {
  return change(app, bookingId, {
    async decide(was, now) {
      if (!await actsAs(app.kv, was, hostId)) return refused("not-found");
      if (revision !== null && revision !== was.revision) return refused("changed");
      if (Boolean(was.noShowAt) === isNoShow) return { unchanged: accepted(was) };
      // An expired reschedule request is expired in the store first, so that its time is released.
      if (was.rescheduleRequest && !pendingReschedule(was, now)) {
        await expireLocked(app, bookingId);
        return "retry";
      }
      const noted = setNoShow(was, now, isNoShow);
      if (!noted.ok) return noted;
      return accepted({ booking: noted.value, event: isNoShow ? "no-show" : "no-show-undone" });
    },
  });
}
