import type { Contribution } from "./booking-contribution.ts";
import { type BookingCounts, decisionMinutes, leadDays } from "./counted-days.ts";

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
  members: {},
};

/** The counts with one contribution more, or one less with `times` -1; null when nothing is left. */
export function withContribution(
  was: Readonly<BookingCounts>,
  { outcomes, ends, hour, lead, decided, member }: Contribution,
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
    members: member === null ? was.members : added(was.members, member, times),
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
