import type { Booking } from "./booking.ts";
import {
  type BookingCounts,
  type CountedSource,
  countedSources,
  decisionMinutes,
  leadDays,
} from "./counted-days.ts";
import { clockMinutes, dateAt, dateOfNumber, dayNumber, weekdayOf } from "./day.ts";
import { DAY, MINUTE } from "./durations.ts";

/** What may have become of a request; several may be true of one. */
const outcomes = [
  "confirmed",
  "declined",
  "expired",
  "withdrawn",
  "cancelledByGuest",
  "cancelledByHost",
  "rescheduled",
  "noShow",
] as const satisfies (keyof BookingCounts)[];
type CountedOutcome = typeof outcomes[number];

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
  };
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

/** A contribution in some twenty characters, as it is kept for each booking. */
export function packContribution(contribution: Contribution): string {
  const { date, source, ends, hour, lead, decided } = contribution;
  const flags = outcomes.reduce(
    (bits, outcome, n) => contribution.outcomes.includes(outcome) ? bits | 1 << n : bits,
    0,
  );
  return [dayNumber(date), countedSources.indexOf(source), flags, hour, lead]
    .map((number) => number.toString(36))
    .concat(ends === null ? "" : dayNumber(ends).toString(36), decided?.toString(36) ?? "")
    .join(".");
}

/** The contribution that `packContribution` wrote. */
export function unpackContribution(packed: string): Contribution {
  const parts = packed.split(".");
  const number = (n: number) => parseInt(parts[n]!, 36);
  return {
    date: dateOfNumber(number(0)),
    source: countedSources[number(1)]!,
    outcomes: outcomes.filter((_, n) => number(2) & 1 << n),
    hour: number(3),
    lead: number(4),
    ends: parts[5] === "" ? null : dateOfNumber(number(5)),
    decided: parts[6] === "" ? null : number(6),
  };
}

/** No requests. */
export const noBookingCounts: Readonly<BookingCounts> = {
  requested: 0,
  confirmed: 0,
  declined: 0,
  expired: 0,
  withdrawn: 0,
  cancelledByGuest: 0,
  cancelledByHost: 0,
  rescheduled: 0,
  noShow: 0,
  ends: {},
  hours: {},
  lead: Array(leadDays.length + 1).fill(0),
  decided: Array(decisionMinutes.length + 1).fill(0),
};

/** The counts with one contribution more, or one less with `times` -1; null when nothing is left. */
export function withContribution(
  was: Readonly<BookingCounts>,
  { outcomes, ends, hour, lead, decided }: Contribution,
  times: 1 | -1,
): BookingCounts | null {
  const is: BookingCounts = {
    ...was,
    requested: was.requested + times,
    ends: ends === null ? was.ends : added(was.ends, ends, times),
    hours: added(was.hours, hour, times),
    lead: was.lead.with(lead, was.lead[lead]! + times),
    decided: decided === null
      ? was.decided
      : was.decided.with(decided, was.decided[decided]! + times),
  };
  for (const outcome of outcomes) is[outcome] += times;
  return is.requested === 0 ? null : is;
}

function added(
  counts: Record<string, number>,
  name: string | number,
  times: 1 | -1,
): Record<string, number> {
  const { [name]: was = 0, ...others } = counts;
  return was + times === 0 ? others : { ...others, [name]: was + times };
}
