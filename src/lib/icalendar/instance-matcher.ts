/** Matches the instances of a series that EXDATE and RECURRENCE-ID name. */
import { type DateOrDateTime, toInstant } from "./date-time.ts";
import { DAY } from "$lib/scheduling/durations.ts";

/** The instances that a list of moments names. */
export interface InstanceMatcher {
  /**
   * Whether the instance at a wall time is among them; the first of two when the time is repeated at `repeatedAt`. With
   * `ignoreDates` a DATE matches none, because the day may have several instances.
   */
  matchesFirst(wall: number, ignoreDates: boolean, repeatedAt: number | null): boolean;
  /** The same for the instant in a repeated hour. */
  matchesRepeated(instant: number, ignoreDates: boolean): boolean;
  /** The date of a moment is unknown; it then matches no instance. */
  isAmbiguous: boolean;
}

/** For a series without EXDATE or overrides. */
const matchesNone: InstanceMatcher = {
  matchesFirst: () => false,
  matchesRepeated: () => false,
  isAmbiguous: false,
};

/** Matches by instant, or by date when the moment or the series is a DATE. */
export function instanceMatcher(
  start: DateOrDateTime,
  moments: readonly DateOrDateTime[],
): InstanceMatcher {
  if (moments.length === 0) return matchesNone;
  const dates = new Set<number>(), walls = new Set<number>();
  // Moments in the zone of the series, and in others.
  const local = new Set<number>(), instants = new Set<number>();
  let isAmbiguous = false;
  for (const moment of moments) {
    if (moment.isDate || start.isDate) {
      const date = instanceDate(start, moment);
      if (date === null) isAmbiguous = true;
      else dates.add(date);
    } else {
      walls.add(wallTimeIn(start, moment));
      if (moment.clock === start.clock) local.add(moment.wall);
      else instants.add(toInstant(moment));
    }
  }
  return {
    matchesFirst(wall, ignoreDates, repeatedAt) {
      if (!ignoreDates && dates.has(Math.floor(wall / DAY))) return true;
      if (repeatedAt === null) return walls.has(wall);
      return local.has(wall) || instants.has(toInstant(start, wall));
    },
    matchesRepeated: (instant, ignoreDates) =>
      instants.has(instant) ||
      !ignoreDates && dates.has(Math.floor(start.clock.wallOf(instant) / DAY)),
    isAmbiguous,
  };
}

/** A moment as wall time of the series. */
export function wallTimeIn(start: DateOrDateTime, moment: DateOrDateTime): number {
  if (moment.clock === start.clock || moment.isDate) return moment.wall;
  return start.clock.wallOf(toInstant(moment));
}

/** The wall time in the series of the instance that a moment names. */
export function instanceWallTime(start: DateOrDateTime, moment: DateOrDateTime): number {
  const wall = wallTimeIn(start, moment);
  return start.isDate ? (instanceDate(start, moment) ?? Math.floor(wall / DAY)) * DAY : wall;
}

/**
 * The date that a moment names: a DATE as written; a DATE-TIME only when it is midnight in the zone of the series, else in
 * its own zone. Null for any other time, because the author's midnight is unknown.
 */
function instanceDate(start: DateOrDateTime, moment: DateOrDateTime): number | null {
  if (moment.isDate) return Math.floor(moment.wall / DAY);
  const localWall = start.clock.wallOf(toInstant(moment));
  if (localWall % DAY === 0) return localWall / DAY;
  return moment.wall % DAY === 0 ? moment.wall / DAY : null;
}
