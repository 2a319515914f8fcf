import type { Booking } from "$lib/scheduling/booking.ts";
import {
  acceptReschedule,
  confirmBooking,
  declineReschedule,
  rejectBooking,
} from "$lib/scheduling/booking-transitions.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getGuard, type Guard } from "../store/guard.ts";
import type { HostSnapshot } from "../availability/snapshots.ts";
import { getBooking } from "../store/bookings.ts";
import { getHost } from "../store/hosts.ts";
import { type BookingChange, change } from "./change.ts";
import { fingerprintsOf } from "./conflict-fingerprints.ts";
import { checkNow } from "./conflict-check.ts";
import { organizerOf } from "./new-booking.ts";

/** A host's answer to a request or to a wish to move, as the form sent it. */
export interface HostDecision {
  /** Who decides; somebody else's booking is "not-found". */
  hostId: string;
  /** The booking's revision that the form showed. */
  revision: number;
  message: string;
  /** The host saw the conflict or the unasked calendar and says yes anyway. */
  force: boolean;
  /** What of it they were shown, by its marks: more than that is shown before anything is set aside. Missing sets aside whatever there is. */
  acknowledged?: readonly string[];
}

const MAX_CHECKS = 3;

/** The host's yes. "conflict" and "unreachable" come back once, to be shown; with `anyway` they are set aside. */
export async function confirm(
  app: App,
  bookingId: string,
  decision: HostDecision,
): Promise<Outcome<Booking>> {
  const shown = decision.force ? decision.acknowledged : [];
  if (!shown) return (await commitConfirmation(app, bookingId, decision, null))!;
  for (let look = 1; look <= MAX_CHECKS; look++) {
    const readings = syncGenerations((await getGuard(app.kv, decision.hostId)).guard);
    const doubts = await checkConflicts(app, bookingId, decision.hostId, shown);
    if (doubts) return doubts;
    const outcome = await commitConfirmation(app, bookingId, decision, readings);
    if (outcome) return outcome;
  }
  return refused("busy", { retryAfter: 1 });
}

/** Commits the yes; null when a calendar was read anew since the host's calendars were looked at: what came in must be looked at, too. */
async function commitConfirmation(
  app: App,
  bookingId: string,
  decision: HostDecision,
  readings: string | null,
): Promise<Outcome<Booking> | null> {
  let isOutdated = false;
  const outcome = await changeAsHost(app, bookingId, decision, (was, now, persons) => {
    const person = persons.find(({ host }) => host.id === decision.hostId);
    isOutdated = readings !== null && !!person && syncGenerations(person.guard.guard) !== readings;
    if (isOutdated) return refused("changed");
    if (was.status === "CONFIRMED" && was.rescheduleRequest) {
      return asChange(acceptReschedule(was, now), "moved");
    }
    const confirmed = confirmBooking(was, now, decision.message);
    if (!confirmed.ok) return confirmed;
    const organizer = was.organizer ?? (person ? organizerOf(person.host) : null);
    return accepted({ booking: { ...confirmed.value, organizer }, event: "confirmed" });
  });
  return isOutdated ? null : outcome;
}

/** Names what is known of a person's calendars: another reading, another name. */
function syncGenerations({ calendars }: Guard): string {
  return Object.values(calendars).map(({ generation }) => generation).sort().join(" ");
}

/** The host's no to a request, which writes nothing to a calendar, or to a wish to move, which leaves the meeting where it is. */
export function reject(
  app: App,
  bookingId: string,
  decision: HostDecision,
): Promise<Outcome<Booking>> {
  return changeAsHost(
    app,
    bookingId,
    decision,
    (was, now) =>
      was.status === "CONFIRMED" && was.rescheduleRequest
        ? asChange(declineReschedule(was, now, decision.message), "reschedule-declined")
        : asChange(rejectBooking(was, now, decision.message), "rejected"),
  );
}

async function checkConflicts(
  app: App,
  bookingId: string,
  hostId: string,
  shown: readonly string[],
): Promise<Outcome<never> | null> {
  const booking = await getBooking(app.kv, bookingId);
  const host = booking?.hosts.includes(hostId) ? await getHost(app.kv, hostId) : null;
  if (!booking || !host) return refused("not-found");
  const look = await checkNow(app, booking, host);
  const doubts = await fingerprintsOf(look);
  const isNew = (mark: string) => !shown.includes(mark);
  if (doubts.conflicts.some(isNew)) {
    const names = new Set(look.conflicts.map(({ title, calendar }) => title || calendar));
    const detail = [...names].join(", ");
    return refused("conflict", { detail, acknowledged: [...shown, ...doubts.conflicts] });
  }
  if (doubts.unreachable.some(isNew)) {
    const detail = look.unreachable.join(", ");
    return refused("unreachable", { detail, acknowledged: [...shown, ...doubts.unreachable] });
  }
  return null;
}

function changeAsHost(
  app: App,
  bookingId: string,
  { hostId, revision }: HostDecision,
  make: (was: Booking, now: number, persons: HostSnapshot[]) => Outcome<BookingChange>,
): Promise<Outcome<Booking>> {
  return change(app, bookingId, {
    decide(was, now, persons) {
      if (!was.hosts.includes(hostId)) return refused("not-found");
      const made = make(was, now, persons);
      return made.ok && was.revision !== revision ? refused("changed") : made;
    },
  });
}

function asChange(
  outcome: Outcome<Booking>,
  event: BookingChange["event"],
): Outcome<BookingChange> {
  return outcome.ok ? accepted({ booking: outcome.value, event }) : outcome;
}
