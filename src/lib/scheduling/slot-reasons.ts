import type { FullPeriod } from "./booking-limits.ts";
import { MINUTE } from "./durations.ts";
import { type Hold, holdsConflict, isLive, withBuffers } from "./holds.ts";
import { seatHolders } from "./shared-slot.ts";
import { type BusyTime, isOnGrid, queryForSeat, sharedHoldFor, type SlotQuery } from "./slots.ts";
import { overlaps, type Span, subtract } from "./span.ts";

/** Why an instant is not offered, in the order in which reasons are told (AV-7). */
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

/** One reason, with what stands behind it; a guest is told the code alone. */
export interface Reason {
  code: ReasonCode;
  /** The time that stands in the way; for PAST, NOTICE and HORIZON where the limit lies. */
  span?: Span;
  /** Open at this time, but no meeting begins here. */
  isOffGrid?: true;
  /** What the day off or the holiday is called. */
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

/** Why a slot is not offered at this start, in order; an empty list means that it is: `slots` offers exactly these. */
export function explainStart(start: number, question: Omit<SlotQuery, "window">): Reason[] {
  const slot = { start, end: start + question.minutes * MINUTE };
  const asked = queryForSeat(question, start);
  const reasons = [
    ...outsideBookingWindow(start, question),
    ...closedReasons(slot, question),
    ...conflictReasons(slot, asked),
    ...fullSlotReasons(start, question),
    ...asked.fullPeriods.filter((period) => contains(period, start)).map(limitReasonOf),
    ...(slot.end > question.knownUntil ? [{ code: "STALE" as const }] : []),
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
function closedReasons(slot: Span, question: Omit<SlotQuery, "window">): Reason[] {
  const gaps = subtract([slot], question.windows.filter((window) => overlaps(window, slot)));
  if (gaps.length === 0) {
    const isThere = isOnGrid(slot.start, question) || sharedHoldFor(question, slot.start) !== null;
    return isThere ? [] : [{ code: "HOURS", isOffGrid: true }];
  }
  const closures = question.closures.filter((closure) =>
    gaps.some((gap) => overlaps(gap, closure))
  );
  const reasons: Reason[] = closures.map(({ reason, name, start, end }) => ({
    code: reason,
    span: { start, end },
    ...(name ? { name } : {}),
  }));
  return subtract(gaps, closures).length > 0 ? [...reasons, { code: "HOURS" }] : reasons;
}

/** Busy time and holds; where only the buffers meet, the buffer is the reason. */
function conflictReasons(slot: Span, question: Omit<SlotQuery, "window">): Reason[] {
  const { bufferBefore, bufferAfter, now } = question;
  const wanted = { ...slot, bufferBefore, bufferAfter };
  const busy = question.busy
    .filter((span) => span.start < span.end && overlaps(span, withBuffers(wanted)))
    .map((span) => busyReasonOf(span, overlaps(span, slot)));
  const held = question.holds
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

/** Everybody who has a place in the slot at this start, when there is no other. */
function fullSlotReasons(start: number, question: Omit<SlotQuery, "window">): Reason[] {
  const joined = sharedHoldFor(question, start);
  const seats = question.sharing?.seats;
  if (!joined || seats === undefined) return [];
  const bookings = seatHolders(joined, question.now);
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
