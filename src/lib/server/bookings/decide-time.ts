import type { Booking, Status } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { explainStart, type ReasonCode } from "$lib/scheduling/slot-reasons.ts";
import { busyOutsideHolds } from "$lib/scheduling/holds.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { holdsOfOthers } from "$lib/scheduling/shared-slot.ts";
import { freshUntil, isFreshEnough } from "../availability/confirmation.ts";
import { slotQuery } from "../availability/find-slots.ts";
import type { HostSnapshot } from "../availability/snapshots.ts";
import type { HostPolicies } from "../availability/host-policies.ts";
import type { InstantCalendarAnswer } from "../availability/ask-calendars.ts";

/** How a wish is granted. */
export interface TimeDecision {
  status: Extract<Status, "PENDING" | "CONFIRMED">;
  approvalReason: Booking["approvalReason"];
}

/** Reasons that somebody or something else holds the time; all others say that it was never offered. */
const takenReasons: ReasonCode[] = ["BUSY", "BOOKED", "PENDING", "BUFFER"];

/**
 * Whether this person's time can be given at this start, and whether at once or on request.
 * A booking that moves is not in its own way: the `mover`. Asks the very question that the picker asks, over what was read after the guard,
 * and has it answered by the reasons that the host can read.
 */
export function decideTime(
  person: HostSnapshot,
  type: EventType,
  terms: HostPolicies,
  start: number,
  minutes: number,
  calendarAnswer: InstantCalendarAnswer | null,
  now: number,
  intervalMs: number,
  excludedBookingId: string | null = null,
): Outcome<TimeDecision> {
  const { host } = person;
  const guard = person.guard.guard;
  const grounds = {
    ...terms,
    limitHolds: holdsOfOthers(terms.limitHolds, excludedBookingId),
    guard,
    holds: holdsOfOthers(person.holds, excludedBookingId),
    busy: [...person.busy, ...busyOutsideHolds(calendarAnswer?.busy ?? [], person.holds, now)],
  };
  const end = start + minutes * 60_000;
  const question = slotQuery(grounds, host, type, minutes, { start, end }, now, intervalMs);
  const reasons = explainStart(start, question);
  if (reasons.some(({ code }) => takenReasons.includes(code))) return refused("taken");
  if (reasons.length > 0) return refused("not-offered");

  if (type.decision === "approval") return accepted({ status: "PENDING", approvalReason: null });
  if (!isFreshEnough(type, freshUntil(guard, now, intervalMs), end)) {
    return accepted({ status: "PENDING", approvalReason: "stale" });
  }
  const hasCalendars = Object.keys(guard.calendars).length > 0;
  if (type.whenCalendarStale !== "ignore" && hasCalendars && !calendarAnswer?.complete) {
    return accepted({ status: "PENDING", approvalReason: "unreachable" });
  }
  return accepted({ status: "CONFIRMED", approvalReason: null });
}
