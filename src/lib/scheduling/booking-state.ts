import type { Booking } from "./booking.ts";

/** Where a booking stands in its life at an instant. */
export type BookingState =
  /** A request whose guest has still to verify their email; nobody else hears of it. */
  | "unverified"
  /** A request that waits for its host. */
  | "requested"
  | "confirmed"
  /** Confirmed, and its guest asks for another time. */
  | "reschedule-requested"
  | "declined"
  /** Not answered or not verified by its deadline, whether the store says so already or not. */
  | "expired"
  /** A request that its guest, or its host in their place, took back. */
  | "withdrawn"
  /** A confirmed meeting that was called off. */
  | "cancelled";

/** What a state is told by. */
export type StateFacts = Pick<
  Booking,
  "status" | "reservedUntil" | "rescheduleRequest" | "emailUnverified" | "endReason"
>;

/** The state of a booking: what pages, emails, jobs and the API switch on. */
export function stateOf(
  { status, reservedUntil, rescheduleRequest, emailUnverified, endReason }: StateFacts,
  now: number,
): BookingState {
  switch (status) {
    case "PENDING":
      if (reservedUntil !== null && reservedUntil <= now) return "expired";
      return emailUnverified ? "unverified" : "requested";
    case "CONFIRMED":
      return rescheduleRequest && rescheduleRequest.expiresAt > now
        ? "reschedule-requested"
        : "confirmed";
    case "REJECTED":
      return "declined";
    case "CANCELLED":
      return endReason ?? "cancelled";
  }
}

/** What a state means for the time and for who may act. */
interface Meaning {
  /** It holds its hosts' time. */
  isLive: boolean;
  /** Its hosts have agreed to it. */
  isConfirmed: boolean;
  /** It waits for an answer of its hosts. */
  awaitsHost: boolean;
}

/** One row a state. */
export const meanings: Readonly<Record<BookingState, Meaning>> = {
  "unverified": { isLive: true, isConfirmed: false, awaitsHost: false },
  "requested": { isLive: true, isConfirmed: false, awaitsHost: true },
  "confirmed": { isLive: true, isConfirmed: true, awaitsHost: false },
  "reschedule-requested": { isLive: true, isConfirmed: true, awaitsHost: true },
  "declined": { isLive: false, isConfirmed: false, awaitsHost: false },
  "expired": { isLive: false, isConfirmed: false, awaitsHost: false },
  "withdrawn": { isLive: false, isConfirmed: false, awaitsHost: false },
  "cancelled": { isLive: false, isConfirmed: false, awaitsHost: false },
};

/** Whether its hosts have agreed to it and nobody has called it off. */
export function isConfirmed(booking: StateFacts, now: number): boolean {
  return meanings[stateOf(booking, now)].isConfirmed;
}

/** Whether its hosts have something to decide: a request, or another time that its guest asks for. */
export function awaitsHost(booking: StateFacts, now: number): boolean {
  return meanings[stateOf(booking, now)].awaitsHost;
}
