import type { FullPeriod } from "./caps.ts";
import { conflicts, type Hold, isLive, padded } from "./ledger.ts";
import { seatsTaken } from "./seats.ts";
import { beside, type Blocked, isOnGrid, joinedAt, type SlotQuestion } from "./slots.ts";
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
  offGrid?: true;
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

const MINUTE = 60_000;

/** Why a slot is not offered at this start, in order; an empty list means that it is: `slots` offers exactly these. */
export function explain(start: number, question: Omit<SlotQuestion, "window">): Reason[] {
  const slot = { start, end: start + question.minutes * MINUTE };
  const asked = beside(question, start);
  const reasons = [
    ...outOfReach(start, question),
    ...closed(slot, question),
    ...inTheWay(slot, asked),
    ...fullSlot(start, question),
    ...asked.full.filter((period) => contains(period, start)).map(fullReason),
    ...(slot.end > question.knownUntil ? [{ code: "STALE" as const }] : []),
  ];
  const rank = (reason: Reason) => reasonCodes.indexOf(reason.code);
  return reasons.sort((a, b) => rank(a) - rank(b));
}

function outOfReach(
  start: number,
  { now, earliest, horizon }: Omit<SlotQuestion, "window">,
): Reason[] {
  if (start <= now) return [{ code: "PAST", span: { start: now, end: now } }];
  if (start < earliest) return [{ code: "NOTICE", span: { start: earliest, end: earliest } }];
  return start >= horizon ? [{ code: "HORIZON", span: { start: horizon, end: horizon } }] : [];
}

/** Closed time names what closes it; what neither is open nor closed by anything lies outside the hours. */
function closed(slot: Span, question: Omit<SlotQuestion, "window">): Reason[] {
  const gaps = subtract([slot], question.windows.filter((window) => overlaps(window, slot)));
  if (gaps.length === 0) {
    const isThere = isOnGrid(slot.start, question) || joinedAt(question, slot.start) !== null;
    return isThere ? [] : [{ code: "HOURS", offGrid: true }];
  }
  const closures = question.closures.filter((closure) =>
    gaps.some((gap) => overlaps(gap, closure))
  );
  const reasons: Reason[] = closures.map(({ code, name, start, end }) => ({
    code,
    span: { start, end },
    ...(name ? { name } : {}),
  }));
  return subtract(gaps, closures).length > 0 ? [...reasons, { code: "HOURS" }] : reasons;
}

/** Busy time and holds; where only the buffers meet, the buffer is the reason. */
function inTheWay(slot: Span, question: Omit<SlotQuestion, "window">): Reason[] {
  const { before, after, now } = question;
  const wanted = { ...slot, before, after };
  const busy = question.blocked
    .filter((span) => span.start < span.end && overlaps(span, padded(wanted)))
    .map((span) => busyReason(span, overlaps(span, slot)));
  const held = question.holds
    .filter((hold) => isLive(hold, now) && conflicts(hold, wanted))
    .map((hold) => heldReason(hold, overlaps(hold, slot)));
  return [...busy, ...held];
}

function busyReason({ start, end, calendar }: Blocked, isPlain: boolean): Reason {
  const from = calendar === undefined ? {} : { calendar };
  return { code: isPlain ? "BUSY" : "BUFFER", span: { start, end }, ...from };
}

function heldReason({ start, end, until, bookings }: Hold, isPlain: boolean): Reason {
  const code = until === null ? "BOOKED" : "PENDING";
  return { code: isPlain ? code : "BUFFER", span: { start, end }, bookings };
}

/** Everybody who has a place in the slot at this start, when there is no other. */
function fullSlot(start: number, question: Omit<SlotQuestion, "window">): Reason[] {
  const joined = joinedAt(question, start);
  const seats = question.shared?.seats;
  if (!joined || seats === undefined) return [];
  const bookings = seatsTaken(joined, question.now);
  if (bookings.length < seats) return [];
  return [{ ...heldReason(joined, true), bookings, seats }];
}

const capCodes = { day: "CAP_DAY", week: "CAP_WEEK", month: "CAP_MONTH" } as const;

function fullReason({ period, limit, of, start, end }: FullPeriod): Reason {
  return { code: capCodes[period], span: { start, end }, limit, of };
}

function contains(span: Span, instant: number): boolean {
  return span.start <= instant && instant < span.end;
}
