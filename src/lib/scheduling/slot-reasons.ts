import type { FullPeriod } from "./booking-limits.ts";
import { MINUTE } from "./durations.ts";
import { type Hold, holdsConflict, isLive, withBuffers } from "./holds.ts";
import { seatHolders } from "./shared-slot.ts";
import { type BusyTime, isOnGrid, queryForSeat, sharedHoldFor, type SlotQuery } from "./slots.ts";
import { overlaps, type Span, subtract } from "./span.ts";

/** Why an instant is not offered, in the order in which reasons are shown (AV-7). */
export const reasonCodes = [
  "PAST",
  "NOTICE",
  "HORIZON",
  "HOURS",
  "OVERRIDE",
  "TIMEOFF",
  "HOLIDAY",
  "BUSY",
  "BOOKED",
  "PENDING",
  "BUFFER",
  "CAP_DAY",
  "CAP_WEEK",
  "CAP_MONTH",
  "STALE",
  "MEMBER",
] as const;
export type ReasonCode = typeof reasonCodes[number];

/** One reason and what causes it; guests are shown the code alone. */
export interface Reason {
  code: ReasonCode;
  /** The conflicting time; for PAST, NOTICE and HORIZON the instant of the limit. */
  span?: Span;
  /** Open at this time, but no meeting begins here. */
  isOffGrid?: true;
  /** Name of the time off or holiday. */
  name?: string;
  /** Which calendar the busy time comes from. */
  calendar?: string;
  /** Which bookings hold the time. */
  bookings?: string[];
  /** How many seats the slot has that is full. */
  seats?: number;
  /** A limit that is reached, and whose it is. */
  limit?: number;
  of?: FullPeriod["of"];
}

/** Whether the time is occupied; every other reason means that it is not offered. */
export function isTaken({ code }: Reason): boolean {
  return code === "BUSY" || code === "BOOKED" || code === "PENDING" || code === "BUFFER";
}

/** A reason as other members of a team see it: neither who has asked for the time nor what closes the day. */
export function redactedCode(code: ReasonCode): ReasonCode {
  if (code === "OVERRIDE" || code === "TIMEOFF" || code === "HOLIDAY") return "HOURS";
  return code === "PENDING" ? "BOOKED" : code;
}

/** Why a slot is not offered at this start, in order; an empty list means that it is: `computeSlots` offers exactly these. */
export function explainStart(start: number, query: Omit<SlotQuery, "window">): Reason[] {
  const slot = { start, end: start + query.minutes * MINUTE };
  const forSeat = queryForSeat(query, start);
  const reasons = [
    ...outsideBookingWindow(start, query),
    ...closedReasons(slot, query),
    ...conflictReasons(slot, forSeat),
    ...fullSlotReasons(start, query),
    ...forSeat.fullPeriods.filter((period) => contains(period, start)).map(limitReasonOf),
    ...(slot.end > query.knownUntil ? [{ code: "STALE" as const }] : []),
  ];
  const rank = (reason: Reason) => reasonCodes.indexOf(reason.code);
  return reasons.sort((a, b) => rank(a) - rank(b));
}

function outsideBookingWindow(
  start: number,
  { now, earliest, bookingWindowEnd }: Omit<SlotQuery, "window">,
): Reason[] {
  if (start <= now) return [{ code: "PAST", span: { start: now, end: now } }];
  if (start < earliest) return [{ code: "NOTICE", span: { start: earliest, end: earliest } }];
  return start >= bookingWindowEnd
    ? [{ code: "HORIZON", span: { start: bookingWindowEnd, end: bookingWindowEnd } }]
    : [];
}

/** Closed time names what closes it; what neither is open nor closed by anything lies outside the hours. */
function closedReasons(slot: Span, query: Omit<SlotQuery, "window">): Reason[] {
  const gaps = subtract([slot], query.windows.filter((window) => overlaps(window, slot)));
  if (gaps.length === 0) {
    const isThere = isOnGrid(slot.start, query) || sharedHoldFor(query, slot.start) !== null;
    return isThere ? [] : [{ code: "HOURS", isOffGrid: true }];
  }
  const closures = query.closures.filter((closure) => gaps.some((gap) => overlaps(gap, closure)));
  const reasons: Reason[] = closures.map(({ reason, name, start, end }) => ({
    code: reason,
    span: { start, end },
    ...(name ? { name } : {}),
  }));
  return subtract(gaps, closures).length > 0 ? [...reasons, { code: "HOURS" }] : reasons;
}

/** Busy time and holds; where only the buffers meet, the buffer is the reason. */
function conflictReasons(slot: Span, query: Omit<SlotQuery, "window">): Reason[] {
  const { bufferBefore, bufferAfter, now } = query;
  const wanted = { ...slot, bufferBefore, bufferAfter };
  const busy = query.busy
    .filter((span) => span.start < span.end && overlaps(span, withBuffers(wanted)))
    .map((span) => busyReasonOf(span, overlaps(span, slot)));
  const held = query.holds
    .filter((hold) => isLive(hold, now) && holdsConflict(hold, wanted))
    .map((hold) => holdReasonOf(hold, overlaps(hold, slot)));
  return [...busy, ...held];
}

function busyReasonOf({ start, end, calendar }: BusyTime, isPlain: boolean): Reason {
  const from = calendar === undefined ? {} : { calendar };
  return { code: isPlain ? "BUSY" : "BUFFER", span: { start, end }, ...from };
}

function holdReasonOf({ start, end, expiresAt, bookingIds }: Hold, isPlain: boolean): Reason {
  const code = expiresAt === null ? "BOOKED" : "PENDING";
  return { code: isPlain ? code : "BUFFER", span: { start, end }, bookings: bookingIds };
}

/** The bookings that fill all seats of the slot at this start. */
function fullSlotReasons(start: number, query: Omit<SlotQuery, "window">): Reason[] {
  const joined = sharedHoldFor(query, start);
  const seats = query.sharing?.seats;
  if (!joined || seats === undefined) return [];
  const bookings = seatHolders(joined, query.now);
  if (bookings.length < seats) return [];
  return [{ ...holdReasonOf(joined, true), bookings, seats }];
}

const limitCodes = { day: "CAP_DAY", week: "CAP_WEEK", month: "CAP_MONTH" } as const;

function limitReasonOf({ period, limit, of, start, end }: FullPeriod): Reason {
  return { code: limitCodes[period], span: { start, end }, limit, of };
}

function contains(span: Span, instant: number): boolean {
  return span.start <= instant && instant < span.end;
}
