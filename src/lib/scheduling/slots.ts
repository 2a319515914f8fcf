import { MINUTE } from "./durations.ts";
import type { OpenWindow } from "./open-windows.ts";
import type { FullPeriod } from "./booking-limits.ts";
import type { ClosedTime } from "./availability-exceptions.ts";
import { type Hold, isLive } from "./holds.ts";
import { seatHolders, sharedHoldAt } from "./shared-slot.ts";
import { byStart, merge, type Span } from "./span.ts";

/** Busy time, and the calendar it comes from where that is shown. */
export interface BusyTime extends Span {
  calendar?: string;
}

/** All that decides which starts are offered; `explainStart` judges one instant by the same query. Instants in epoch ms. */
export interface SlotQuery {
  /** Open hours without what is closed, from `openWindowsOver` and `withoutClosures` for the same window and length. */
  windows: readonly OpenWindow[];
  /** What was taken out of the windows, so that it can be explained. */
  closures: readonly ClosedTime[];
  /** Where starts are counted from, if not from the windows: for several hosts the time in which all of them are open. */
  grid?: readonly Span[];
  /** How long the slot lasts. */
  minutes: number;
  /** Elapsed minutes between starts; each open window begins its own grid. */
  slotIntervalMinutes: number;
  /** Minutes that must be free around the slot. */
  bufferBefore: number;
  bufferAfter: number;
  /** Busy time of calendars, in any order: the slot with its buffers keeps off it. */
  busy: readonly BusyTime[];
  /** The host's holds, in any order; those past their deadline at `now` hold nothing. */
  holds: readonly Hold[];
  now: number;
  /** `now` and the minimum notice: the first instant a slot may start at; it must also lie after `now`. */
  earliest: number;
  /** The first instant that lies too far ahead. */
  bookingWindowEnd: number;
  /** Periods whose limit is reached: nothing more begins in them. */
  fullPeriods: readonly FullPeriod[];
  /** A slot may not reach beyond what calendars are known for; `Infinity` where they do not hide it. */
  knownUntil: number;
  /** How many guests share a slot of which type; missing where every meeting has its time to itself. */
  sharing?: { typeId: string; seats: number };
  /** Only starts within it are computed. */
  window: Span;
}

/** The starts that are offered, ascending, each once. */
export function computeSlots(query: SlotQuery): number[] {
  const within = startRange(query);
  const starts = offeredStarts(
    query,
    gridStarts(query.grid ?? query.windows, query.slotIntervalMinutes, within),
  );
  const joined = holdsWithFreeSeats(query).filter(({ start }) =>
    within.start <= start && start < within.end &&
    offeredStarts(queryForSeat(query, start), [start]).length > 0
  );
  if (joined.length === 0) return starts;
  return [...starts, ...joined.map(({ start }) => start)].sort((a, b) => a - b);
}

/** The starts that each of these queries offers, one query for every host whose time is taken; none without a query. */
export function commonStarts(queries: readonly SlotQuery[]): number[] {
  const [first, ...others] = queries;
  if (!first) return [];
  let starts = computeSlots(first);
  for (const query of others) {
    if (starts.length === 0) break;
    const offered = new Set(computeSlots(query));
    starts = starts.filter((start) => offered.has(start));
  }
  return starts;
}

/** Starts in ascending order that any of the lists has, each once. */
export function unionOfStarts(lists: readonly (readonly number[])[]): number[] {
  return lists.reduce<number[]>((union, starts) => {
    if (union.length === 0) return [...starts];
    const is: number[] = [];
    let i = 0, j = 0;
    while (i < union.length || j < starts.length) {
      const a = union[i] ?? Infinity, b = starts[j] ?? Infinity;
      is.push(Math.min(a, b));
      if (a <= b) i++;
      if (b <= a) j++;
    }
    return is;
  }, []);
}

function startRange(
  { minutes, window, now, earliest, bookingWindowEnd, knownUntil }: SlotQuery,
): Span {
  return {
    start: Math.max(window.start, earliest, now + 1),
    end: Math.min(window.end, bookingWindowEnd, knownUntil - minutes * MINUTE + 1),
  };
}

/** Those of ascending starts whose slot is free and lies wholly in open time. */
function offeredStarts(query: SlotQuery, starts: readonly number[]): number[] {
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined) return [];
  const length = query.minutes * MINUTE;
  // Windows that meet, also at midnight, are one.
  const open = merge(
    query.windows.filter(({ start, end }) => start < last + length && end > first),
  );
  return withoutForbidden(startsThatFit(starts, length, open), forbiddenStarts(query, first, last));
}

/** Slots of this type and length in which a seat is free. */
function holdsWithFreeSeats({ sharing, holds, minutes, now }: SlotQuery): Hold[] {
  if (!sharing) return [];
  return holds.filter((hold) => {
    const time = { start: hold.start, end: hold.start + minutes * MINUTE };
    return sharedHoldAt([hold], sharing.typeId, time, now) !== null &&
      seatHolders(hold, now).length < sharing.seats;
  });
}

type SlotQueryAtStart = Omit<SlotQuery, "window">;

/** The slot that a guest at this start would share; null where the meeting would be a new one. */
export function sharedHoldFor(
  { sharing, holds, minutes, now }: SlotQueryAtStart,
  start: number,
): Hold | null {
  if (!sharing) return null;
  return sharedHoldAt(holds, sharing.typeId, { start, end: start + minutes * MINUTE }, now);
}

/**
 * The query for one more seat in the slot at this start: the slot does not conflict with itself, keeps its own buffers,
 * and counts towards limits already. Without such a slot the query is unchanged.
 */
export function queryForSeat<Query extends SlotQueryAtStart>(
  query: Query,
  start: number,
): Query {
  const joined = sharedHoldFor(query, start);
  if (!joined) return query;
  const { bufferBefore, bufferAfter } = joined;
  const holds = query.holds.filter((hold) => hold !== joined);
  return { ...query, holds, bufferBefore, bufferAfter, fullPeriods: [] };
}

/** How many guests can still book this start, if it is offered; null where slots are not shared. */
export function seatsLeft(query: SlotQueryAtStart, start: number): number | null {
  if (!query.sharing) return null;
  const joined = sharedHoldFor(query, start);
  return query.sharing.seats - (joined ? seatHolders(joined, query.now).length : 0);
}

/** How many guests can still book a start with every host; null where slots are not shared. */
export function commonSeatsLeft(
  queries: readonly SlotQueryAtStart[],
  start: number,
): number | null {
  const left = queries.map((query) => seatsLeft(query, start)).filter((seats) => seats !== null);
  return left.length === 0 ? null : Math.min(...left);
}

/** Whether a start lies on the grid of one of the windows, or of the common grid. */
export function isOnGrid(
  start: number,
  { windows, grid = windows, slotIntervalMinutes }: Pick<
    SlotQuery,
    "windows" | "grid" | "slotIntervalMinutes"
  >,
): boolean {
  const step = slotIntervalMinutes * MINUTE;
  return grid.some((window) =>
    start >= window.start && start < window.end && (start - window.start) % step === 0
  );
}

function gridStarts(windows: readonly Span[], stepMinutes: number, within: Span): number[] {
  const step = stepMinutes * MINUTE;
  const starts: number[] = [];
  let last = -Infinity;
  let ordered = true;
  for (const { start, end } of windows) {
    const first = start + Math.max(0, Math.ceil((within.start - start) / step)) * step;
    for (let at = first; at < end && at < within.end; at += step) {
      if (at <= last) ordered = false;
      last = at;
      starts.push(at);
    }
  }
  return ordered ? starts : [...new Set(starts)].sort((a, b) => a - b);
}

/** Those starts whose slot lies wholly in open time. */
function startsThatFit(
  starts: readonly number[],
  length: number,
  open: readonly Span[],
): number[] {
  const fitting: number[] = [];
  let i = 0;
  for (const start of starts) {
    while (i < open.length && open[i]!.end < start + length) i++;
    if (i === open.length) break;
    if (open[i]!.start <= start) fitting.push(start);
  }
  return fitting;
}

/**
 * Which starts from the first to the last each busy span and hold rules out, as open intervals: its two ends are free
 * again, so that a slot may touch what it must not overlap. For a hold this is `conflicts` of the ledger, solved for the
 * start.
 */
function forbiddenStarts(query: SlotQuery, first: number, last: number): readonly Span[] {
  const { minutes, busy, holds, now } = query;
  const length = minutes * MINUTE;
  const bufferBefore = query.bufferBefore * MINUTE, bufferAfter = query.bufferAfter * MINUTE;
  const forbidden: Span[] = [];
  const forbid = (start: number, end: number) => {
    if (start < last && end > first) forbidden.push({ start, end });
  };
  // Of a full period the first instant is ruled out as well.
  for (const { start, end } of query.fullPeriods) forbid(start - 1, end);
  for (const { start, end } of busy) {
    if (start < end) forbid(start - length - bufferAfter, end + bufferBefore);
  }
  for (const hold of holds) {
    if (!isLive(hold, now)) continue;
    forbid(
      hold.start - length - Math.max(bufferAfter, hold.bufferBefore * MINUTE),
      hold.end + Math.max(bufferBefore, hold.bufferAfter * MINUTE),
    );
  }
  return byStart(forbidden);
}

/** One sweep: of the intervals begun before a start, only the one that reaches furthest matters. */
function withoutForbidden(starts: readonly number[], forbidden: readonly Span[]): number[] {
  const free: number[] = [];
  let i = 0;
  let reach = -Infinity;
  for (const start of starts) {
    for (; i < forbidden.length && forbidden[i]!.start < start; i++) {
      if (forbidden[i]!.end > reach) reach = forbidden[i]!.end;
    }
    if (start >= reach) free.push(start);
  }
  return free;
}

/** What is known of the horizon when a window has no free start. */
export interface HorizonResult {
  empty: "full" | "away" | null;
  /** The first free start behind the window; epoch ms. */
  next: number | null;
  /** The first free start that was found; null when the whole horizon has none. */
  first: number | null;
  /** The time around the window that was searched without finding a start: any window in it has the same result. */
  without: Span;
}

/** A result with the instant, epoch ms, until which it is right while the guards stay the same. */
export interface KeptHorizonResult extends HorizonResult {
  until: number;
}
