import {
  datesRound,
  horizonOf,
  openWindowsOver,
  withoutClosures,
} from "$lib/scheduling/availability.ts";
import { fullPeriods } from "$lib/scheduling/caps.ts";
import { type EventType, stepOf } from "$lib/scheduling/event-type.ts";
import { closuresOver } from "$lib/scheduling/exceptions.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { busyBeside, type Hold, isLive } from "$lib/scheduling/ledger.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { heldByOthers } from "$lib/scheduling/seats.ts";
import { type Blocked, placesLeft, type SlotQuestion, slots } from "$lib/scheduling/slots.ts";
import { overlaps, type Span } from "$lib/scheduling/span.ts";
import type { App } from "./app.ts";
import { type Freshness, freshness, type Guard } from "./calendars/calendar.ts";
import { knownUntil } from "./confirmation.ts";
import * as privateLinks from "./private-links.ts";
import { holdsUntil, searchAround } from "./offers-around.ts";
import { readBusy } from "./store/busy.ts";
import { getPublicType } from "./store/event-types.ts";
import { getGuard, type ReadGuard } from "./store/guard.ts";
import { listHolds } from "./store/ledger.ts";
import { readTerms, type Terms } from "./terms.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Longest slot and longest buffer together: how far outside a window something can matter to it. */
const REACH = (480 + 180) * MINUTE;

/**
 * The active event type behind a public address; "not-found" or "inactive" otherwise. One that is bookable by private
 * links alone is found by the secret of such a link.
 */
export async function findType(
  app: App,
  username: string,
  slug: string,
  secret: string | null = null,
): Promise<Outcome<{ host: Host; type: EventType }>> {
  const found = await getPublicType(app.kv, username, slug);
  if (!found) return refused("not-found");
  const link = await privateLinks.find(app, secret, found.type);
  if (!link.ok) return link;
  if (found.type.byLinkOnly && !link.value) return refused("not-found");
  return found.type.active ? accepted(found) : refused("inactive");
}

/** What a guest may pick in a window. */
export interface Offers {
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
  empty: "no-hours" | "ended" | "full" | "away" | null;
  /** For a window with nothing in it, the first free start behind it, within the horizon. */
  next: number | null;
}

/** The starts that are on offer within a window, and where to go when it has none; a booking that moves is not in its own way: the `mover`. */
export async function offersIn(
  app: App,
  host: Host,
  type: EventType,
  minutes: number,
  window: Span,
  mover: string | null = null,
): Promise<Offers> {
  const now = app.now();
  const horizon = { start: now, end: horizonOf(type, now, host.zone) };
  const view = { host, type, minutes, now, intervalMs: app.settings.syncIntervalMs };

  await app.checkLedger(host.id);
  const { start, end } = window;
  const key = [host.id, host.zone, type.id, type.revision, minutes, start, end, mover].join(" ");
  const was = await getGuard(app.kv, host.id);
  const calendars = worstOf(was.guard, now, view.intervalMs);
  const known = knownUntil(was.guard, now, view.intervalMs);
  const read = { turn: was.guard.turn, calendars, knownUntil: known };
  const kept = app.searches.get(key, was.versionstamp, now);
  if (kept && (kept.first ?? Infinity) >= now + type.notice * MINUTE) {
    return { starts: [], places: new Map(), ...read, empty: kept.empty, next: kept.next };
  }

  const near = await groundsOf(app, host, type, clip(window, horizon), now, mover, was);
  const offered = { ...placesWithin(near, view, clip(window, horizon)), ...read };
  if (offered.starts.length > 0) return { ...offered, empty: null, next: null };
  if (!hasHours(near)) return { ...offered, empty: "no-hours", next: null };
  if (horizon.end <= now) return { ...offered, empty: "ended", next: null };

  const far = await groundsOf(app, host, type, horizon, now, mover, was);
  const found = searchAround(window, horizon, {
    within: (span) => startsWithin(far, view, clip(span, horizon)),
    isAway: () => isAway(far, view, horizon),
  });
  const span = { start: now, end: holdsUntil(far.holds, view, was.guard) };
  app.searches.set(key, was.versionstamp, span, found);
  return { ...offered, empty: found.empty, next: found.next };
}

/** Up to `most` free starts nearest to a time that was wished for, in order of time. */
export async function nearestOffers(
  app: App,
  host: Host,
  type: EventType,
  minutes: number,
  wished: number,
  { most = 4, mover = null as string | null } = {},
): Promise<number[]> {
  const now = app.now();
  const horizon = { start: now, end: horizonOf(type, now, host.zone) };
  const view = { host, type, minutes, now, intervalMs: app.settings.syncIntervalMs };
  await app.checkLedger(host.id);
  for (const reach of [DAY, 4 * DAY, 16 * DAY, 366 * DAY]) {
    const window = clip({ start: wished - reach, end: wished + reach }, horizon);
    const was = await getGuard(app.kv, host.id);
    const grounds = await groundsOf(app, host, type, window, now, mover, was);
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
export interface Grounds extends Terms {
  guard: Guard;
  holds: Hold[];
  busy: Blocked[];
}

async function groundsOf(
  app: App,
  host: Host,
  type: EventType,
  window: Span,
  now: number,
  mover: string | null,
  { guard }: ReadGuard,
): Promise<Grounds> {
  const reach = reachOf(window);
  const [terms, holds, busy] = await Promise.all([
    readTerms(app.kv, host, type, window),
    listHolds(app.kv, host.id, reach),
    readBusy(app.kv, host.id, guard, reach),
  ]);
  return {
    ...terms,
    counted: heldByOthers(terms.counted, mover),
    guard,
    holds: heldByOthers(holds, mover),
    busy: busyBeside(busy, holds, now),
  };
}

/** How far round a window something can matter to its starts. */
export function reachOf(window: Span): Span {
  return { start: window.start - REACH, end: window.end + REACH };
}

/** The question whose answer is what is on offer; show, commit and explain all ask it. */
export function slotQuestion(
  grounds: Grounds,
  host: Host,
  type: EventType,
  minutes: number,
  window: Span,
  now: number,
  intervalMs: number,
): SlotQuestion {
  const { schedule, rules, counted } = grounds;
  const { zone } = host;
  const overrides = schedule?.overrides ?? [];
  const closures = closuresOver(
    { ...rules, overrides },
    zone,
    ...datesRound(window, zone, minutes),
  );
  const ofType = counted.filter(({ typeId }) => typeId === type.id);
  return {
    windows: withoutClosures(
      openWindowsOver(schedule?.rules ?? [], zone, window, minutes, overrides),
      closures,
    ),
    closures,
    minutes,
    stepMinutes: stepOf(type, minutes),
    before: type.before,
    after: type.after,
    blocked: grounds.busy,
    holds: grounds.holds.filter((hold) => isLive(hold, now)),
    now,
    earliest: now + type.notice * MINUTE,
    horizon: horizonOf(type, now, zone),
    full: [
      ...fullPeriods(ofType, type.caps, "type", zone, now),
      ...fullPeriods(counted, rules.caps, "host", zone, now),
    ],
    ...(type.seats > 1 ? { shared: { typeId: type.id, seats: type.seats } } : {}),
    knownUntil: type.overStale === "hide" ? knownUntil(grounds.guard, now, intervalMs) : Infinity,
    window,
  };
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
  return window.start < window.end ? slots(questionIn(grounds, view, window)) : [];
}

function placesWithin(grounds: Grounds, view: View, window: Span) {
  const places = new Map<number, number>();
  if (window.start >= window.end) return { starts: [], places };
  const question = questionIn(grounds, view, window);
  const starts = slots(question);
  for (const start of starts) {
    const left = placesLeft(question, start);
    if (left !== null) places.set(start, left);
  }
  return { starts, places };
}

function questionIn(grounds: Grounds, view: View, window: Span): SlotQuestion {
  const { host, type, minutes, now, intervalMs } = view;
  return slotQuestion(grounds, host, type, minutes, window, now, intervalMs);
}

/** Whether there are any hours at all, by the week or on single dates. */
function hasHours({ schedule }: Grounds): boolean {
  return schedule !== null &&
    (schedule.rules.length > 0 || schedule.overrides.some(({ kind }) => kind === "add"));
}

/** Whether all hours of the horizon are taken out by days off, holidays and single dates. */
function isAway(grounds: Grounds, view: View, horizon: Span): boolean {
  const { windows, closures } = questionIn(grounds, view, horizon);
  return closures.length > 0 && windows.every((window) => !overlaps(window, horizon));
}

function clip(span: Span, bounds: Span): Span {
  return { start: Math.max(span.start, bounds.start), end: Math.min(span.end, bounds.end) };
}
