/** The starts of a round robin: each member's are kept under the version of their guard until something can change them. */
import { fullPeriods, hasBookingLimit, limitSpan } from "$lib/scheduling/booking-limits.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import { earliestStart, type EventType } from "$lib/scheduling/event-type.ts";
import { type Host, isActive } from "$lib/scheduling/host.ts";
import { bookingWindowEnd } from "$lib/scheduling/open-windows.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { computeSlots, unionOfStarts } from "$lib/scheduling/slots.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { Team } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { getGuards, type VersionedGuard } from "../kv/guard.ts";
import { getHosts } from "../store/hosts.ts";
import { listTeamStarts } from "../store/team-bookings.ts";
import { getOpenTeam, listTeamMembers } from "../store/teams.ts";
import { nextDeadline, validUntil } from "./horizon-search.ts";
import {
  type FoundStarts,
  hasHours,
  readOffering,
  type SearchContext,
  type SlotSearch,
  termsOf,
} from "./offering.ts";
import { slotQuery, type SlotTerms } from "./slot-query.ts";

/** The starts that one member has free in a window, whatever the limits of the type; ascending. */
export interface MemberStarts {
  starts: number[];
  hasHours: boolean;
  /** See `validUntil`. */
  until: number;
}

/** The starts that any member of a round robin has free and its limits leave; null when no member is there. */
export async function findMemberStarts(
  app: App,
  search: SlotSearch,
  { terms, horizon, guards }: SearchContext,
): Promise<FoundStarts | null> {
  const { type, window } = search;
  const team = await getOpenTeam(app.kv, type.ownerId);
  const members = team && await readMemberStarts(app, search, { team, terms, guards });
  if (!members || members.size === 0) return null;
  const { full, until: limitsUntil } = await readLimits(app, team, type, window, terms);
  const { now } = terms;
  const from = Math.max(window.start, earliestStart(type, now), now + 1);
  const until = Math.min(window.end, horizon.end);
  const union = unionOfStarts([...members.values()].map(({ starts }) => starts));
  return {
    starts: union.filter((start) =>
      start >= from && start < until &&
      !full.some((period) => period.start <= start && start < period.end)
    ),
    places: new Map(),
    haveHours: [...members.values()].some((each) => each.hasHours),
    until: Math.min(limitsUntil, ...[...members.values()].map(({ until }) => until)),
  };
}

/** A time that a member of a round robin is to have free. */
export interface MemberTime {
  time: Span;
  now: number;
  excludedBookingIds?: readonly string[];
}

/**
 * The members of a round robin who have a time free by what the store knows, whatever the guest; "not-offered" where a
 * limit of the type is reached, "inactive" once the team is deleted.
 */
export async function membersFreeAt<Member extends { hostId: string }>(
  app: App,
  type: EventType,
  members: readonly Member[],
  { time, now, excludedBookingIds = [] }: MemberTime,
): Promise<Outcome<Member[], "inactive" | "not-offered">> {
  const team = await getOpenTeam(app.kv, type.ownerId);
  if (!team) return refused("inactive");
  const minutes = (time.end - time.start) / MINUTE;
  const window = dayAround(time.start);
  const [excludedBookingId = null] = excludedBookingIds;
  const terms = { ...termsOf(app, { minutes, excludedBookingId }), now };
  const full = await fullPeriodsOf(app, team, type, time, terms);
  const isFull = full.some(({ start, end }) => start <= time.start && time.start < end);
  if (isFull) return refused("not-offered");
  const guards = await getGuards(app.kv, members.map(({ hostId }) => hostId));
  const hosts = await getHosts(app.kv, members.map(({ hostId }) => hostId));
  const present = hosts.flatMap((host, n) => host ? [{ host, guard: guards[n]! }] : []);
  const found = await readMemberStarts(
    app,
    { hosts: present.map(({ host }) => host), type, minutes, window, excludedBookingId },
    { team, terms, guards: present.map(({ guard }) => guard) },
  );
  const isOffered = time.start > now && time.start >= earliestStart(type, now) &&
    time.start < bookingWindowEnd(type, now, team.zone);
  return accepted(
    members.filter(({ hostId }) => isOffered && found.get(hostId)?.starts.includes(time.start)),
  );
}

/** The UTC day of an instant: one entry a day serves all times of it. */
function dayAround(instant: number): Span {
  const start = Math.floor(instant / DAY) * DAY;
  return { start, end: start + DAY };
}

/** The periods in which the limits of a team event type are reached. */
export async function fullPeriodsOf(
  app: App,
  team: Team,
  type: EventType,
  window: Span,
  terms: SlotTerms,
): Promise<Span[]> {
  return (await readLimits(app, team, type, window, terms)).full;
}

/** The same, with the next deadline of what is counted. */
async function readLimits(
  app: App,
  team: Team,
  type: EventType,
  window: Span,
  { now, excludedBookingIds = [] }: SlotTerms,
): Promise<{ full: Span[]; until: number }> {
  if (!hasBookingLimit(type.bookingLimits) || window.start >= window.end) {
    return { full: [], until: Infinity };
  }
  const counted = (await listTeamStarts(app.kv, type.id, limitSpan(window, team.zone)))
    .filter(({ bookingIds }) => !excludedBookingIds.includes(bookingIds[0] ?? ""));
  return {
    full: fullPeriods(counted, type.bookingLimits, "type", team.zone, now),
    until: nextDeadline(counted, now),
  };
}

/** Each present member's starts in a window, from memory where their guard is the same; by the host's id. */
export async function readMemberStarts(
  app: App,
  { hosts, type, minutes, window, excludedBookingId = null }: SlotSearch,
  { team, terms, guards }: Pick<SearchContext, "terms" | "guards"> & { team: Team },
): Promise<Map<string, MemberStarts>> {
  // Of a preview they are not saved yet.
  const { now } = terms, settings = JSON.stringify(type);
  const found = new Map<string, MemberStarts>();
  const missing: { host: Host; guard: VersionedGuard; key: string }[] = [];
  const memberIds = new Set((await listTeamMembers(app.kv, team.id)).map(({ hostId }) => hostId));
  for (const [n, host] of hosts.entries()) {
    const guard = guards[n]!;
    if (!memberIds.has(host.id) || !isActive(host)) continue;
    const zones = [host.zone, team.zone];
    const key = [host.id, ...zones, settings, minutes, window.start, window.end].join(" ");
    const kept = excludedBookingId === null
      ? app.memberStartsCache.get(key, guard.versionstamp, now)
      : null;
    if (kept) found.set(host.id, kept);
    else missing.push({ host, guard, key });
  }
  if (missing.length === 0) return found;

  const snapshots = await readOffering(
    app,
    { hosts: missing.map(({ host }) => host), type, window },
    missing.map(({ guard }) => guard),
  ) ?? [];
  for (const { host, guard, key } of missing) {
    const snapshot = snapshots.find((each) => each.host.id === host.id);
    if (!snapshot) continue;
    // The limits of the type are the team's: they are applied to all members together.
    const own = { ...snapshot, policies: { ...snapshot.policies, teamStarts: [] } };
    const query = slotQuery(own, terms, window);
    const until = validUntil(own, terms);
    const is = { starts: computeSlots(query), hasHours: hasHours(own), until };
    found.set(host.id, is);
    if (excludedBookingId !== null) continue;
    app.memberStartsCache.set(key, guard.versionstamp, { start: now, end: until }, is);
  }
  return found;
}
