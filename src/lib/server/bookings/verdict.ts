import type { Booking, Status } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { type Busy, busyBeside, conflicts, isLive, padded } from "$lib/scheduling/ledger.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Schedule } from "$lib/scheduling/schedule.ts";
import { isOffered } from "$lib/scheduling/slots.ts";
import { horizonEnd } from "$lib/scheduling/availability.ts";
import { overlaps } from "$lib/scheduling/span.ts";
import { hidesStale, slotQuestion, worstOf } from "../offers.ts";
import type { Person } from "../persons.ts";

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

/**
 * Whether this person's time can be given at this start, and whether at once or on request.
 * A booking that moves is not in its own way: `ownSlots`. Asks the very question that the picker asks, over what was read after the guard.
 */
export function judge(
  person: Person,
  type: EventType,
  schedule: Schedule | null,
  start: number,
  minutes: number,
  asked: JustAsked | null,
  now: number,
  intervalMs: number,
  ownSlots: readonly string[] = [],
): Outcome<Verdict> {
  const { host } = person;
  const holds = person.holds.filter(({ slot }) => !ownSlots.includes(slot));
  const guard = person.guard.guard;
  const wanted = { start, end: start + minutes * 60_000, before: type.before, after: type.after };
  const busy = [...person.busy, ...busyBeside(asked?.busy ?? [], person.holds, now)];

  const held = holds.some((hold) => isLive(hold, now) && conflicts(hold, wanted));
  if (held || busy.some((span) => overlaps(span, padded(wanted)))) return refused("taken");
  const question = slotQuestion({ guard, schedule, holds, busy }, host, type, minutes, wanted, now);
  if (start >= horizonEnd(now, host.zone, type.horizonDays) || !isOffered(start, question)) {
    return refused("not-offered");
  }
  if (hidesStale(type, guard, now, intervalMs, wanted.end)) return refused("not-offered");

  if (type.decision === "approval") return accepted({ status: "PENDING", askedBecause: null });
  if (type.overStale === "ignore") return accepted({ status: "CONFIRMED", askedBecause: null });
  const worst = worstOf(guard, now, intervalMs, wanted.end);
  if (worst !== null && worst !== "fresh") {
    return accepted({ status: "PENDING", askedBecause: "stale" });
  }
  if (worst !== null && !asked?.complete) {
    return accepted({ status: "PENDING", askedBecause: "unreachable" });
  }
  return accepted({ status: "CONFIRMED", askedBecause: null });
}
