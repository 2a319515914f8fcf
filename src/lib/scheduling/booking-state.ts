export type Status = "PENDING" | "CONFIRMED" | "REJECTED" | "CANCELLED";

/** The state of a booking at an instant. */
export type BookingState =
  /** A request whose guest has still to verify their email; the host is not notified yet. */
  | "unverified"
  /** A request that awaits the host's decision. */
  | "requested"
  | "confirmed"
  /** Confirmed, with a reschedule request of its guest. */
  | "reschedule-requested"
  | "declined"
  /** Not decided or not verified by its deadline, whether or not the expiry job has run. */
  | "expired"
  /** A request that its guest, or its host for them, withdrew. */
  | "withdrawn"
  /** A confirmed meeting that was cancelled. */
  | "cancelled";

/** The fields of a booking that determine its state; instants in epoch ms. */
export interface StateFacts {
  status: Status;
  reservedUntil: number | null;
  rescheduleRequest: { expiresAt: number } | null;
  emailUnverified: boolean;
  endReason: "expired" | "withdrawn" | "cancelled" | null;
}

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
  /** Its hosts have confirmed it. */
  isConfirmed: boolean;
  /** Its hosts have something to decide. */
  awaitsHost: boolean;
}

/** One row for each state. */
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

/** Whether its hosts have confirmed it and it was not cancelled; no deadline changes that. */
export function isConfirmed({ status }: Pick<StateFacts, "status">): boolean {
  return status === "CONFIRMED";
}

/** Whether it is a request that nobody has decided, even past its deadline until it is expired in the store. */
export function isUndecided({ status }: Pick<StateFacts, "status">): boolean {
  return status === "PENDING";
}

/** Whether it was declined or cancelled, or expired in the store. */
export function hasEnded({ status }: Pick<StateFacts, "status">): boolean {
  return status === "REJECTED" || status === "CANCELLED";
}

/** Whether its hosts have something to decide: a request or a reschedule request. */
export function awaitsHost(booking: StateFacts, now: number): boolean {
  return meanings[stateOf(booking, now)].awaitsHost;
}

/** Whether its guest withdrew or cancelled it: its message is then theirs. */
export function isCancelledByGuest(
  { status, changedBy }: Pick<StateFacts, "status"> & { changedBy: string },
): boolean {
  return status === "CANCELLED" && changedBy === "guest";
}

/** Until when its request or reschedule request waits, epoch ms; an ended one has the deadline that it had. */
export function deadlineOf(
  { rescheduleRequest, reservedUntil }: Pick<StateFacts, "rescheduleRequest" | "reservedUntil">,
): number | null {
  return rescheduleRequest?.expiresAt ?? reservedUntil;
}

/**
 * What the API publishes as `status`, by the list that a booking is kept in: "pending" has every undecided request,
 * "cancelled" also what expired or was withdrawn.
 */
export const publishedStatuses = {
  pending: "PENDING",
  confirmed: "CONFIRMED",
  declined: "REJECTED",
  cancelled: "CANCELLED",
} as const satisfies Record<string, Status>;
export type BookingList = keyof typeof publishedStatuses;
export const bookingLists = Object.keys(publishedStatuses) as BookingList[];

/** The list of a published status. */
export function listOf(status: Status): BookingList {
  return bookingLists.find((list) => publishedStatuses[list] === status)!;
}

/** A booking's published status, which does not tell an expired request from a pending one, as its state does. */
export function publishedStatus({ status }: Pick<StateFacts, "status">): Status {
  return status;
}
