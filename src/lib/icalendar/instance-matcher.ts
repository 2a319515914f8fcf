/** Which instances of a series EXDATE and RECURRENCE-ID name. */
import { type DateOrDateTime, toInstant } from "./vevent.ts";
import { DAY } from "$lib/scheduling/durations.ts";

/** Instances that are named by a list of moments. */
export interface InstanceMatcher {
  /**
   * Whether the instance at a wall-clock time is among them; where that time comes `again`, the first of the two. Where
   * one is meant of `several` on a day, a date names none.
   */
  matchesFirst(wall: number, several: boolean, again: number | null): boolean;
  /** Whether the second of two is. */
  matchesRepeated(instant: number, several: boolean): boolean;
  /** A moment names a day that cannot be told; it then names none. */
  isAmbiguous: boolean;
}

/** What most events say. */
const matchesNone: InstanceMatcher = {
  matchesFirst: () => false,
  matchesRepeated: () => false,
  isAmbiguous: false,
};

/** By its instant, or by its date where the moment or the series knows nothing else. */
export function instanceMatcher(
  start: DateOrDateTime,
  moments: readonly DateOrDateTime[],
): InstanceMatcher {
  if (moments.length === 0) return matchesNone;
  const dates = new Set<number>(), walls = new Set<number>();
  // On the series' own clock, and on others.
  const local = new Set<number>(), instants = new Set<number>();
  let unclear = false;
  for (const moment of moments) {
    if (moment.isDate || start.isDate) {
      const date = instanceDate(start, moment);
      if (date === null) unclear = true;
      else dates.add(date);
    } else {
      walls.add(wallTimeIn(start, moment));
      if (moment.clock === start.clock) local.add(moment.wall);
      else instants.add(toInstant(moment));
    }
  }
  return {
    matchesFirst(wall, several, again) {
      if (!several && dates.has(Math.floor(wall / DAY))) return true;
      if (again === null) return walls.has(wall);
      return local.has(wall) || instants.has(toInstant(start, wall));
    },
    matchesRepeated: (instant, several) =>
      instants.has(instant) ||
      !several && dates.has(Math.floor(start.clock.wallOf(instant) / DAY)),
    isAmbiguous: unclear,
  };
}

/** A moment on the wall clock of the series. */
export function wallTimeIn(start: DateOrDateTime, moment: DateOrDateTime): number {
  if (moment.clock === start.clock || moment.isDate) return moment.wall;
  return start.clock.wallOf(toInstant(moment));
}

/** Where in the series an instance stands that a moment names. */
export function instanceWallTime(start: DateOrDateTime, moment: DateOrDateTime): number {
  const wall = wallTimeIn(start, moment);
  return start.isDate ? (instanceDate(start, moment) ?? Math.floor(wall / DAY)) * DAY : wall;
}

/**
 * The date that a moment names: as it stands there; of a time the day that begins then for the host, else the one that
 * begins on the clock that it is written in. Any other time names none: where the day begins for its author is not said.
 */
function instanceDate(start: DateOrDateTime, moment: DateOrDateTime): number | null {
  if (moment.isDate) return Math.floor(moment.wall / DAY);
  const here = start.clock.wallOf(toInstant(moment));
  if (here % DAY === 0) return here / DAY;
  return moment.wall % DAY === 0 ? moment.wall / DAY : null;
}
