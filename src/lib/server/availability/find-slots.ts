import {
  bookingWindowEnd,
  datesAround,
  openWindowsOver,
  withoutClosures,
} from "$lib/scheduling/open-windows.ts";
import { fullPeriods } from "$lib/scheduling/booking-limits.ts";
import { type EventType, slotIntervalOf } from "$lib/scheduling/event-type.ts";
import { closedTimesIn } from "$lib/scheduling/availability-exceptions.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { busyOutsideHolds, type Hold, isLive } from "$lib/scheduling/holds.ts";
import { holdsOfOthers } from "$lib/scheduling/shared-slot.ts";
import { type BusyTime, computeSlots, seatsLeft, type SlotQuery } from "$lib/scheduling/slots.ts";
import { overlaps, type Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { getGuard, type Guard, type VersionedGuard } from "../store/guard.ts";
import { type Freshness, freshness } from "$lib/scheduling/calendar-state.ts";
import { freshUntil } from "./confirmation.ts";
import { searchHorizon, validUntil } from "./horizon-search.ts";
import { readBusy } from "../store/busy.ts";
import { listHolds } from "../store/ledger.ts";
import { type HostPolicies, readHostPolicies } from "./host-policies.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Longest slot and longest buffer together: how far outside a window something can matter to it. */
const MAX_REACH_MS = (480 + 180) * MINUTE;

/** What a guest may pick in a window. */
export interface AvailableSlots {
  /** Epoch ms, ascending. */
  starts: number[];
  /** The turn of the host's guard that they were read at. */
  turn: number;
  /** Where guests share a time: how many of them each start still takes. */
  places: Map<number, number>;
  /** The worst of the chosen calendars; null when none is chosen. */
  calendars: Freshness | null;
  /** Up to when all of them are known by a fresh reading. */
  knownUntil: number;
  /** Why the whole horizon has nothing; null while something is free. */
  emptyReason: "no-hours" | "ended" | "full" | "away" | null;
  /** For a window with nothing in it, the first free start behind it, within the horizon. */
  nextStart: number | null;
}

/** The starts that are on offer within a window, and where to go when it has none; a booking that moves is not in its own way: the `mover`. */
export async function findSlots(
  app: App,
  host: Host,
  type: EventType,
  minutes: number,
  window: Span,
  excludedBookingId: string | null = null,
): Promise<AvailableSlots> {
  const now = app.now();
  const horizon = { start: now, end: bookingWindowEnd(type, now, host.zone) };
  const view = { host, type, minutes, now, intervalMs: app.settings.syncIntervalMs };

  await app.checkLedger(host.id);
  const { start, end } = window;
  const key = [host.id, host.zone, type.id, type.revision, minutes, start, end, excludedBookingId]
    .join(" ");
  const was = await getGuard(app.kv, host.id);
  const calendars = worstFreshness(was.guard, now, view.intervalMs);
  const known = freshUntil(was.guard, now, view.intervalMs);
  const read = { turn: was.guard.version, calendars, knownUntil: known };
  const kept = app.nextFreeCache.get(key, was.versionstamp, now);
  if (kept && (kept.first ?? Infinity) >= now + type.minimumNotice * MINUTE) {
    return {
      starts: [],
      places: new Map(),
      ...read,
      emptyReason: kept.empty,
      nextStart: kept.next,
    };
  }

  const near = await readAvailabilityInputs(
    app,
    host,
    type,
    clip(window, horizon),
    now,
    excludedBookingId,
    was,
  );
  const offered = { ...computeStartsWithSeats(near, view, clip(window, horizon)), ...read };
  if (offered.starts.length > 0) return { ...offered, emptyReason: null, nextStart: null };
  if (!hasHours(near)) return { ...offered, emptyReason: "no-hours", nextStart: null };
  if (horizon.end <= now) return { ...offered, emptyReason: "ended", nextStart: null };

  const far = await readAvailabilityInputs(app, host, type, horizon, now, excludedBookingId, was);
  const found = searchHorizon(window, horizon, {
    within: (span) => computeStarts(far, view, clip(span, horizon)),
    isAway: () => isClosedThroughout(far, view, horizon),
  });
  const span = { start: now, end: validUntil(far.holds, view, was.guard) };
  app.nextFreeCache.set(key, was.versionstamp, span, found);
  return { ...offered, emptyReason: found.empty, nextStart: found.next };
}

/** Up to `most` free starts nearest to a time that was wished for, in order of time. */
export async function suggestAlternatives(
  app: App,
  host: Host,
  type: EventType,
  minutes: number,
  wished: number,
  { most = 4, mover: excludedBookingId = null as string | null } = {},
): Promise<number[]> {
  const now = app.now();
  const horizon = { start: now, end: bookingWindowEnd(type, now, host.zone) };
  const view = { host, type, minutes, now, intervalMs: app.settings.syncIntervalMs };
  await app.checkLedger(host.id);
  for (const reach of [DAY, 4 * DAY, 16 * DAY, 366 * DAY]) {
    const window = clip({ start: wished - reach, end: wished + reach }, horizon);
    const was = await getGuard(app.kv, host.id);
    const grounds = await readAvailabilityInputs(
      app,
      host,
      type,
      window,
      now,
      excludedBookingId,
      was,
    );
    const starts = computeStarts(grounds, view, window);
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
export interface AvailabilityInputs extends HostPolicies {
  guard: Guard;
  holds: Hold[];
  busy: BusyTime[];
}

async function readAvailabilityInputs(
  app: App,
  host: Host,
  type: EventType,
  window: Span,
  now: number,
  excludedBookingId: string | null,
  { guard }: VersionedGuard,
): Promise<AvailabilityInputs> {
  const reach = withMaxReach(window);
  const [terms, holds, busy] = await Promise.all([
    readHostPolicies(app.kv, host, type, window),
    listHolds(app.kv, host.id, reach),
    readBusy(app.kv, host.id, guard, reach),
  ]);
  return {
    ...terms,
    limitHolds: holdsOfOthers(terms.limitHolds, excludedBookingId),
    guard,
    holds: holdsOfOthers(holds, excludedBookingId),
    busy: busyOutsideHolds(busy, holds, now),
  };
}

/** How far round a window something can matter to its starts. */
export function withMaxReach(window: Span): Span {
  return { start: window.start - MAX_REACH_MS, end: window.end + MAX_REACH_MS };
}

/** The question whose answer is what is on offer; show, commit and explain all ask it. */
export function slotQuery(
  grounds: AvailabilityInputs,
  host: Host,
  type: EventType,
  minutes: number,
  window: Span,
  now: number,
  intervalMs: number,
): SlotQuery {
  const { schedule, rules, limitHolds } = grounds;
  const { zone } = host;
  const overrides = schedule?.overrides ?? [];
  const closures = closedTimesIn(
    { ...rules, overrides },
    zone,
    ...datesAround(window, zone, minutes),
  );
  const ofType = limitHolds.filter(({ typeId }) => typeId === type.id);
  return {
    windows: withoutClosures(
      openWindowsOver(schedule?.rules ?? [], zone, window, minutes, overrides),
      closures,
    ),
    closures,
    minutes,
    slotIntervalMinutes: slotIntervalOf(type, minutes),
    bufferBefore: type.bufferBefore,
    bufferAfter: type.bufferAfter,
    busy: grounds.busy,
    holds: grounds.holds.filter((hold) => isLive(hold, now)),
    now,
    earliest: now + type.minimumNotice * MINUTE,
    bookingWindowEnd: bookingWindowEnd(type, now, zone),
    fullPeriods: [
      ...fullPeriods(ofType, type.bookingLimits, "type", zone, now),
      ...fullPeriods(limitHolds, rules.bookingLimits, "host", zone, now),
    ],
    ...(type.seats > 1 ? { sharing: { typeId: type.id, seats: type.seats } } : {}),
    knownUntil: type.whenCalendarStale === "hide"
      ? freshUntil(grounds.guard, now, intervalMs)
      : Infinity,
    window,
  };
}

/** The worst freshness among the chosen calendars, up to an instant where one is named; null when none is chosen. */
export function worstFreshness(
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

interface SlotView {
  host: Host;
  type: EventType;
  minutes: number;
  now: number;
  intervalMs: number;
}

function computeStarts(grounds: AvailabilityInputs, view: SlotView, window: Span): number[] {
  return window.start < window.end ? computeSlots(slotQueryIn(grounds, view, window)) : [];
}

function computeStartsWithSeats(grounds: AvailabilityInputs, view: SlotView, window: Span) {
  const places = new Map<number, number>();
  if (window.start >= window.end) return { starts: [], places };
  const question = slotQueryIn(grounds, view, window);
  const starts = computeSlots(question);
  for (const start of starts) {
    const left = seatsLeft(question, start);
    if (left !== null) places.set(start, left);
  }
  return { starts, places };
}

function slotQueryIn(grounds: AvailabilityInputs, view: SlotView, window: Span): SlotQuery {
  const { host, type, minutes, now, intervalMs } = view;
  return slotQuery(grounds, host, type, minutes, window, now, intervalMs);
}

/** Whether there are any hours at all, by the week or on single dates. */
function hasHours({ schedule }: AvailabilityInputs): boolean {
  return schedule !== null &&
    (schedule.rules.length > 0 || schedule.overrides.some(({ kind }) => kind === "add"));
}

/** Whether all hours of the horizon are taken out by days off, holidays and single dates. */
function isClosedThroughout(grounds: AvailabilityInputs, view: SlotView, horizon: Span): boolean {
  const { windows, closures } = slotQueryIn(grounds, view, horizon);
  return closures.length > 0 && windows.every((window) => !overlaps(window, horizon));
}

function clip(span: Span, bounds: Span): Span {
  return { start: Math.max(span.start, bounds.start), end: Math.min(span.end, bounds.end) };
}
