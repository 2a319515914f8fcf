/** Selects the components of one UID that count. */
import type { VEvent } from "./vevent.ts";
import { oneDay } from "./event-duration.ts";

/** Masters and overrides of one UID. */
export interface Revisions {
  /** The master with the highest SEQUENCE (RFC 5545 §3.8.7.4); all of them when one has none. */
  masters: VEvent[];
  /** Overrides; one without an end is as long as its series. */
  overrides: VEvent[];
  /** Overrides without an end whose series is missing. */
  overridesWithoutEnd: VEvent[];
}

/** Splits the events of one UID into masters and overrides. */
export function selectRevisions(events: readonly VEvent[]): Revisions {
  const masters = newestRevision(events.filter((event) => !event.isInstance));
  const overrides = events.filter((event) => event.isInstance);
  if (overrides.length === 0) return { masters, overrides, overridesWithoutEnd: [] };
  const complete = [
    ...masters,
    ...overrides.filter((each) => each.hasEnd && each.recurrenceId?.thisAndFuture),
  ];
  const withoutEnd = overrides.filter((event) => !event.hasEnd);
  const hasMaster = masters.length > 0;
  const hasUnreadEnd = complete.some((each) => each.hasUnreadEnd);
  const timeDurations = complete.flatMap(({ durations }) => durations);
  const dateDurations = complete.filter(({ start }) => start.isDate)
    .flatMap(({ durations }) => durations);
  return {
    masters,
    overrides: overrides.map((event) => {
      if (event.hasEnd) return event;
      if (event.start.isDate) return { ...event, durations: [oneDay, ...dateDurations] };
      if (hasMaster) return { ...event, durations: timeDurations, hasUnreadEnd };
      return { ...event, hasUnreadEnd: true };
    }),
    overridesWithoutEnd: hasMaster ? [] : withoutEnd.filter(({ start }) => !start.isDate),
  };
}

function newestRevision(masters: VEvent[]): VEvent[] {
  if (masters.length < 2 || masters.some(({ sequence }) => sequence === null)) return masters;
  const highest = Math.max(...masters.map(({ sequence }) => sequence ?? 0));
  return masters.filter(({ sequence }) => sequence === highest);
}
