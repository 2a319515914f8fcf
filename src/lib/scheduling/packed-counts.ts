/** Counts as they are stored: small, since a year of them is kept for every host. */
import { type Contribution, outcomes } from "./booking-contribution.ts";
import { noBookingCounts } from "./booking-counts.ts";
import { type BookingCounts, countedSources } from "./counted-days.ts";
import { dateOfNumber, dayNumber } from "./day.ts";

const NONE = "-";

/** A contribution in ten characters or so, and the member of a team; `day` is the UTC day of the request, in days since 1970-01-01. */
export function packContribution(contribution: Contribution, day: number): string {
  const { date, source, ends, hour, lead, decided, member } = contribution;
  const flags = outcomes.reduce(
    (bits, outcome, n) => contribution.outcomes.includes(outcome) ? bits | 1 << n : bits,
    0,
  );
  // The date of a request is that of its UTC day, or the one before or after it.
  const parts: [number, number][] = [
    [dayNumber(date) - day + 1, 1],
    [countedSources.indexOf(source), 1],
    [flags, 2],
    [hour, 2],
    [lead, 1],
  ];
  const fixed = parts.map(([number, width]) => number.toString(36).padStart(width, "0")).join("");
  const end = ends === null ? NONE : (dayNumber(ends) - day).toString(36);
  const ofMember = member === null ? "" : ` ${member}`;
  return fixed + (decided?.toString(36) ?? NONE) + end + ofMember;
}

/** The contribution that `packContribution` wrote. */
export function unpackContribution(packed: string, day: number): Contribution {
  const number = (from: number, to?: number) => parseInt(packed.slice(from, to), 36);
  const [end = NONE, member = null] = packed.slice(8).split(" ");
  return {
    date: dateOfNumber(day + number(0, 1) - 1),
    source: countedSources[number(1, 2)]!,
    outcomes: outcomes.filter((_, n) => number(2, 4) & 1 << n),
    hour: number(4, 6),
    lead: number(6, 7),
    decided: packed[7] === NONE ? null : number(7, 8),
    ends: end === NONE ? null : dateOfNumber(day + parseInt(end, 36)),
    member,
  };
}

/** Counts as lists of numbers: sums, lead times and times to decide; then pairs of day, hour and number. */
export interface PackedCounts {
  n: number[];
  /** Days after the date on which meetings end, and how many. */
  e: number[];
  /** Hours of the week, and how many meetings begin in them. */
  h: number[];
  /** Members, and how many bookings they have; only of teams. */
  m?: Record<string, number>;
}

/** Counts of a date as they are stored. */
export function packCounts(counts: BookingCounts, date: string): PackedCounts {
  const { requested, ends, hours, lead, decided, members } = counts;
  const first = dayNumber(date);
  return {
    n: [requested, ...outcomes.map((outcome) => counts[outcome]), ...lead, ...decided],
    e: listed(Object.entries(ends).map(([end, times]) => [dayNumber(end) - first, times])),
    h: listed(Object.entries(hours).map(([hour, times]) => [Number(hour), times])),
    ...(Object.keys(members).length > 0 ? { m: members } : {}),
  };
}

/** The counts that `packCounts` wrote. */
export function unpackCounts({ n, e, h, m = {} }: PackedCounts, date: string): BookingCounts {
  const { lead, decided } = noBookingCounts;
  const first = dayNumber(date), sums = 1 + outcomes.length;
  return {
    ...noBookingCounts,
    requested: n[0]!,
    ...Object.fromEntries(outcomes.map((outcome, i) => [outcome, n[i + 1]!])),
    lead: n.slice(sums, sums + lead.length),
    decided: n.slice(sums + lead.length, sums + lead.length + decided.length),
    ends: Object.fromEntries(pairs(e).map(([day, times]) => [dateOfNumber(first + day), times])),
    hours: Object.fromEntries(pairs(h)),
    members: m,
  };
}

/** The pairs one after the other, as small integers without gaps: what a division made takes nine bytes each in the store. */
function listed(pairs: readonly [number, number][]): number[] {
  const numbers: number[] = [];
  for (const [one, other] of pairs) numbers.push(one | 0, other | 0);
  return numbers;
}

function pairs(numbers: readonly number[]): [number, number][] {
  return Array.from(
    { length: numbers.length / 2 },
    (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!],
  );
}
