import { earliestStart, type EventType } from "$lib/scheduling/event-type.ts";
import { clip } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { getGuards, type VersionedGuard } from "../kv/guard.ts";
import { keepResult, keptResultFor, searchHorizon, validUntil } from "./horizon-search.ts";
import {
  type AvailableSlots,
  bookableSpan,
  calendarsOf,
  type FoundStarts,
  hasHours,
  isClosedThroughout,
  isRoundRobin,
  openSpan,
  readOffering,
  type SearchContext,
  type SlotSearch,
  startsWithSeats,
  termsOf,
} from "./offering.ts";
import { findMemberStarts } from "./member-starts.ts";
import type { OfferingSnapshot } from "./slot-query.ts";

export type { AvailableSlots } from "./offering.ts";

/** The starts within a window that a guest can book, and the next one when there are none. */
export async function findSlots(app: App, search: SlotSearch): Promise<AvailableSlots> {
  const { hosts, type, window } = search;
  const terms = termsOf(app, search);
  const { now } = terms;
  const horizon = await bookableSpan(app, search, now);
  const all = await getGuards(app.kv, guardsOfPage(search));
  const guards = all.slice(0, hosts.length);
  const { freshUntil, ...known } = calendarsOf(type, guards, terms);
  const calendars = { ...known, versions: versionsOf(all), until: freshUntil };
  const none = { starts: [], places: new Map<number, number>(), ...calendars };

  const key = searchKey(search);
  const version = versionOf(all);
  const kept = app.nextFreeCache.get(key, version, now) ?? [];
  const again = keptResultFor(kept, window, { now, earliest: earliestStart(type, now) });
  if (again) {
    const until = Math.min(freshUntil, again.until);
    return { ...none, emptyReason: again.empty, nextStart: again.next, until };
  }

  const near = isRoundRobin(type)
    ? await findMemberStarts(app, search, { terms, horizon, guards })
    : await findCommonStarts(app, search, { terms, horizon, guards });
  if (!near) return { ...none, emptyReason: "no-hours", nextStart: null };
  const until = Math.min(freshUntil, near.until);
  const offered = { starts: near.starts, places: near.places, ...calendars, until };
  if (offered.starts.length > 0) return { ...offered, emptyReason: null, nextStart: null };
  if (!near.haveHours) return { ...offered, emptyReason: "no-hours", nextStart: null };
  if (horizon.end <= now) return { ...offered, emptyReason: "ended", nextStart: null };

  const far = await readOffering(app, { ...search, window: horizon }, guards);
  if (!far) return { ...offered, emptyReason: "no-hours", nextStart: null };
  const areAway = (snapshot: OfferingSnapshot) => isClosedThroughout(snapshot, terms, horizon);
  const found = searchHorizon(window, horizon, {
    within: openSpan(far, terms, horizon),
    isAway: () => isRoundRobin(type) ? far.every(areAway) : far.some(areAway),
  });
  const end = Math.min(until, ...far.map((snapshot) => validUntil(snapshot, terms)));
  const results = keepResult(kept, { ...found, until: end }, now);
  app.nextFreeCache.set(key, version, { start: now, end: Infinity }, results);
  return { ...offered, emptyReason: found.empty, nextStart: found.next, until: end };
}

/**
 * The starts that every host has free; null when one of them is missing. A host's own are kept while the guard is the
 * same and the clock changes nothing but which of them are past.
 */
async function findCommonStarts(
  app: App,
  search: SlotSearch,
  context: SearchContext,
): Promise<FoundStarts | null> {
  const { type, window } = search, { terms: { now, excludedBookingIds = [] }, horizon } = context;
  if (type.team || excludedBookingIds.length > 0) {
    return await readCommonStarts(app, search, context);
  }
  const key = [searchKey(search), window.start, Math.min(window.end, horizon.end)].join(" ");
  const version = versionOf(context.guards);
  let found = app.startsCache.get(key, version, now);
  if (!found) {
    found = await readCommonStarts(app, search, context);
    if (found) app.startsCache.set(key, version, { start: now, end: found.until }, found);
  }
  const from = Math.max(earliestStart(type, now), now + 1);
  return found && { ...found, starts: startsFrom(found.starts, from) };
}

/** Those of ascending starts that are not before an instant. */
function startsFrom(starts: readonly number[], from: number): number[] {
  const first = starts.findIndex((start) => start >= from);
  return first < 0 ? [] : starts.slice(first);
}

async function readCommonStarts(
  app: App,
  search: SlotSearch,
  { terms, horizon, guards }: SearchContext,
): Promise<FoundStarts | null> {
  const bookable = clip(search.window, horizon);
  const near = await readOffering(app, { ...search, window: bookable }, guards);
  if (!near) return null;
  return {
    ...startsWithSeats(near, terms, bookable),
    haveHours: near.every(hasHours),
    until: Math.min(...near.map((snapshot) => validUntil(snapshot, terms))),
  };
}

/** Names a search but for its window, by the type's settings as they are asked for: they may not be saved yet. */
export function searchKey(
  { hosts, type, minutes, excludedBookingId = null, movedWith = [] }: Omit<SlotSearch, "window">,
): string {
  const whose = hosts.flatMap(({ id, zone }) => [id, zone]);
  const moved = [excludedBookingId, ...movedWith];
  return [...whose, JSON.stringify(type), minutes, ...moved].join(" ");
}

function versionsOf(guards: readonly VersionedGuard[]): AvailableSlots["versions"] {
  return new Map(guards.map(({ hostId, guard }) => [hostId, guard.version]));
}

/** The first time after an instant, epoch ms, in the searched window or beyond it; and until when that holds. */
export async function findNext(
  app: App,
  search: SlotSearch,
  { after, offers }: { after: number; offers: AvailableSlots },
): Promise<{ start: number | null; until: number }> {
  const near = offers.starts.find((start) => start >= after);
  if (near !== undefined) return { start: near, until: offers.until };
  const { end } = search.window;
  const far = await findSlots(app, { ...search, window: { start: end, end: end + 1 } });
  return { start: far.starts[0] ?? far.nextStart, until: Math.min(offers.until, far.until) };
}

/**
 * Whose guards stand for a booking page: of everybody whose time is searched, and of the team that owns the event type.
 * For the page that lists event types it is the owner's alone.
 */
export function guardsOfPage(
  { hosts, type }: { hosts: readonly { id: string }[]; type: Pick<EventType, "ownerId" | "team"> },
): string[] {
  return [...hosts.map(({ id }) => id), ...(type.team ? [type.ownerId] : [])];
}

/**
 * One text for the versionstamps of guards: while it is the same, so is everything that stands under them. Null where one
 * of them has no guard, as nothing may be kept then. The counter in a guard would not do: it can begin anew.
 */
export function versionOf(guards: readonly VersionedGuard[]): string | null {
  const versionstamps = guards.map(({ versionstamp }) => versionstamp);
  return versionstamps.includes(null) ? null : versionstamps.join(" ");
}
