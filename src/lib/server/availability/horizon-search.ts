import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { freshnessEndsAt } from "$lib/scheduling/calendar-state.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { HorizonResult, KeptHorizonResult } from "$lib/scheduling/slots.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { OfferingSnapshot, SlotTerms } from "./slot-query.ts";

interface HorizonSearch {
  /** The free starts in a span of the horizon. */
  within(span: Span): number[];
  /** Whether all hours of the horizon are taken out by time off. */
  isAway(): boolean;
}

/** Searches the horizon behind a window with nothing in it, then before it, a month at a time. */
export function searchHorizon(
  window: Span,
  horizon: Span,
  { within, isAway }: HorizonSearch,
): HorizonResult {
  const next = firstStartBetween(window.end, horizon.end, within);
  const first = next ??
    firstStartBetween(horizon.start, Math.min(window.start, horizon.end), within);
  const isAllBefore = first === null || window.start <= horizon.start;
  const without = {
    start: isAllBefore ? -Infinity : window.start,
    end: next ?? Infinity,
  };
  return { empty: first !== null ? null : isAway() ? "away" : "full", next, first, without };
}

/** More windows without a start than a year of months has. */
const MOST_KEPT = 14;

/** A result that holds for this window too: of a search of a time without starts in which it lies. */
export function keptResultFor(
  kept: readonly KeptHorizonResult[],
  window: Span,
  { now, earliest }: { now: number; earliest: number },
): KeptHorizonResult | null {
  return kept.find(({ without, until, first }) =>
    now < until && (first ?? Infinity) >= earliest &&
    without.start <= window.start && window.end <= without.end
  ) ?? null;
}

/** The results that are still right, with one more. */
export function keepResult(
  kept: readonly KeptHorizonResult[],
  result: KeptHorizonResult,
  now: number,
): KeptHorizonResult[] {
  return [result, ...kept.filter(({ until }) => now < until)].slice(0, MOST_KEPT);
}

function firstStartBetween(
  start: number,
  end: number,
  within: HorizonSearch["within"],
): number | null {
  for (let from = start; from < end; from += 31 * DAY) {
    const first = within({ start: from, end: Math.min(end, from + 31 * DAY) })[0];
    if (first !== undefined) return first;
  }
  return null;
}

/** Until when a search of one host's time is valid while the guard stays the same, epoch ms: the next deadline, a calendar that may turn stale, midnight in the zones of the host and of the booking window. */
export function validUntil(
  { host, holds, policies: { limitHolds, zone, teamStarts }, guard: { guard } }: OfferingSnapshot,
  { now, syncIntervalMs }: SlotTerms,
): number {
  return Math.min(
    nextMidnight(host.zone, now),
    nextMidnight(zone, now),
    now + DAY,
    nextDeadline([...holds, ...limitHolds, ...teamStarts ?? []], now),
    ...Object.values(guard.calendars).map((state) => freshnessEndsAt(state, now, syncIntervalMs)),
  );
}

/** The next deadline of a request that holds time, epoch ms; Infinity for none. */
export function nextDeadline(
  holds: readonly (Pick<Hold, "expiresAt"> & Pick<Partial<Hold>, "seatDeadlines">)[],
  now: number,
): number {
  let next = Infinity;
  for (const { expiresAt, seatDeadlines } of holds) {
    for (const deadline of [expiresAt ?? 0, ...Object.values(seatDeadlines ?? {})]) {
      if (deadline > now && deadline < next) next = deadline;
    }
  }
  return next;
}

function nextMidnight(zone: string, now: number): number {
  return startOfDay(addDays(dateAt(now, zone), 1), zone);
}
