import { horizonEnd, openWindowsOver } from "$lib/scheduling/availability.ts";
import { type EventType, stepOf } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { busyBeside, type Hold, isLive } from "$lib/scheduling/ledger.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Schedule } from "$lib/scheduling/schedule.ts";
import { type SlotQuestion, slots } from "$lib/scheduling/slots.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "./app.ts";
import { type Freshness, freshness, type Guard } from "./calendars/calendar.ts";
import { readBusy } from "./store/busy.ts";
import { getEventTypeBySlug } from "./store/event-types.ts";
import { getGuard } from "./store/guard.ts";
import { getHostByUsername } from "./store/hosts.ts";
import { listHolds } from "./store/ledger.ts";
import { getSchedule } from "./store/schedules.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Longest slot and longest buffer together: how far outside a window something can matter to it. */
const REACH = (480 + 180) * MINUTE;

/** The active event type behind a public address; "not-found" or "inactive" otherwise. */
export async function findType(
  app: App,
  username: string,
  slug: string,
): Promise<Outcome<{ host: Host; type: EventType }>> {
  const host = await getHostByUsername(app.kv, username);
  if (!host) return refused("not-found");
  const type = await getEventTypeBySlug(app.kv, host.id, slug);
  if (!type) return refused("not-found");
  return type.active ? accepted({ host, type }) : refused("inactive");
}

/** What a guest may pick in a window. */
export interface Offers {
  /** Epoch ms, ascending. */
  starts: number[];
  /** The worst of the chosen calendars; null when none is chosen. */
  calendars: Freshness | null;
  /** Why the whole horizon has nothing; null while something is free. */
  empty: "no-hours" | "full" | "away" | null;
  /** For a window with nothing in it, the first free start behind it, within the horizon. */
  next: number | null;
}

/** The starts that are on offer within a window, and where to go when it has none. */
export async function offersIn(
  app: App,
  host: Host,
  type: EventType,
  minutes: number,
  window: Span,
): Promise<Offers> {
  const now = app.now();
  const horizon = { start: now, end: horizonEnd(now, host.zone, type.horizonDays) };
  const view = { host, type, minutes, now, intervalMs: app.settings.syncIntervalMs };

  const near = await groundsOf(app, host, type, clip(window, horizon), now);
  const calendars = worstOf(near.guard, now, view.intervalMs);
  const starts = startsWithin(near, view, clip(window, horizon));
  if (starts.length > 0) return { starts, calendars, empty: null, next: null };
  if (!near.schedule?.rules.length) return { starts, calendars, empty: "no-hours", next: null };

  const far = await groundsOf(app, host, type, horizon, now);
  const next = firstFrom(
    window.end,
    horizon.end,
    (span) => startsWithin(far, view, clip(span, horizon)),
  );
  const earlier = next ??
    firstFrom(horizon.start, window.start, (span) => startsWithin(far, view, clip(span, horizon)));
  return { starts, calendars, empty: earlier === null ? "full" : null, next };
}

/** Up to `most` free starts nearest to a time that was wished for, in order of time. */
export async function nearestOffers(
  app: App,
  host: Host,
  type: EventType,
  minutes: number,
  wished: number,
  most = 4,
): Promise<number[]> {
  const now = app.now();
  const horizon = { start: now, end: horizonEnd(now, host.zone, type.horizonDays) };
  const view = { host, type, minutes, now, intervalMs: app.settings.syncIntervalMs };
  for (const reach of [DAY, 4 * DAY, 16 * DAY, 366 * DAY]) {
    const window = clip({ start: wished - reach, end: wished + reach }, horizon);
    const grounds = await groundsOf(app, host, type, window, now);
    const starts = startsWithin(grounds, view, window);
    const whole = window.start === horizon.start && window.end === horizon.end;
    if (starts.length < most && !whole) continue;
    return starts.sort((a, b) => Math.abs(a - wished) - Math.abs(b - wished)).slice(0, most).sort((
      a,
      b,
    ) => a - b);
  }
  return [];
}

/** All that the store knows about a person's time round a window; the guard was read first. */
export interface Grounds {
  guard: Guard;
  schedule: Schedule | null;
  holds: Hold[];
  busy: Span[];
}

async function groundsOf(
  app: App,
  host: Host,
  type: EventType,
  window: Span,
  now: number,
): Promise<Grounds> {
  const { guard } = await getGuard(app.kv, host.id);
  const reach = { start: window.start - REACH, end: window.end + REACH };
  const [schedule, holds, busy] = await Promise.all([
    getSchedule(app.kv, host.id, type.scheduleId),
    listHolds(app.kv, host.id, reach),
    readBusy(app.kv, host.id, guard, reach),
  ]);
  return { guard, schedule, holds, busy: busyBeside(busy, holds, now) };
}

/** The question whose answer is what is on offer; show and commit both ask it. */
export function slotQuestion(
  grounds: Grounds,
  host: Host,
  type: EventType,
  minutes: number,
  window: Span,
  now: number,
): SlotQuestion {
  return {
    windows: openWindowsOver(grounds.schedule?.rules ?? [], host.zone, window, minutes),
    minutes,
    stepMinutes: stepOf(type, minutes),
    before: type.before,
    after: type.after,
    blocked: grounds.busy,
    holds: grounds.holds.filter((hold) => isLive(hold, now)),
    now,
    earliest: now + type.notice * MINUTE,
    window,
  };
}

/** Whether the type's own rule hides times over a calendar that is not fresh there. */
export function hidesStale(
  type: EventType,
  guard: Guard,
  now: number,
  intervalMs: number,
  upTo: number,
): boolean {
  const worst = worstOf(guard, now, intervalMs, upTo);
  return type.overStale === "hide" && worst !== null && worst !== "fresh";
}

/** The worst freshness among the chosen calendars, up to an instant where one is named; null when none is chosen. */
export function worstOf(
  guard: Guard,
  now: number,
  intervalMs: number,
  upTo?: number,
): Freshness | null {
  const all = Object.values(guard.calendars).map((state) =>
    freshness(state, now, intervalMs, upTo)
  );
  if (all.length === 0) return null;
  return all.includes("broken") ? "broken" : all.includes("stale") ? "stale" : "fresh";
}

interface View {
  host: Host;
  type: EventType;
  minutes: number;
  now: number;
  intervalMs: number;
}

function startsWithin(grounds: Grounds, view: View, window: Span): number[] {
  if (window.start >= window.end) return [];
  const { host, type, minutes, now, intervalMs } = view;
  const starts = slots(slotQuestion(grounds, host, type, minutes, window, now));
  if (type.overStale !== "hide") return starts;
  return starts.filter((start) =>
    !hidesStale(type, grounds.guard, now, intervalMs, start + minutes * MINUTE)
  );
}

/** First free start between two instants, looked for a month at a time. */
function firstFrom(start: number, end: number, within: (span: Span) => number[]): number | null {
  for (let from = start; from < end; from += 31 * DAY) {
    const first = within({ start: from, end: Math.min(end, from + 31 * DAY) })[0];
    if (first !== undefined) return first;
  }
  return null;
}

function clip(span: Span, bounds: Span): Span {
  return { start: Math.max(span.start, bounds.start), end: Math.min(span.end, bounds.end) };
}
