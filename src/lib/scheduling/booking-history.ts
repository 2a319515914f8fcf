import type { Actor } from "./booking.ts";

/** What can happen to a booking. */
export type BookingEvent =
  | "verification-requested"
  /** The email that asks the guest to verify their address was sent again. */
  | "verification-repeated"
  /** The guest corrected an address that they had not verified. */
  | "address-corrected"
  | "requested"
  | "confirmed"
  | "rejected"
  | "expired"
  | "withdrawn"
  | "cancelled"
  | "rescheduled"
  | "reschedule-requested"
  | "reschedule-declined"
  | "reschedule-withdrawn"
  | "reschedule-expired"
  | "times-proposed"
  | "deadline-corrected"
  /** One of several hosts confirmed the request; it waits for the others. */
  | "partly-confirmed"
  /** The request went to the next member of a round robin. */
  | "passed-on"
  /** The booking was given to another member. */
  | "reassigned"
  /** A member of a confirmed collective no longer takes part; the meeting stands. */
  | "member-withdrew"
  /** The guest added or removed extra guests, or verified their address so that those are invited. */
  | "guests-changed"
  | "location-changed"
  /** The calendar made the link of a meeting by video. */
  | "conference-made"
  /** The calendar made no link. */
  | "conference-failed"
  | "no-show"
  | "no-show-undone";

/** What a host gave up about a booking that stays as it is: an email, its calendar entry, or a webhook's delivery. */
export const drops = ["email-dropped", "entry-dropped", "delivery-dropped"] as const;
export type Drop = typeof drops[number];

/** The last entry of a history that changed the booking. */
export function lastChange(history: readonly HistoryEntry[]): BookingEvent | undefined {
  return history.map(({ event }) => event).findLast((event): event is BookingEvent =>
    !isDrop(event)
  );
}

/** The start that the last reschedule replaced; null where the booking still has the time it was made for. */
export function movedFrom(history: readonly HistoryEntry[]): number | null {
  let start = history[0]?.start, before: number | null = null, isAsked = false;
  for (const entry of history) {
    // As long as a reschedule request is open, entries have the time that it asks for.
    isAsked = entry.event === "reschedule-requested" || (isAsked && !endsRequest.has(entry.event));
    if (isAsked || start === undefined || entry.start === start) continue;
    before = start;
    start = entry.start;
  }
  return before;
}

const endsRequest = new Set<HistoryEntry["event"]>([
  "rescheduled",
  "reschedule-declined",
  "reschedule-withdrawn",
  "reschedule-expired",
]);

function isDrop(event: HistoryEntry["event"]): event is Drop {
  return drops.some((each) => each === event);
}

/** One entry of a booking's history. */
export interface HistoryEntry {
  at: number;
  by: Actor;
  event: BookingEvent | Drop;
  hostId?: string;
  /** Who proposed the time with which the guest confirmed it. */
  proposedBy?: string;
  start: number;
  end: number;
  message?: string;
}
