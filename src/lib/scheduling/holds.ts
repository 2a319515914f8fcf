import { MINUTE } from "./durations.ts";
import { type Span, subtract } from "./span.ts";

/** One hold of a host's time. Stored with its plain times and buffers, never only as the padded span. */
export interface Hold {
  /** The slot that is held: a booking's id, or an event type and start where seats share one hold. */
  slot: string;
  /** The live bookings in it; several only where seats share the slot. */
  bookingIds: string[];
  typeId: string;
  start: number;
  end: number;
  /** Minutes. */
  bufferBefore: number;
  bufferAfter: number;
  /** For a request its deadline in epoch ms, for a confirmed booking null; where guests share the slot, that of the last. */
  expiresAt: number | null;
  /** Where guests share the slot: the deadlines of those whose seat waits, by booking; missing where it is one booking's alone. */
  seatDeadlines?: Record<string, number>;
}

/** Busy time read from a calendar; `own` names the booking of ours that the event was written for. */
export interface Busy extends Span {
  bookingId?: string;
}

const RESCHEDULE_SUFFIX = ":reschedule";

/** The slot under which a booking's requested new time is held, beside the slot of its own time. */
export function rescheduleSlotOf(slot: string): string {
  return slot + RESCHEDULE_SUFFIX;
}

/** The slot of a booking's own time, also from the slot of its requested new time. */
export function bookedSlotOf(slot: string): string {
  return slot.endsWith(RESCHEDULE_SUFFIX) ? slot.slice(0, -RESCHEDULE_SUFFIX.length) : slot;
}

/** A hold with its buffers round it. */
export function withBuffers(
  hold: Pick<Hold, "start" | "end" | "bufferBefore" | "bufferAfter">,
): Span {
  return {
    start: hold.start - hold.bufferBefore * MINUTE,
    end: hold.end + hold.bufferAfter * MINUTE,
  };
}

/** Whether a hold is live: a request ends at the very instant of its deadline. */
export function isLive(hold: Pick<Hold, "expiresAt">, now: number): boolean {
  return hold.expiresAt === null || hold.expiresAt > now;
}

/** Two holds of one host conflict when one's time with its buffers overlaps the other's time without: the gap is the larger buffer, not the sum. */
export function holdsConflict(
  a: Pick<Hold, "start" | "end" | "bufferBefore" | "bufferAfter">,
  b: typeof a,
): boolean {
  const pa = withBuffers(a), pb = withBuffers(b);
  return (pa.start < b.end && b.start < pa.end) || (a.start < pb.end && pb.start < a.end);
}

/** Calendar busy time that no live hold of ours explains: what an own event covers beyond its held time stays busy. */
export function busyOutsideHolds(
  busy: readonly Busy[],
  holds: readonly Hold[],
  now: number,
): Span[] {
  // A booking with a reschedule request holds two times.
  const heldBy = new Map<string, Span[]>();
  for (const hold of holds) {
    if (!isLive(hold, now)) continue;
    // A shared slot is written to the calendar under the slot's own id.
    for (const id of new Set([hold.slot, ...hold.bookingIds])) {
      heldBy.set(id, [...heldBy.get(id) ?? [], hold]);
    }
  }
  return busy.flatMap((span) => {
    const held = span.bookingId === undefined ? undefined : heldBy.get(span.bookingId);
    return held ? subtract([span], held) : [{ start: span.start, end: span.end }];
  });
}
