/** Which of the components of one UID count, in one object. */
import { type EventDuration, longestDuration, type VEvent } from "./vevent.ts";

/** The events of a UID as they count together. */
export interface Revisions {
  /** Of several the one with the highest SEQUENCE (RFC 5545 §3.8.7.4); all of them where that does not tell. */
  masters: VEvent[];
  /** Changes of instances; one without an end lasts as long as its series. */
  overrides: VEvent[];
  /** Changes without an end of a series that is not there. */
  overridesWithoutEnd: VEvent[];
}

/** Puts the events of one UID together. */
export function selectRevisions(events: readonly VEvent[]): Revisions {
  const masters = newestRevision(events.filter((event) => !event.recurrenceId));
  const overrides = events.filter((event) => event.recurrenceId);
  if (overrides.length === 0) return { masters, overrides, overridesWithoutEnd: [] };
  const wholes = [
    ...masters,
    ...overrides.filter((each) => each.hasEnd && each.recurrenceId?.andFuture),
  ];
  const open = overrides.filter((event) => !event.hasEnd);
  const isTold = masters.length > 0;
  const timed = isTold ? longestDuration(wholes.map(({ duration }) => duration)) : oneDay;
  const dated = longestDuration([
    oneDay,
    ...wholes.filter(({ start }) => start.isDate).map(durationOf),
  ]);
  return {
    masters,
    overrides: overrides.map((event) =>
      event.hasEnd ? event : { ...event, duration: event.start.isDate ? dated : timed }
    ),
    overridesWithoutEnd: isTold ? [] : open.filter(({ start }) => !start.isDate),
  };
}

const oneDay: EventDuration = { days: 1, ms: 0 };

const durationOf = ({ duration }: VEvent) => duration;

function newestRevision(masters: VEvent[]): VEvent[] {
  if (masters.length < 2 || masters.some(({ sequence }) => sequence === null)) return masters;
  const highest = Math.max(...masters.map(({ sequence }) => sequence ?? 0));
  return masters.filter(({ sequence }) => sequence === highest);
}
