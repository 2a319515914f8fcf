/** Selects the components of one UID that count. */
import type { VEvent } from "./vevent.ts";
import { longestDuration, oneDay } from "./event-duration.ts";

/** Masters and overrides of one UID. */
export interface Revisions {
  /** The master with the highest SEQUENCE (RFC 5545 §3.8.7.4); all of them when one has none. */
  masters: VEvent[];
  /** Overrides; one without an end has the duration of its series. */
  overrides: VEvent[];
  /** Overrides without an end whose series is missing. */
  overridesWithoutEnd: VEvent[];
}

/** Splits the events of one UID into masters and overrides. */
export function selectRevisions(events: readonly VEvent[]): Revisions {
  const masters = newestRevision(events.filter((event) => !event.recurrenceId));
  const overrides = events.filter((event) => event.recurrenceId);
  if (overrides.length === 0) return { masters, overrides, overridesWithoutEnd: [] };
  const complete = [
    ...masters,
    ...overrides.filter((each) => each.hasEnd && each.recurrenceId?.thisAndFuture),
  ];
  const withoutEnd = overrides.filter((event) => !event.hasEnd);
  const hasMaster = masters.length > 0;
  const timeDuration = hasMaster
    ? longestDuration(complete.map(({ duration }) => duration))
    : oneDay;
  const dateDuration = longestDuration([
    oneDay,
    ...complete.filter(({ start }) => start.isDate).map(durationOf),
  ]);
  return {
    masters,
    overrides: overrides.map((event) =>
      event.hasEnd
        ? event
        : { ...event, duration: event.start.isDate ? dateDuration : timeDuration }
    ),
    overridesWithoutEnd: hasMaster ? [] : withoutEnd.filter(({ start }) => !start.isDate),
  };
}

const durationOf = ({ duration }: VEvent) => duration;

function newestRevision(masters: VEvent[]): VEvent[] {
  if (masters.length < 2 || masters.some(({ sequence }) => sequence === null)) return masters;
  const highest = Math.max(...masters.map(({ sequence }) => sequence ?? 0));
  return masters.filter(({ sequence }) => sequence === highest);
}
