import { type Booking, decidingHosts } from "$lib/scheduling/booking.ts";
import { awaitsHost, isConfirmed } from "$lib/scheduling/booking-state.ts";
import {
  confirmBooking,
  rejectBooking,
  type StateRefusal,
} from "$lib/scheduling/booking-transitions.ts";
import { acceptReschedule, declineReschedule } from "$lib/scheduling/reschedule-transitions.ts";
import { isLastConfirmation, noteConfirmation } from "$lib/scheduling/team-transitions.ts";
import { accepted, type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import { withBuffers } from "$lib/scheduling/holds.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import type { HostSnapshot } from "../availability/snapshots.ts";
import { getBooking } from "../store/bookings.ts";
import { getHost } from "../store/hosts.ts";
import { type CalendarAnswers, syncGenerationsOf } from "../availability/ask-calendars.ts";
import { type BookingChangeSpec, change, type ChangeRefusal } from "../changes/change.ts";
import type { BookingChange } from "../changes/make-change.ts";
import { covers, decideTime, type HostTimeRefusal } from "../changes/decide-time.ts";
import { askCalendarsForDay, timeToDecide } from "../changes/conflict-check.ts";
import { organizerFor } from "../changes/new-booking.ts";
import { nextMembers, passOn } from "../changes/pass-on.ts";
import { isManagerOf } from "../changes/team-rights.ts";

/** A host's decision on a request or a reschedule request, as the form sent it. */
export interface HostDecision {
  /** Who decides: one of the hosts, or a manager of the booking's team for all of them; for others it is "not-found". */
  hostId: string;
  /** A manager who is one of the hosts decides for the others too. */
  forAll?: boolean;
  /** The booking's revision that the form showed. */
  revision: number;
  message: string;
  /** The host confirms despite the conflicts and unreachable calendars that were shown. */
  force: boolean;
  /** Fingerprints of what was shown; new conflicts are shown before they are overridden. Missing overrides all conflicts. */
  acknowledged?: readonly string[];
}

const MAX_CHECKS = 3;

/** Why a request or a reschedule request is not decided. */
export type DecisionRefusal = ChangeRefusal | StateRefusal | HostTimeRefusal;

/** Confirms a request or a reschedule request. "conflict" and "unreachable" are returned to be shown; `force` overrides them. "inactive" without one of the hosts. */
export async function confirm(
  app: App,
  bookingId: string,
  decision: HostDecision,
): Promise<Outcome<Booking, DecisionRefusal>> {
  const calendars = decision.force ? decision.acknowledged ?? "all" : [];
  for (let attempt = 1; attempt <= MAX_CHECKS; attempt++) {
    const booking = await getBooking(app.kv, bookingId);
    const role = booking && await decidesAs(app, booking, decision);
    const host = role && await getHost(app.kv, decision.hostId);
    if (!booking || !host) return refused("not-found");
    const { answers } = calendars === "all"
      ? { answers: new Map() }
      : await askCalendarsForDay(app, booking, host);
    const outcome = await commitConfirmation(app, bookingId, decision, { calendars, answers });
    if (outcome) return outcome;
  }
  return refused("busy", { retryAfter: 1 });
}

/** Commits the confirmation; null when a calendar was synced after it was asked, so that it has to be asked again. */
async function commitConfirmation(
  app: App,
  bookingId: string,
  decision: HostDecision,
  { calendars, answers }: { calendars: readonly string[] | "all"; answers: CalendarAnswers },
): Promise<Outcome<Booking, DecisionRefusal> | null> {
  const confirmation = confirming(app, decision, { calendars, answers });
  const outcome = await change(app, bookingId, confirmation);
  return confirmation.isOutdated() ? null : outcome;
}

/** What a confirmation makes of a booking, and whether its calendars have to be asked again. */
export function confirming(
  app: App,
  decision: HostDecision,
  { calendars, answers }: { calendars: readonly string[] | "all"; answers: CalendarAnswers },
) {
  const { hostId, message } = decision;
  let isOutdated = false;
  const decide = deciding<StateRefusal | HostTimeRefusal | "changed">(
    app,
    decision,
    async (was, now, snapshots) => {
      const isForAll = await decidesAs(app, was, decision) === "manager";
      if (!isForAll && was.team?.confirmations.includes(hostId) && awaitsHost(was, now)) {
        return { unchanged: accepted(was) };
      }
      const confirmed = isConfirmed(was) && was.rescheduleRequest
        ? asChange(acceptReschedule(was, now), "rescheduled")
        : asChange(confirmBooking(was, now, message), "confirmed");
      if (!confirmed.ok) return confirmed;
      if (was.revision !== decision.revision) return refused("changed");
      const time = timeToDecide(was, now);
      isOutdated = calendars !== "all" &&
        snapshots.some((snapshot) => isAnswerOutdated(answers, snapshot, withBuffers(time)));
      if (isOutdated) return refused("changed");
      const timeDecision = await decideTime(snapshots, {
        hosts: was.hosts,
        time,
        excludedBookingIds: [was.id],
        now,
        syncIntervalMs: app.settings.syncIntervalMs,
        overrides: { hostId, calendars, keepsTime: true },
      }, answers);
      if (!timeDecision.ok) return timeDecision;
      if (!isForAll && !isLastConfirmation(was, hostId)) {
        return accepted({ booking: noteConfirmation(was, now, hostId), event: "partly-confirmed" });
      }
      const { booking, event } = confirmed.value;
      const organizer = organizerBy(app, was, snapshots, hostId);
      return accepted({
        booking: event === "confirmed" ? { ...booking, organizer } : booking,
        event,
      });
    },
  );
  return { decide, isOutdated: () => isOutdated };
}

/** The organizer of a booking that this host confirms. */
export function organizerBy(
  app: App,
  { team, organizer }: Booking,
  snapshots: readonly HostSnapshot[],
  hostId: string,
): Booking["organizer"] {
  const hosts = snapshots.flatMap(({ host }) => host.id === hostId ? [host] : []);
  return organizer ?? organizerFor(app, { team }, hosts);
}

/** Whether this host's yes alone confirms a request. */
export async function confirmsAlone(app: App, booking: Booking, hostId: string): Promise<boolean> {
  const role = await decidesAs(app, booking, { hostId });
  return role === "manager" || (role === "host" && isLastConfirmation(booking, hostId));
}

/** Whether a host's calendars were asked before their last sync, or about another time. */
function isAnswerOutdated(
  answers: CalendarAnswers,
  { host, guard }: HostSnapshot,
  time: Span,
): boolean {
  const answer = answers.get(host.id);
  return !answer || answer.generations !== syncGenerationsOf(guard.guard) || !covers(answer, time);
}

/** Declines a request, or passes it to the next member of its round robin; a declined reschedule request leaves the meeting at its time. */
export function reject(
  app: App,
  bookingId: string,
  decision: HostDecision,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal>> {
  return change(app, bookingId, { ...nextMembers(app), decide: declining(app, decision) });
}

/** What declining makes of a booking. */
export function declining(app: App, decision: HostDecision) {
  return deciding<StateRefusal>(app, decision, async (was, now, snapshots) => {
    if (isConfirmed(was) && was.rescheduleRequest) {
      return asChange(declineReschedule(was, now, decision.message), "reschedule-declined");
    }
    const rejected = asChange(rejectBooking(was, now, decision.message), "rejected");
    const next = rejected.ok && await passOn(app, was, { snapshots, now, by: "host" });
    return next ? accepted(next) : rejected;
  });
}

function deciding<Code extends RefusalCode>(
  app: App,
  decision: HostDecision,
  make: BookingChangeSpec<Code>["decide"],
): BookingChangeSpec<Code | "not-found" | "changed">["decide"] {
  const { hostId, revision } = decision;
  return async (was, now, snapshots) => {
    if (!await decidesAs(app, was, decision)) return refused("not-found");
    const made = await make(was, now, snapshots);
    if (typeof made !== "object" || !("ok" in made) || !made.ok) return made;
    if (was.revision !== revision) return refused("changed");
    return was.team ? accepted({ ...made.value, byHostId: hostId }) : made;
  };
}

/** Whether a host decides as one of those who are asked, or as a manager for all of them; null where they decide nothing. */
async function decidesAs(
  app: App,
  booking: Booking,
  { hostId, forAll = false }: Pick<HostDecision, "hostId" | "forAll">,
): Promise<"host" | "manager" | null> {
  if (decidingHosts(booking).includes(hostId) && !forAll) return "host";
  return booking.team && await isManagerOf(app.kv, booking.team.id, hostId) ? "manager" : null;
}

function asChange<Code extends RefusalCode>(
  outcome: Outcome<Booking, Code>,
  event: BookingChange["event"],
): Outcome<BookingChange, Code> {
  return outcome.ok ? accepted({ booking: outcome.value, event }) : outcome;
}
