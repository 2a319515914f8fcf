/** Which instances of a series EXDATE and RECURRENCE-ID name. */
import { instantOf, type Moment } from "./event.ts";

const DAY = 86_400_000;

/** Instances that are named by a list of moments. */
export interface NamedInstances {
  /**
   * Whether the instance at a wall-clock time is among them; where that time comes `again`, the first of the two. Where
   * one is meant of `several` on a day, a date names none.
   */
  first(wall: number, several: boolean, again: number | null): boolean;
  /** Whether the second of two is. */
  again(instant: number, several: boolean): boolean;
  /** A moment names a day that cannot be told; it then names none. */
  unclear: boolean;
}

/** What most events say. */
const none: NamedInstances = { first: () => false, again: () => false, unclear: false };

/** By its instant, or by its date where the moment or the series knows nothing else. */
export function namedInstances(start: Moment, moments: readonly Moment[]): NamedInstances {
  if (moments.length === 0) return none;
  const dates = new Set<number>(), walls = new Set<number>();
  // On the series' own clock, and on others.
  const local = new Set<number>(), instants = new Set<number>();
  let unclear = false;
  for (const moment of moments) {
    if (moment.dateOnly || start.dateOnly) {
      const date = dateIn(start, moment);
      if (date === null) unclear = true;
      else dates.add(date);
    } else {
      walls.add(wallIn(start, moment));
      if (moment.clock === start.clock) local.add(moment.wall);
      else instants.add(instantOf(moment));
    }
  }
  return {
    first(wall, several, again) {
      if (!several && dates.has(Math.floor(wall / DAY))) return true;
      if (again === null) return walls.has(wall);
      return local.has(wall) || instants.has(instantOf(start, wall));
    },
    again: (instant, several) =>
      instants.has(instant) ||
      !several && dates.has(Math.floor(start.clock.wallOf(instant) / DAY)),
    unclear,
  };
}

/** A moment on the wall clock of the series. */
export function wallIn(start: Moment, moment: Moment): number {
  if (moment.clock === start.clock || moment.dateOnly) return moment.wall;
  return start.clock.wallOf(instantOf(moment));
}

/** Where in the series an instance stands that a moment names. */
export function placeOf(start: Moment, moment: Moment): number {
  const wall = wallIn(start, moment);
  return start.dateOnly ? (dateIn(start, moment) ?? Math.floor(wall / DAY)) * DAY : wall;
}

/**
 * The date that a moment names: as it stands there; of a time the day that begins then for the host, else the one that
 * begins on the clock that it is written in. Any other time names none: where the day begins for its author is not said.
 */
function dateIn(start: Moment, moment: Moment): number | null {
  if (moment.dateOnly) return Math.floor(moment.wall / DAY);
  const here = start.clock.wallOf(instantOf(moment));
  if (here % DAY === 0) return here / DAY;
  return moment.wall % DAY === 0 ? moment.wall / DAY : null;
}
