import { type CountedStart, hasBookingLimit, limitSpan } from "$lib/scheduling/booking-limits.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { type Host, isActive, isClosed } from "$lib/scheduling/host.ts";
import type { HostRules } from "$lib/scheduling/host-rules.ts";
import { busyOutsideHolds, type Hold, isLive } from "$lib/scheduling/holds.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Schedule } from "$lib/scheduling/availability-schedule.ts";
import { holdsOfOthers, seatHolders } from "$lib/scheduling/shared-slot.ts";
import type { BusyTime } from "$lib/scheduling/slots.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { getGuards, type VersionedGuard } from "../kv/guard.ts";
import type { KnownHost } from "../store/host-memory.ts";
import { getHostRules } from "../store/host-rules.ts";
import { getHost } from "../store/hosts.ts";
import { knownBusy, knownRecord, knownShards } from "../store/known-host.ts";
import { holdsIn, type Shards } from "../store/ledger.ts";
import { readTeamTerms, scheduleFor, scheduleIdFor, type TypeTerms } from "./team-terms.ts";

/** What a host has set for an event type. */
export interface HostPolicies {
  type: EventType;
  schedule: Schedule | null;
  rules: HostRules;
  /** Every hold of the days, weeks and months around the requested starts; none where no limit is set. */
  limitHolds: Hold[];
  /** The zone in which the booking window and the limits of the type count: the host's, or the team's. */
  zone: string;
  /** What the limits of a team event type count; null for a host's own, whose holds are counted. */
  teamStarts: CountedStart[] | null;
}

/** One host's time, all of it read after that host's guard: right for as long as the guard's version is the same. */
export interface HostSnapshot {
  host: Host;
  guard: VersionedGuard;
  shards: Shards;
  /** Every hold near the times, expired ones among them. */
  holds: Hold[];
  /** Busy time that no live hold explains, with the key of its calendar. */
  busy: BusyTime[];
  /** Null where no event type was requested, it was deleted, or the host does not take its bookings. */
  policies: HostPolicies | null;
}

/** What is read of each host. */
export interface SnapshotQuery {
  /** Times that are wanted or held, without their buffers; epoch ms. */
  times: readonly Span[];
  /** For time that is given by an event type's rules: the type, which is read after the guards, and the span of the starts. */
  offers?: { type(): Promise<EventType | null> | EventType | null; starts: Span };
  /** Guards that were read just before, in the order of the hosts. */
  guards?: readonly VersionedGuard[];
  /** For what a page shows, which does not wait until held time is compared with bookings after a start. */
  isShown?: true;
}

/** The longest buffer, in ms: how far outside a time something can matter to it. */
const LONGEST_BUFFER = 180 * MINUTE;

/** Reads what a decision needs: of every host the guard first, then the rest, hosts in parallel. "inactive" where one of them is missing or has no active account. */
export async function readSnapshots(
  app: App,
  hostIds: readonly string[],
  query: SnapshotQuery,
): Promise<Outcome<HostSnapshot[], "inactive">> {
  const snapshots = await readPresent(app, hostIds, query);
  return areAllActive(snapshots, hostIds) ? accepted(snapshots) : refused("inactive");
}

/** Whether every one of these hosts is there with an account that is open and not suspended, as giving time needs. */
export function areAllActive(
  snapshots: readonly HostSnapshot[],
  hostIds: readonly string[],
): boolean {
  return hostIds.every((id) => snapshots.some(({ host }) => host.id === id && isActive(host)));
}

/** Whether every one of these hosts is there and has an open account, as keeping time needs. */
export function areAllPresent(
  snapshots: readonly HostSnapshot[],
  hostIds: readonly string[],
): boolean {
  return hostIds.every((id) => snapshots.some(({ host }) => host.id === id && !isClosed(host)));
}

/** The same without missing hosts: enough to release time, which a missing host must not prevent. */
export async function readPresent(
  app: App,
  hostIds: readonly string[],
  { times, offers, guards: known, isShown }: SnapshotQuery,
): Promise<HostSnapshot[]> {
  if (!isShown) await Promise.all(hostIds.map((hostId) => app.checkLedger(hostId)));
  const guards = known ?? await getGuards(app.kv, hostIds);
  const terms = readTerms(app.kv, offers);
  const near = times.filter(({ start, end }) => start < end).map(withLongestBuffers);
  const [snapshots] = await Promise.all([
    Promise.all(guards.map((guard) => readSnapshot(app, guard, near, terms, offers?.starts))),
    terms,
  ]);
  return snapshots.filter((snapshot) => snapshot !== null);
}

async function readSnapshot(
  app: App,
  guard: VersionedGuard,
  near: Span[],
  terms: Promise<TypeTerms | null>,
  starts?: Span,
): Promise<HostSnapshot | null> {
  const { hostId } = guard;
  const { kv } = app;
  const kept = app.hostMemory.under(guard);
  const [host, shards, readings, rules, schedule] = await Promise.all([
    knownRecord(kept, "host", () => getHost(kv, hostId)),
    knownShards(kv, kept, hostId, ...near),
    Promise.all(near.map((span) => knownBusy(kv, kept, guard, span))),
    starts ? knownRecord(kept, "rules", () => getHostRules(kv, hostId)) : null,
    terms.then((known) => known && knownSchedule(kv, kept, hostId, known)),
  ]);
  if (!host) return null;
  const holds = holdsIn(shards), now = app.now();
  const busy = readings.flatMap((byCalendar) =>
    [...byCalendar].flatMap(([calendar, spans]) =>
      busyOutsideHolds(spans, holds, now).map((span) => ({ ...span, calendar }))
    )
  );
  const known = await terms;
  const isTaking = known && (known.memberIds?.has(hostId) ?? true);
  // A host without a schedule for the event type has no hours for it.
  const policies = known && isTaking && rules && starts
    ? {
      type: known.type,
      schedule,
      rules,
      limitHolds: await readLimitHolds(kv, kept, host, known.type, rules, starts),
      zone: known.zone ?? host.zone,
      teamStarts: known.starts,
    }
    : null;
  return { host, guard, shards, holds, busy, policies };
}

/** The event type, with what a team adds to it; null where there is none, or its team is deleted. */
async function readTerms(
  kv: Deno.Kv,
  offers: SnapshotQuery["offers"],
): Promise<TypeTerms | null> {
  const type = await offers?.type();
  if (!type || !offers) return null;
  return type.team
    ? await readTeamTerms(kv, type, offers.starts)
    : { type, zone: null, starts: null, memberIds: null };
}

/** The schedule of the host for the event type, under the name of what it depends on. */
function knownSchedule(
  kv: Deno.Kv,
  kept: KnownHost,
  hostId: string,
  terms: TypeTerms,
): Promise<Schedule | null> {
  const chosen = scheduleIdFor(hostId, terms);
  if (chosen === undefined) return Promise.resolve(null);
  return knownRecord(kept, `schedule ${chosen ?? ""}`, () => scheduleFor(kv, hostId, terms));
}

async function readLimitHolds(
  kv: Deno.Kv,
  kept: KnownHost,
  { id, zone }: Host,
  type: EventType,
  rules: HostRules,
  starts: Span,
): Promise<Hold[]> {
  const isLimited = hasBookingLimit(type.bookingLimits) || hasBookingLimit(rules.bookingLimits);
  if (!isLimited || starts.start >= starts.end) return [];
  return holdsIn(await knownShards(kv, kept, id, limitSpan(starts, zone)));
}

function withLongestBuffers({ start, end }: Span): Span {
  return { start: start - LONGEST_BUFFER, end: end + LONGEST_BUFFER };
}

/** A host's time as it is once these holds have theirs. */
export function withHolds(snapshot: HostSnapshot, further: readonly Hold[]): HostSnapshot {
  const { holds, policies } = snapshot;
  return {
    ...snapshot,
    holds: [...holds, ...further],
    policies: policies && {
      ...policies,
      limitHolds: [...policies.limitHolds, ...further],
      teamStarts: policies.teamStarts && [...policies.teamStarts, ...further],
    },
  };
}

/** The holds of all other bookings. */
export function holdsWithout(holds: readonly Hold[], bookingIds: readonly string[]): Hold[] {
  return bookingIds.reduce((left, id) => holdsOfOthers(left, id), [...holds]);
}

/** Bookings in these holds whose request is past its deadline. */
export function overdueBookings(holds: readonly Hold[], now: number): string[] {
  return holds.flatMap((hold) => {
    if (!isLive(hold, now)) return hold.bookingIds;
    if (!hold.seatDeadlines) return [];
    const holding = new Set(seatHolders(hold, now));
    return hold.bookingIds.filter((id) => !holding.has(id));
  });
}
