import type { OpenWindow } from "./availability.ts";
import type { FullPeriod } from "./caps.ts";
import type { Closure } from "./exceptions.ts";
import { type Hold, isLive } from "./ledger.ts";
import { seatsTaken, slotAt } from "./seats.ts";
import { merge, type Span } from "./span.ts";

const MINUTE = 60_000;

/** Busy time, and the calendar it comes from where somebody wants to know. */
export interface Blocked extends Span {
  calendar?: string;
}

/** All that decides which starts are offered; `explain` answers the same question for one instant. Instants in epoch ms. */
export interface SlotQuestion {
  /** Open hours without what is closed, from `openWindowsOver` and `withoutClosures` for the same window and length. */
  windows: readonly OpenWindow[];
  /** What was taken out of the windows, so that it can be said why. */
  closures: readonly Closure[];
  /** How long the slot lasts. */
  minutes: number;
  /** Elapsed minutes between starts; each open window begins its own grid. */
  stepMinutes: number;
  /** Minutes kept free round the slot. */
  before: number;
  after: number;
  /** Busy time of calendars, in any order: the slot with its buffers keeps off it. */
  blocked: readonly Blocked[];
  /** The persons' holds, in any order; those past their deadline at `now` hold nothing. */
  holds: readonly Hold[];
  now: number;
  /** `now` and the minimum notice: the first instant a slot may start at; it must also lie after `now`. */
  earliest: number;
  /** The first instant that lies too far ahead. */
  horizon: number;
  /** Periods whose limit is reached: nothing more begins in them. */
  full: readonly FullPeriod[];
  /** A slot may not reach beyond what calendars are known for; `Infinity` where they do not hide it. */
  knownUntil: number;
  /** How many guests share a slot of which type; missing where every meeting has its time to itself. */
  shared?: { typeId: string; seats: number };
  /** Only starts within are looked for. */
  window: Span;
}

/** The starts that are offered, ascending, each once. */
export function slots(question: SlotQuestion): number[] {
  const within = reachOf(question);
  const starts = offered(question, gridStarts(question.windows, question.stepMinutes, within));
  const joined = joinable(question).filter(({ start }) =>
    within.start <= start && start < within.end &&
    offered(beside(question, start), [start]).length > 0
  );
  if (joined.length === 0) return starts;
  return [...starts, ...joined.map(({ start }) => start)].sort((a, b) => a - b);
}

function reachOf({ minutes, window, now, earliest, horizon, knownUntil }: SlotQuestion): Span {
  return {
    start: Math.max(window.start, earliest, now + 1),
    end: Math.min(window.end, horizon, knownUntil - minutes * MINUTE + 1),
  };
}

function offered(question: SlotQuestion, starts: readonly number[]): number[] {
  const fits = fitting(starts, question.minutes, question.windows);
  return notForbidden(fits, forbiddenStarts(question));
}

/** Slots of this type and length in which a seat is free. */
function joinable({ shared, holds, minutes, now }: SlotQuestion): Hold[] {
  if (!shared) return [];
  return holds.filter((hold) => {
    const time = { start: hold.start, end: hold.start + minutes * MINUTE };
    return slotAt([hold], shared.typeId, time, now) !== null &&
      seatsTaken(hold, now).length < shared.seats;
  });
}

type Asked = Omit<SlotQuestion, "window">;

/** The slot that a guest at this start would share; null where the meeting would be a new one. */
export function joinedAt({ shared, holds, minutes, now }: Asked, start: number): Hold | null {
  if (!shared) return null;
  return slotAt(holds, shared.typeId, { start, end: start + minutes * MINUTE }, now);
}

/**
 * The question for one more seat in the slot at this start: the slot is not in its own way, keeps the buffers that it was
 * made with, and is counted already. Where no slot is, the question itself.
 */
export function beside<Question extends Asked>(question: Question, start: number): Question {
  const joined = joinedAt(question, start);
  if (!joined) return question;
  const { before, after } = joined;
  const holds = question.holds.filter((hold) => hold !== joined);
  return { ...question, holds, before, after, full: [] };
}

/** How many guests can still book this start, if it is on offer; null where nobody shares. */
export function placesLeft(question: Asked, start: number): number | null {
  if (!question.shared) return null;
  const joined = joinedAt(question, start);
  return question.shared.seats - (joined ? seatsTaken(joined, question.now).length : 0);
}

/** Whether a start lies on the grid of one of the windows. */
export function isOnGrid(
  start: number,
  { windows, stepMinutes }: Pick<SlotQuestion, "windows" | "stepMinutes">,
): boolean {
  const step = stepMinutes * MINUTE;
  return windows.some((window) =>
    start >= window.start && start < window.end && (start - window.start) % step === 0
  );
}

function gridStarts(windows: readonly OpenWindow[], stepMinutes: number, within: Span): number[] {
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

/** Those starts whose slot lies wholly in open time; windows that meet, also at midnight, are one. */
function fitting(starts: readonly number[], minutes: number, windows: readonly Span[]): number[] {
  const open = merge(windows);
  const length = minutes * MINUTE;
  let i = 0;
  return starts.filter((start) => {
    while (i < open.length && open[i]!.end < start + length) i++;
    return i < open.length && open[i]!.start <= start;
  });
}

/**
 * Which starts each busy span and hold rules out, as open intervals: its two ends are free again, so that a slot may
 * touch what it must not overlap. For a hold this is `conflicts` of the ledger, solved for the start.
 */
function forbiddenStarts(question: SlotQuestion): Span[] {
  const { minutes, before, after, blocked, holds, now } = question;
  const length = minutes * MINUTE;
  // Of a full period the first instant is ruled out as well.
  const forbidden: Span[] = question.full.map(({ start, end }) => ({ start: start - 1, end }));
  for (const { start, end } of blocked) {
    if (start >= end) continue;
    forbidden.push({ start: start - length - after * MINUTE, end: end + before * MINUTE });
  }
  for (const hold of holds) {
    if (!isLive(hold, now)) continue;
    forbidden.push({
      start: hold.start - length - Math.max(after, hold.before) * MINUTE,
      end: hold.end + Math.max(before, hold.after) * MINUTE,
    });
  }
  return forbidden.sort((a, b) => a.start - b.start);
}

/** One sweep: of the intervals begun before a start, only the one that reaches furthest matters. */
function notForbidden(starts: readonly number[], forbidden: readonly Span[]): number[] {
  let i = 0;
  let reach = -Infinity;
  return starts.filter((start) => {
    for (; i < forbidden.length && forbidden[i]!.start < start; i++) {
      reach = Math.max(reach, forbidden[i]!.end);
    }
    return start >= reach;
  });
}
