import { type Freshness, freshnessEndsAt, worstFreshness } from "$lib/scheduling/calendar-state.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { type Host, isActive } from "$lib/scheduling/host.ts";
import { bookingWindowEnd } from "$lib/scheduling/open-windows.ts";
import {
  commonSeatsLeft,
  commonStarts,
  computeSlots,
  unionOfStarts,
} from "$lib/scheduling/slots.ts";
import { clip, overlaps, type Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import type { VersionedGuard } from "../kv/guard.ts";
import { getOpenTeam } from "../store/teams.ts";
import { freshUntil } from "./confirmation.ts";
import { type OfferingSnapshot, slotQueries, slotQuery, type SlotTerms } from "./slot-query.ts";
import { readPresent } from "./snapshots.ts";

/** The longest slot, in ms: so far outside the window of its start a meeting may reach. */
export const LONGEST_SLOT = 480 * MINUTE;

/** What is searched, and in whose time. */
export interface SlotSearch {
  /** Whose time a booking takes: of a round robin one of them, else that of all; see `hostsOffering`. */
  hosts: readonly Host[];
  type: EventType;
  minutes: number;
  /** Epoch ms: a start may lie within it. */
  window: Span;
  /** The booking that is rescheduled; the time it holds counts as free. */
  excludedBookingId?: string | null;
  /** Bookings that give up their time with it. */
  movedWith?: readonly string[];
}

/** What a guest may pick in a window. */
export interface AvailableSlots {
  /** Epoch ms, ascending. */
  starts: number[];
  /** The versions of the guards under which they were read, by the id of the host or team. */
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
  /** Until when the clock alone changes nothing of it but what passes with a whole minute, epoch ms. */
  until: number;
}

/** What a search goes by besides its question. */
export interface SearchContext {
  terms: SlotTerms;
  /** From now to the end of what can be booked. */
  horizon: { start: number; end: number };
  guards: readonly VersionedGuard[];
}

/** What was found in a window; `haveHours` is whether anybody needed is ever open. */
export interface FoundStarts extends Pick<AvailableSlots, "starts" | "places" | "until"> {
  haveHours: boolean;
}

/** Whether one of the hosts takes a booking, by rotation. */
export function isRoundRobin({ team }: Pick<EventType, "team">): boolean {
  return team?.mode === "round-robin";
}

/** What stays the same while a set of hosts is searched. */
export function termsOf(
  app: App,
  { minutes, excludedBookingId = null, movedWith = [] }: Pick<
    SlotSearch,
    "minutes" | "excludedBookingId" | "movedWith"
  >,
): SlotTerms {
  return {
    minutes,
    now: app.now(),
    syncIntervalMs: app.settings.syncIntervalMs,
    excludedBookingIds: [...excludedBookingId === null ? [] : [excludedBookingId], ...movedWith],
  };
}

/** From now to the end of what can be booked: in the team's zone, or of every host in theirs. */
export async function bookableSpan(
  app: App,
  { hosts, type }: Pick<SlotSearch, "hosts" | "type">,
  now: number,
): Promise<Span> {
  const team = type.team && await getOpenTeam(app.kv, type.ownerId);
  if (type.team && !team) return { start: now, end: now };
  const zones = team ? [team.zone] : hosts.map(({ zone }) => zone);
  return { start: now, end: Math.min(...zones.map((zone) => bookingWindowEnd(type, now, zone))) };
}

/**
 * What the store knows of each host's time round the starts of a window; null when one of them is missing or the set is
 * empty. A round robin does without the missing ones.
 */
export async function readOffering(
  app: App,
  { hosts, type, window }: Pick<SlotSearch, "hosts" | "type" | "window">,
  guards?: readonly VersionedGuard[],
): Promise<OfferingSnapshot[] | null> {
  const ids = hosts.map(({ id }) => id);
  const snapshots = await readPresent(app, ids, {
    times: [{ start: window.start - LONGEST_SLOT, end: window.end + LONGEST_SLOT }],
    offers: { type: () => type, starts: window },
    ...(guards ? { guards } : {}),
    isShown: true,
  });
  const offering = snapshots.flatMap((snapshot) =>
    snapshot.policies && isActive(snapshot.host)
      ? [{ ...snapshot, policies: snapshot.policies }]
      : []
  );
  const isWhole = offering.length === ids.length || isRoundRobin(type);
  return isWhole && offering.length > 0 ? offering : null;
}

/** The starts of a window that are offered, ascending. */
export function startsIn(
  snapshots: readonly OfferingSnapshot[],
  terms: SlotTerms,
  window: Span,
): number[] {
  return startsWithSeats(snapshots, terms, window).starts;
}

/** What finds the starts in parts of a span: what is the same for each part is put together once. */
export function openSpan(
  snapshots: readonly OfferingSnapshot[],
  terms: SlotTerms,
  span: Span,
): (part: Span) => number[] {
  const isAnyEnough = snapshots.some(({ policies: { type } }) => isRoundRobin(type));
  const queries = isAnyEnough
    ? snapshots.map((snapshot) => slotQuery(snapshot, terms, span))
    : slotQueries(snapshots, terms, span);
  return (part) => {
    const window = clip(part, span);
    if (window.start >= window.end) return [];
    const parts = queries.map((query) => ({ ...query, window }));
    return isAnyEnough ? unionOfStarts(parts.map(computeSlots)) : commonStarts(parts);
  };
}

/** The starts of a window that are offered: of a round robin where one host is free, else where each of them is. */
export function startsWithSeats(
  snapshots: readonly OfferingSnapshot[],
  terms: SlotTerms,
  window: Span,
): Pick<AvailableSlots, "starts" | "places"> {
  const places = new Map<number, number>();
  if (window.start >= window.end) return { starts: [], places };
  const [first] = snapshots;
  if (first && isRoundRobin(first.policies.type)) {
    const each = snapshots.map((snapshot) => computeSlots(slotQuery(snapshot, terms, window)));
    return { starts: unionOfStarts(each), places };
  }
  const queries = slotQueries(snapshots, terms, window);
  const starts = commonStarts(queries);
  for (const start of starts) {
    const left = commonSeatsLeft(queries, start);
    if (left !== null) places.set(start, left);
  }
  return { starts, places };
}

/** What the guards say of the hosts' calendars; a round robin needs one host whose calendars are known. */
export function calendarsOf(
  type: EventType,
  guards: readonly VersionedGuard[],
  { now, syncIntervalMs }: SlotTerms,
): Pick<AvailableSlots, "calendars" | "knownUntil"> & { freshUntil: number } {
  const states = guards.flatMap(({ guard }) => Object.values(guard.calendars));
  const ends = states.map((state) => freshnessEndsAt(state, now, syncIntervalMs));
  const known = guards.map(({ guard }) => freshUntil(guard, now, syncIntervalMs));
  return {
    calendars: worstFreshness(states, now, syncIntervalMs),
    // Without hosts nothing is known: Math.min() of none would be Infinity.
    knownUntil: guards.length === 0
      ? now
      : isRoundRobin(type)
      ? Math.max(...known)
      : Math.min(...known),
    freshUntil: Math.min(Infinity, ...ends),
  };
}

/** Whether there are any hours at all, by the week or on single dates. */
export function hasHours({ policies: { schedule } }: OfferingSnapshot): boolean {
  return schedule !== null &&
    (schedule.rules.length > 0 || schedule.overrides.some(({ kind }) => kind !== "block"));
}

/** Whether all hours of the horizon are taken out by time off, holidays and single dates. */
export function isClosedThroughout(
  snapshot: OfferingSnapshot,
  terms: SlotTerms,
  horizon: Span,
): boolean {
  const { windows, closures } = slotQuery(snapshot, terms, horizon);
  return closures.length > 0 && windows.every((window) => !overlaps(window, horizon));
}
