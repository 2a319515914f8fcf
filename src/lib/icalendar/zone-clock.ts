import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { offsetAt, transitionsIn } from "$lib/icalendar/zone-transitions.ts";

const DECADE = 3_653 * DAY;

/** Offsets in ms over a span: the one at its start, and each change inside. */
export interface UtcOffsets {
  first: number;
  changes: { at: number; offset: number }[];
}

/** A zone's clock. Wall-clock times are milliseconds as if the wall clock were UTC. */
export interface ZoneClock {
  wallOf(instant: number): number;
  /** The first instant of an ambiguous time; a skipped time uses the offset before the gap (RFC 5545 §3.3.5). */
  instantOf(wall: number): number;
  /** The second instant of an ambiguous time; null for any other. */
  secondInstantOf(wall: number): number | null;
  /** Other possible meanings of the zone. */
  alternatives?: readonly ZoneClock[];
}

export const utcClock: ZoneClock = fixedOffsetClock(0);

/** A clock with a fixed offset, ms. */
export function fixedOffsetClock(offset: number): ZoneClock {
  return {
    wallOf: (instant) => instant + offset,
    instantOf: (wall) => wall - offset,
    secondInstantOf: () => null,
  };
}

const clocks = new Map<string, ZoneClock>();

/** The clock of an IANA zone, cached. */
export function zoneClockOf(zone: string): ZoneClock {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = clockFromOffsets((span) => ianaOffsetsOf(zone, span));
    // Names come from calendars in any letter case, so the cache is bounded.
    if (clocks.size >= 1000) clocks.clear();
    clocks.set(zone, clock);
  }
  return clock;
}

/** The offsets of an IANA zone. */
export function ianaOffsetsOf(zone: string, span: Span): UtcOffsets {
  return {
    first: offsetAt(span.start, zone) * MINUTE,
    changes: transitionsIn(zone, span).map(({ at, to }) => ({ at, offset: to * MINUTE })),
  };
}

/** A clock that reads its offsets by decade and caches them. */
export function clockFromOffsets(offsetsIn: (span: Span) => UtcOffsets): ZoneClock {
  const decades = new Map<number, UtcOffsets>();
  const offset = (instant: number): number => {
    const decade = Math.floor(instant / DECADE);
    let offsets = decades.get(decade);
    if (!offsets) {
      offsets = offsetsIn({ start: decade * DECADE, end: (decade + 1) * DECADE });
      decades.set(decade, offsets);
    }
    let { first: found } = offsets;
    for (const change of offsets.changes) {
      if (change.at > instant) break;
      found = change.offset;
    }
    return found;
  };
  return {
    wallOf: (instant) => instant + offset(instant),
    instantOf(wall) {
      const before = offset(wall - DAY), after = offset(wall + DAY);
      const early = wall - before, late = wall - after;
      if (before === after) return early;
      const earlyHolds = offset(early) === before, lateHolds = offset(late) === after;
      if (earlyHolds && lateHolds) return Math.min(early, late);
      return lateHolds ? late : early;
    },
    secondInstantOf(wall) {
      const before = offset(wall - DAY), after = offset(wall + DAY);
      const early = wall - before, late = wall - after;
      if (late <= early) return null;
      return offset(early) === before && offset(late) === after ? late : null;
    },
  };
}
