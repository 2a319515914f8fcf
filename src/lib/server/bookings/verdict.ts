import type { Booking, Status } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { explain, type ReasonCode } from "$lib/scheduling/explain.ts";
import { type Busy, busyBeside } from "$lib/scheduling/ledger.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { heldByOthers } from "$lib/scheduling/seats.ts";
import { isKnownEnough, knownUntil } from "../confirmation.ts";
import { slotQuestion } from "../offers.ts";
import type { Person } from "../persons.ts";
import type { Terms } from "../terms.ts";

/** How a wish is granted. */
export interface Verdict {
  status: Extract<Status, "PENDING" | "CONFIRMED">;
  askedBecause: Booking["askedBecause"];
}

/** What the calendars said when an instant type asked them just now; null when nobody was asked. */
export interface JustAsked {
  busy: Busy[];
  complete: boolean;
}

/** Reasons that somebody or something else holds the time; all others say that it was never offered. */
const taking: ReasonCode[] = ["BUSY", "BOOKED", "PENDING", "BUFFER"];

/**
 * Whether this person's time can be given at this start, and whether at once or on request.
 * A booking that moves is not in its own way: the `mover`. Asks the very question that the picker asks, over what was read after the guard,
 * and has it answered by the reasons that the host can read.
 */
export function judge(
  person: Person,
  type: EventType,
  terms: Terms,
  start: number,
  minutes: number,
  asked: JustAsked | null,
  now: number,
  intervalMs: number,
  mover: string | null = null,
): Outcome<Verdict> {
  const { host } = person;
  const guard = person.guard.guard;
  const grounds = {
    ...terms,
    counted: heldByOthers(terms.counted, mover),
    guard,
    holds: heldByOthers(person.holds, mover),
    busy: [...person.busy, ...busyBeside(asked?.busy ?? [], person.holds, now)],
  };
  const end = start + minutes * 60_000;
  const question = slotQuestion(grounds, host, type, minutes, { start, end }, now, intervalMs);
  const reasons = explain(start, question);
  if (reasons.some(({ code }) => taking.includes(code))) return refused("taken");
  if (reasons.length > 0) return refused("not-offered");

  if (type.decision === "approval") return accepted({ status: "PENDING", askedBecause: null });
  if (!isKnownEnough(type, knownUntil(guard, now, intervalMs), end)) {
    return accepted({ status: "PENDING", askedBecause: "stale" });
  }
  const hasCalendars = Object.keys(guard.calendars).length > 0;
  if (type.overStale !== "ignore" && hasCalendars && !asked?.complete) {
    return accepted({ status: "PENDING", askedBecause: "unreachable" });
  }
  return accepted({ status: "CONFIRMED", askedBecause: null });
}
