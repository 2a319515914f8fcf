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
import { isLive } from "$lib/scheduling/holds.ts";
import { computeSlots, seatsLeft, type SlotQuery } from "$lib/scheduling/slots.ts";
import { overlaps, type Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { type AvailabilityInputs, inputsOf, readSnapshots } from "./snapshots.ts";
import { type Freshness, freshness } from "$lib/scheduling/calendar-state.ts";
import { freshUntil } from "./confirmation.ts";
import { searchHorizon, validUntil } from "./horizon-search.ts";
import { getGuard, type Guard, type VersionedGuard } from "../store/guard.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** The longest slot: so far outside the window of its start a meeting may reach. */
const LONGEST_SLOT = 480 * MINUTE;

/** What a guest may pick in a window. */
export interface AvailableSlots {
  /** Epoch ms, ascending. */
  starts: number[];
  /** The version of the host's guard that they were read at. */
  version: number;
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

  const { start, end } = window;
  const key = [host.id, host.zone, type.id, type.revision, minutes, start, end, excludedBookingId]
    .join(" ");
  const was = await getGuard(app.kv, host.id);
  const calendars = worstFreshness(was.guard, now, view.intervalMs);
  const known = freshUntil(was.guard, now, view.intervalMs);
  const read = { version: was.guard.version, calendars, knownUntil: known };
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

  const near = await readInputs(app, host, type, clip(window, horizon), {
    mover: excludedBookingId,
    guard: was,
  });
  if (!near) {
    return { starts: [], places: new Map(), ...read, emptyReason: "no-hours", nextStart: null };
  }
  const offered = { ...computeStartsWithSeats(near, view, clip(window, horizon)), ...read };
  if (offered.starts.length > 0) return { ...offered, emptyReason: null, nextStart: null };
  if (!hasHours(near)) return { ...offered, emptyReason: "no-hours", nextStart: null };
  if (horizon.end <= now) return { ...offered, emptyReason: "ended", nextStart: null };

  const far = await readInputs(app, host, type, horizon, { mover: excludedBookingId, guard: was });
  if (!far) return { ...offered, emptyReason: "no-hours", nextStart: null };
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
  for (const reach of [DAY, 4 * DAY, 16 * DAY, 366 * DAY]) {
    const window = clip({ start: wished - reach, end: wished + reach }, horizon);
    const inputs = await readInputs(app, host, type, window, { mover: excludedBookingId });
    if (!inputs) return [];
    const starts = computeStarts(inputs, view, window);
    const whole = window.start === horizon.start && window.end === horizon.end;
    if (starts.length < most && !whole) continue;
    return starts.sort((a, b) => Math.abs(a - wished) - Math.abs(b - wished)).slice(0, most).sort((
      a,
      b,
    ) => a - b);
  }
  return [];
}

/** What the store knows of a host's time round the starts of a window; null when the host is gone. */
export async function readInputs(
  app: App,
  host: Host,
  type: EventType,
  window: Span,
  { mover = null, guard }: { mover?: string | null; guard?: VersionedGuard } = {},
): Promise<AvailabilityInputs | null> {
  const snapshots = await readSnapshots(app, [host.id], {
    times: [{ start: window.start - LONGEST_SLOT, end: window.end + LONGEST_SLOT }],
    offers: { type: () => type, starts: window },
    ...(guard ? { guards: [guard] } : {}),
  });
  const snapshot = snapshots.ok ? snapshots.value[0] : null;
  if (!snapshot?.policies) return null;
  return inputsOf(snapshot, snapshot.policies, mover === null ? [] : [mover]);
}

/** The question whose answer is what is on offer; show, commit and explain all ask it. */
export function slotQuery(
  inputs: AvailabilityInputs,
  host: Host,
  type: EventType,
  minutes: number,
  window: Span,
  now: number,
  intervalMs: number,
): SlotQuery {
  const { schedule, rules, limitHolds } = inputs;
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
    busy: inputs.busy,
    holds: inputs.holds.filter((hold) => isLive(hold, now)),
    now,
    earliest: now + type.minimumNotice * MINUTE,
    bookingWindowEnd: bookingWindowEnd(type, now, zone),
    fullPeriods: [
      ...fullPeriods(ofType, type.bookingLimits, "type", zone, now),
      ...fullPeriods(limitHolds, rules.bookingLimits, "host", zone, now),
    ],
    ...(type.seats > 1 ? { sharing: { typeId: type.id, seats: type.seats } } : {}),
    knownUntil: type.whenCalendarStale === "hide"
      ? freshUntil(inputs.guard, now, intervalMs)
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

function computeStarts(inputs: AvailabilityInputs, view: SlotView, window: Span): number[] {
  return window.start < window.end ? computeSlots(slotQueryIn(inputs, view, window)) : [];
}

function computeStartsWithSeats(inputs: AvailabilityInputs, view: SlotView, window: Span) {
  const places = new Map<number, number>();
  if (window.start >= window.end) return { starts: [], places };
  const question = slotQueryIn(inputs, view, window);
  const starts = computeSlots(question);
  for (const start of starts) {
    const left = seatsLeft(question, start);
    if (left !== null) places.set(start, left);
  }
  return { starts, places };
}

function slotQueryIn(inputs: AvailabilityInputs, view: SlotView, window: Span): SlotQuery {
  const { host, type, minutes, now, intervalMs } = view;
  return slotQuery(inputs, host, type, minutes, window, now, intervalMs);
}

/** Whether there are any hours at all, by the week or on single dates. */
function hasHours({ schedule }: AvailabilityInputs): boolean {
  return schedule !== null &&
    (schedule.rules.length > 0 || schedule.overrides.some(({ kind }) => kind === "add"));
}

/** Whether all hours of the horizon are taken out by days off, holidays and single dates. */
function isClosedThroughout(inputs: AvailabilityInputs, view: SlotView, horizon: Span): boolean {
  const { windows, closures } = slotQueryIn(inputs, view, horizon);
  return closures.length > 0 && windows.every((window) => !overlaps(window, horizon));
}

function clip(span: Span, bounds: Span): Span {
  return { start: Math.max(span.start, bounds.start), end: Math.min(span.end, bounds.end) };
}
