import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { offsetAt, transitionsIn } from "$lib/icalendar/zone-transitions.ts";

const DECADE = 3_653 * DAY;

/** Offsets in milliseconds over a stretch of time: what is in force at its start, and each change inside. */
export interface UtcOffsets {
  first: number;
  changes: { at: number; offset: number }[];
}

/** A zone's clock. Wall-clock times are milliseconds as if the wall clock were UTC. */
export interface ZoneClock {
  wallOf(instant: number): number;
  /** Of a time that comes twice the first; one that is skipped moves forward (RFC 5545 §3.3.5: the offset before the gap). */
  instantOf(wall: number): number;
  /** The second instant of a time that comes twice; null of any other. */
  secondInstantOf(wall: number): number | null;
  /** What else the zone may mean, where its definition is in doubt. */
  alternatives?: readonly ZoneClock[];
}

export const utcClock: ZoneClock = fixedOffsetClock(0);

/** A clock that is always as far from UTC. */
export function fixedOffsetClock(offset: number): ZoneClock {
  return {
    wallOf: (instant) => instant + offset,
    instantOf: (wall) => wall - offset,
    secondInstantOf: () => null,
  };
}

const clocks = new Map<string, ZoneClock>();

/** The clock of an IANA zone; kept, for there are only some hundred zones and their rules stand still. */
export function zoneClockOf(zone: string): ZoneClock {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = clockFromOffsets((span) => ianaOffsetsOf(zone, span));
    // Names may be written in any case, by anybody.
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

/** A clock that asks for its offsets a decade at a time and keeps them. */
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
