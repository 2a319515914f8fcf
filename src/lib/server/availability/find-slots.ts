import { type Freshness, worstFreshness } from "$lib/scheduling/calendar-state.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { earliestStart, type EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { bookingWindowEnd } from "$lib/scheduling/open-windows.ts";
import { commonSeatsLeft, commonStarts } from "$lib/scheduling/slots.ts";
import { clip, overlaps, type Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { getGuards, type VersionedGuard } from "../store/guard.ts";
import { freshUntil } from "./confirmation.ts";
import { searchHorizon, validUntil } from "./horizon-search.ts";
import { type OfferingSnapshot, slotQuery, type SlotTerms } from "./slot-query.ts";
import { readSnapshots } from "./snapshots.ts";

/** The longest slot, in ms: so far outside the window of its start a meeting may reach. */
export const LONGEST_SLOT = 480 * MINUTE;

/** What is searched, and in whose time. */
export interface SlotSearch {
  /** Everybody whose time the booking takes: a start is offered only where each of them is free. */
  hosts: readonly Host[];
  type: EventType;
  minutes: number;
  /** Epoch ms: a start may lie within it. */
  window: Span;
  /** The booking that is rescheduled; the time it holds counts as free. */
  excludedBookingId?: string | null;
}

/** What a guest may pick in a window. */
export interface AvailableSlots {
  /** Epoch ms, ascending. */
  starts: number[];
  /** The versions of the hosts' guards under which they were read, by the host's id. */
  versions: ReadonlyMap<string, number>;
  /** Where guests share a time: how many of them each start still takes. */
  places: Map<number, number>;
  /** The worst of the hosts' chosen calendars; null when none is chosen. */
  calendars: Freshness | null;
  /** Up to when all of them are known by a fresh reading. */
  knownUntil: number;
  /** Why the whole horizon has nothing; null while something is free. */
  emptyReason: "no-hours" | "ended" | "full" | "away" | null;
  /** For a window with nothing in it, the first free start behind it, within the horizon. */
  nextStart: number | null;
}

/** The starts within a window that are free for every host, and the next free start when there are none. */
export async function findSlots(app: App, search: SlotSearch): Promise<AvailableSlots> {
  const { hosts, type, window } = search;
  const terms = termsOf(app, search);
  const { now } = terms;
  const horizon = bookableSpan(search, now);
  const guards = await getGuards(app.kv, hosts.map(({ id }) => id));
  const calendars = calendarsOf(guards, terms);
  const none = { starts: [], places: new Map<number, number>(), ...calendars };

  const key = cacheKey(search);
  const version = versionOf(guards);
  const cached = app.nextFreeCache.get(key, version, now);
  if (cached && (cached.first ?? Infinity) >= earliestStart(type, now)) {
    return { ...none, emptyReason: cached.empty, nextStart: cached.next };
  }

  const bookable = clip(window, horizon);
  const near = await readOffering(app, { ...search, window: bookable }, guards);
  if (!near) return { ...none, emptyReason: "no-hours", nextStart: null };
  const offered = { ...startsWithSeats(near, terms, bookable), ...calendars };
  if (offered.starts.length > 0) return { ...offered, emptyReason: null, nextStart: null };
  if (!near.every(hasHours)) return { ...offered, emptyReason: "no-hours", nextStart: null };
  if (horizon.end <= now) return { ...offered, emptyReason: "ended", nextStart: null };

  const far = await readOffering(app, { ...search, window: horizon }, guards);
  if (!far) return { ...offered, emptyReason: "no-hours", nextStart: null };
  const found = searchHorizon(window, horizon, {
    within: (span) => startsIn(far, terms, clip(span, horizon)),
    isAway: () => far.some((snapshot) => isClosedThroughout(snapshot, terms, horizon)),
  });
  const end = Math.min(...far.map((snapshot) => validUntil(snapshot, terms)));
  app.nextFreeCache.set(key, version, { start: now, end }, found);
  return { ...offered, emptyReason: found.empty, nextStart: found.next };
}

/** What stays the same while a set of hosts is searched. */
export function termsOf(
  app: App,
  { minutes, excludedBookingId = null }: Pick<SlotSearch, "minutes" | "excludedBookingId">,
): SlotTerms {
  return {
    minutes,
    now: app.now(),
    syncIntervalMs: app.settings.syncIntervalMs,
    excludedBookingIds: excludedBookingId === null ? [] : [excludedBookingId],
  };
}

/** From now to the end of what can be booked of every host. */
export function bookableSpan({ hosts, type }: Pick<SlotSearch, "hosts" | "type">, now: number) {
  return {
    start: now,
    end: Math.min(...hosts.map(({ zone }) => bookingWindowEnd(type, now, zone))),
  };
}

/** What the store knows of each host's time round the starts of a window; null when one of them is missing or the set is empty. */
export async function readOffering(
  app: App,
  { hosts, type, window }: Pick<SlotSearch, "hosts" | "type" | "window">,
  guards?: readonly VersionedGuard[],
): Promise<OfferingSnapshot[] | null> {
  if (hosts.length === 0) return null;
  const snapshots = await readSnapshots(app, hosts.map(({ id }) => id), {
    times: [{ start: window.start - LONGEST_SLOT, end: window.end + LONGEST_SLOT }],
    offers: { type: () => type, starts: window },
    ...(guards ? { guards } : {}),
  });
  if (!snapshots.ok) return null;
  return snapshots.value.map((snapshot) => {
    if (!snapshot.policies) throw new Error("an event type that is given has policies");
    return { ...snapshot, policies: snapshot.policies };
  });
}

/** The starts of a window that every host offers, ascending. */
export function startsIn(
  snapshots: readonly OfferingSnapshot[],
  terms: SlotTerms,
  window: Span,
): number[] {
  return startsWithSeats(snapshots, terms, window).starts;
}

function startsWithSeats(snapshots: readonly OfferingSnapshot[], terms: SlotTerms, window: Span) {
  if (window.start >= window.end) return { starts: [], places: new Map<number, number>() };
  const queries = snapshots.map((snapshot) => slotQuery(snapshot, terms, window));
  const starts = commonStarts(queries);
  const places = new Map<number, number>();
  for (const start of starts) {
    const left = commonSeatsLeft(queries, start);
    if (left !== null) places.set(start, left);
  }
  return { starts, places };
}

function calendarsOf(guards: readonly VersionedGuard[], { now, syncIntervalMs }: SlotTerms) {
  const states = guards.flatMap(({ guard }) => Object.values(guard.calendars));
  return {
    versions: new Map(guards.map(({ hostId, guard }) => [hostId, guard.version])),
    calendars: worstFreshness(states, now, syncIntervalMs),
    // Without hosts nothing is known: Math.min() of none would be Infinity.
    knownUntil: guards.length === 0
      ? now
      : Math.min(...guards.map(({ guard }) => freshUntil(guard, now, syncIntervalMs))),
  };
}

function cacheKey({ hosts, type, minutes, window, excludedBookingId = null }: SlotSearch): string {
  const whose = hosts.flatMap(({ id, zone }) => [id, zone]);
  const { start, end } = window;
  return [...whose, type.id, type.revision, minutes, start, end, excludedBookingId].join(" ");
}

/** The versions of all guards; null where one of them has no guard yet. */
function versionOf(guards: readonly VersionedGuard[]): string | null {
  const versionstamps = guards.map(({ versionstamp }) => versionstamp);
  return versionstamps.includes(null) ? null : versionstamps.join(" ");
}

/** Whether there are any hours at all, by the week or on single dates. */
function hasHours({ policies: { schedule } }: OfferingSnapshot): boolean {
  return schedule !== null &&
    (schedule.rules.length > 0 || schedule.overrides.some(({ kind }) => kind === "add"));
}

/** Whether all hours of the horizon are taken out by days off, holidays and single dates. */
function isClosedThroughout(snapshot: OfferingSnapshot, terms: SlotTerms, horizon: Span): boolean {
  const { windows, closures } = slotQuery(snapshot, terms, horizon);
  return closures.length > 0 && windows.every((window) => !overlaps(window, horizon));
}
