import type { Booking } from "./booking.ts";
import {
  type BookingCounts,
  type CountedSource,
  decisionMinutes,
  leadDays,
} from "./counted-days.ts";
import { clockMinutes, dateAt, weekdayOf } from "./day.ts";
import { DAY, MINUTE } from "./durations.ts";

/** What may have become of a request; several may be true of one. The order is stored: new ones come last. */
export const outcomes = [
  "confirmed",
  "declined",
  "expired",
  "withdrawn",
  "cancelledByGuest",
  "cancelledByHost",
  "rescheduled",
  "noShow",
] as const satisfies (keyof BookingCounts)[];
export type CountedOutcome = typeof outcomes[number];

/** What one booking adds to the counts of its event type. */
export interface Contribution {
  /** Of its request, YYYY-MM-DD in the owner's zone. */
  date: string;
  source: CountedSource;
  outcomes: CountedOutcome[];
  /** The date on which it ends, where it takes place; null for the others. */
  ends: string | null;
  /** Of the week in which it begins, 0 to 167. */
  hour: number;
  /** Indexes of `leadDays` and `decisionMinutes`, or one more; null where no host decided. */
  lead: number;
  decided: number | null;
  /** Of a team's booking that is pending or confirmed: the member who was booked first. */
  member: string | null;
}

/** What of a booking is counted, by the record alone: not by the clock. */
type CountedFacts = Pick<
  Booking,
  | "status"
  | "endReason"
  | "changedBy"
  | "moves"
  | "noShowAt"
  | "decidedAt"
  | "createdAt"
  | "start"
  | "end"
  | "source"
  | "isTest"
  | "emailUnverified"
  | "hosts"
  | "team"
>;

/** What a booking adds to the counts in a zone; null for a test, and while its guest's address is not verified. */
export function contributionOf(booking: CountedFacts, zone: string): Contribution | null {
  const { isTest, emailUnverified, createdAt, start, end, source, decidedAt } = booking;
  if (isTest || emailUnverified) return null;
  const found = outcomes.filter((outcome) => has[outcome](booking));
  const takesPlace = booking.status === "CONFIRMED" && !found.includes("noShow");
  const startsOn = dateAt(start, zone);
  return {
    date: dateAt(createdAt, zone),
    source,
    outcomes: found,
    ends: takesPlace ? dateAt(end, zone) : null,
    hour: (weekdayOf(startsOn) - 1) * 24 + Math.floor(clockMinutes(start, startsOn, zone) / 60),
    lead: step((start - createdAt) / DAY, leadDays),
    decided: decidedAt === null ? null : step((decidedAt - createdAt) / MINUTE, decisionMinutes),
    member: memberOf(booking),
  };
}

function memberOf({ status, team, hosts }: CountedFacts): string | null {
  const isStanding = status === "PENDING" || status === "CONFIRMED";
  return team && isStanding ? hosts[0] ?? null : null;
}

const isCancelled = ({ endReason }: CountedFacts) => endReason === "cancelled";

const has: Record<CountedOutcome, (booking: CountedFacts) => boolean> = {
  confirmed: (booking) => booking.status === "CONFIRMED" || isCancelled(booking),
  declined: ({ status }) => status === "REJECTED",
  expired: ({ endReason }) => endReason === "expired",
  withdrawn: ({ endReason }) => endReason === "withdrawn",
  cancelledByGuest: (booking) => isCancelled(booking) && booking.changedBy === "guest",
  cancelledByHost: (booking) => isCancelled(booking) && booking.changedBy !== "guest",
  rescheduled: ({ moves }) => moves > 0,
  noShow: ({ status, noShowAt }) => status === "CONFIRMED" && noShowAt !== null,
};

function step(value: number, bounds: readonly number[]): number {
  const found = bounds.findIndex((bound) => value < bound);
  return found === -1 ? bounds.length : found;
}
