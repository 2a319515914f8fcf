import { fullPeriods } from "$lib/scheduling/booking-limits.ts";
import { closedTimesIn } from "$lib/scheduling/availability-exceptions.ts";
import { earliestStart, slotIntervalOf } from "$lib/scheduling/event-type.ts";
import { isLive } from "$lib/scheduling/holds.ts";
import {
  bookingWindowEnd,
  datesAround,
  openWindowsOver,
  withoutClosures,
} from "$lib/scheduling/open-windows.ts";
import type { SlotQuery } from "$lib/scheduling/slots.ts";
import { intersect, type Span } from "$lib/scheduling/span.ts";
import { freshUntil } from "./confirmation.ts";
import { holdsWithout, type HostPolicies, type HostSnapshot } from "./snapshots.ts";

/** A host's time together with what the host has set for an event type. */
export interface OfferingSnapshot extends HostSnapshot {
  policies: HostPolicies;
}

/** What is the same for every host of a booking. */
export interface SlotTerms {
  minutes: number;
  now: number;
  syncIntervalMs: number;
  /** Bookings that would take the slot: what they hold already counts as free. */
  excludedBookingIds?: readonly string[];
}

/** The hosts whose hours decide on which grid the starts of a booking lie: of a collective the required members. */
function gridHosts(snapshots: readonly OfferingSnapshot[]): readonly OfferingSnapshot[] {
  return snapshots.filter(({ host, policies: { type } }) =>
    !type.team?.members.some(({ hostId, isOptional }) => isOptional && hostId === host.id)
  );
}

/** A query for each host of one booking; the starts of a collective lie on a common grid, from where all are open. */
export function slotQueries(
  snapshots: readonly OfferingSnapshot[],
  terms: SlotTerms,
  window: Span,
): SlotQuery[] {
  const queries = snapshots.map((snapshot) => slotQuery(snapshot, terms, window));
  if (snapshots[0]?.policies.type.team?.mode !== "collective") return queries;
  const deciding = gridHosts(snapshots).map((snapshot) => queries[snapshots.indexOf(snapshot)]!);
  const [first, ...others] = deciding.map(({ windows }) => windows as readonly Span[]);
  if (!first) return queries;
  const grid = others.reduce((common, windows) => intersect(common, windows), first);
  return queries.map((query) => ({ ...query, grid }));
}

/** One host's rules and time as a query; page, decision and explanation are all computed from it. */
export function slotQuery(
  { host: { zone }, guard: { guard }, holds, busy, policies }: OfferingSnapshot,
  { minutes, now, syncIntervalMs, excludedBookingIds = [] }: SlotTerms,
  window: Span,
): SlotQuery {
  const { type, schedule, rules, teamStarts } = policies;
  const overrides = schedule?.overrides ?? [];
  const closures = closedTimesIn(
    { ...rules, overrides },
    zone,
    ...datesAround(window, zone, minutes),
  );
  const limitHolds = holdsWithout(policies.limitHolds, excludedBookingIds);
  const ofType = teamStarts
    ? teamStarts.filter(({ bookingIds }) => !excludedBookingIds.includes(bookingIds[0] ?? ""))
    : limitHolds.filter(({ typeId }) => typeId === type.id);
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
    busy,
    holds: holdsWithout(holds, excludedBookingIds).filter((hold) => isLive(hold, now)),
    now,
    earliest: earliestStart(type, now),
    bookingWindowEnd: bookingWindowEnd(type, now, policies.zone),
    fullPeriods: [
      ...fullPeriods(ofType, type.bookingLimits, "type", policies.zone, now),
      ...fullPeriods(limitHolds, rules.bookingLimits, "host", zone, now),
    ],
    ...(type.seats > 1 ? { sharing: { typeId: type.id, seats: type.seats } } : {}),
    knownUntil: type.whenCalendarStale === "hide"
      ? freshUntil(guard, now, syncIntervalMs)
      : Infinity,
    window,
  };
}
