import type { OpenWindow } from "./availability.ts";
import type { FullPeriod } from "./caps.ts";
import type { Closure } from "./exceptions.ts";
import { type Hold, isLive } from "./ledger.ts";
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
  /** Only starts within are looked for. */
  window: Span;
}

/** The starts that are offered, ascending, each once. */
export function slots(question: SlotQuestion): number[] {
  const { windows, minutes, window, now, earliest, horizon, knownUntil } = question;
  const start = Math.max(window.start, earliest, now + 1);
  const end = Math.min(window.end, horizon, knownUntil - minutes * MINUTE + 1);
  const starts = gridStarts(windows, question.stepMinutes, { start, end });
  return notForbidden(fitting(starts, minutes, windows), forbiddenStarts(question));
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
