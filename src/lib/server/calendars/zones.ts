import { isZone } from "$lib/scheduling/host.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { offsetAt, transitionsIn } from "$lib/scheduling/zone-rules.ts";
import { type Component, property } from "./content.ts";
import { observedOffsets, type Offsets } from "./observances.ts";
import type { Budget } from "./recurrence.ts";
import { ianaOfWindows } from "./windows-zones.ts";

const DAY = 86_400_000;
const DECADE = 3_653 * DAY;

/** A zone's clock. Wall-clock times are milliseconds as if the wall clock were UTC. */
export interface Clock {
  wallOf(instant: number): number;
  /** Of a time that comes twice the first; one that is skipped moves forward (RFC 5545 §3.3.5: the offset before the gap). */
  instantOf(wall: number): number;
}

export const utcClock: Clock = { wallOf: (instant) => instant, instantOf: (wall) => wall };

const clocks = new Map<string, Clock>();

/** The clock of an IANA zone; kept, for there are only some hundred zones and their rules stand still. */
export function clockOf(zone: string): Clock {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = steppedClock((span) => ({
      first: offsetAt(span.start, zone) * 60_000,
      changes: transitionsIn(zone, span).map(({ at, to }) => ({ at, offset: to * 60_000 })),
    }));
    // Names may be written in any case, by anybody.
    if (clocks.size >= 1000) clocks.clear();
    clocks.set(zone, clock);
  }
  return clock;
}

/** A clock that asks for its offsets a decade at a time and keeps them. */
export function steppedClock(offsetsIn: (span: Span) => Offsets): Clock {
  const decades = new Map<number, Offsets>();
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
  };
}

/** Steps that the rules of all zones of a calendar may cost together. */
const STEPS = 300_000;
/** Zones that are looked up for a calendar; of any more nobody knows what they mean. */
const MOST_ZONES = 300;

/**
 * Finds the clock of a TZID: an IANA name, a Windows name, then the VTIMEZONE beside it; null when it means nothing. A
 * clock whose rules cost too much throws `TooMuch` when it is asked.
 */
export function zoneFinder(calendar: Component): (tzid: string) => Clock | null {
  const found = new Map<string, Clock | null>();
  const budget = { steps: STEPS };
  let written: Map<string, Component> | null = null;
  return (tzid) => {
    let clock = found.get(tzid);
    if (clock === undefined && found.size >= MOST_ZONES) return null;
    if (clock === undefined) {
      const named = zoneNamed(tzid);
      written ??= writtenZones(calendar);
      clock = named ? clockOf(named) : clockAsWritten(written.get(tzid.trim()), budget);
      found.set(tzid, clock);
    }
    return clock;
  };
}

function writtenZones(calendar: Component): Map<string, Component> {
  const zones = new Map<string, Component>();
  for (const component of calendar.components) {
    const tzid = component.name === "VTIMEZONE" ? property(component, "TZID")?.value.trim() : null;
    if (tzid && !zones.has(tzid)) zones.set(tzid, component);
  }
  return zones;
}

function clockAsWritten(zone: Component | undefined, budget: Budget): Clock | null {
  if (!zone) return null;
  const location = property(zone, "X-LIC-LOCATION")?.value.trim();
  if (location && isZone(location)) return clockOf(location);
  const offsetsIn = observedOffsets(zone, budget);
  return offsetsIn && steppedClock(offsetsIn);
}

/** Some programs write `/example.org/2026/Europe/Berlin` for Europe/Berlin. */
function zoneNamed(tzid: string): string | null {
  const name = tzid.trim();
  if (isZone(name)) return name;
  const windows = ianaOfWindows(name);
  if (windows) return windows;
  const parts = name.split("/");
  for (const length of name.startsWith("/") ? [3, 2, 1] : []) {
    const end = parts.slice(-length).join("/");
    if (parts.length > length && isZone(end)) return end;
  }
  return null;
}
