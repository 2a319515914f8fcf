import type { OpenWindow } from "./availability.ts";
import { type Hold, isLive } from "./ledger.ts";
import { merge, type Span } from "./span.ts";

const MINUTE = 60_000;

/** All that decides which starts are offered. Instants in epoch ms. */
export interface SlotQuestion {
  /** Open hours, from `openWindowsOver` for the same window and length. */
  windows: readonly OpenWindow[];
  /** How long the slot lasts. */
  minutes: number;
  /** Elapsed minutes between starts; each open window begins its own grid. */
  stepMinutes: number;
  /** Minutes kept free round the slot. */
  before: number;
  after: number;
  /** Busy time of calendars, in any order: the slot with its buffers keeps off it. */
  blocked: readonly Span[];
  /** The persons' holds, in any order; those past their deadline at `now` hold nothing. */
  holds: readonly Hold[];
  now: number;
  /** `now` and the minimum notice: the first instant a slot may start at; it must also lie after `now`. */
  earliest: number;
  /** Only starts within are looked for; the caller ends it at the horizon. */
  window: Span;
}

/** The starts that are offered, ascending, each once. */
export function slots(question: SlotQuestion): number[] {
  const { windows, minutes, window, now, earliest } = question;
  const from = Math.max(window.start, earliest, now + 1);
  const starts = gridStarts(windows, question.stepMinutes, { start: from, end: window.end });
  return notForbidden(fitting(starts, minutes, windows), forbiddenStarts(question));
}

/** Whether this one start is offered: the same computation, over a window of a single instant. */
export function isOffered(start: number, question: Omit<SlotQuestion, "window">): boolean {
  return slots({ ...question, window: { start, end: start + 1 } }).length === 1;
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
function forbiddenStarts({ minutes, before, after, blocked, holds, now }: SlotQuestion): Span[] {
  const length = minutes * MINUTE;
  const forbidden: Span[] = [];
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
