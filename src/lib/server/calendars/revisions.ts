/** Which of the components of one UID count, in one object. */
import { type Event, type Length, longest } from "./event.ts";

/** The events of a UID as they count together. */
export interface Revisions {
  /** Of several the one with the highest SEQUENCE (RFC 5545 §3.8.7.4); all of them where that does not tell. */
  masters: Event[];
  /** Changes of instances; one without an end lasts as long as its series. */
  overrides: Event[];
  /** Changes without an end of a series that is not there. */
  endless: Event[];
}

/** Puts the events of one UID together. */
export function revisions(events: readonly Event[]): Revisions {
  const masters = newest(events.filter((event) => !event.replaces));
  const overrides = events.filter((event) => event.replaces);
  if (overrides.length === 0) return { masters, overrides, endless: [] };
  const wholes = [
    ...masters,
    ...overrides.filter((each) => each.hasEnd && each.replaces?.andFuture),
  ];
  const open = overrides.filter((event) => !event.hasEnd);
  const isTold = masters.length > 0;
  const timed = isTold ? longest(wholes.map(({ length }) => length)) : oneDay;
  const dated = longest([oneDay, ...wholes.filter(({ start }) => start.dateOnly).map(lengthOf)]);
  return {
    masters,
    overrides: overrides.map((event) =>
      event.hasEnd ? event : { ...event, length: event.start.dateOnly ? dated : timed }
    ),
    endless: isTold ? [] : open.filter(({ start }) => !start.dateOnly),
  };
}

const oneDay: Length = { days: 1, ms: 0 };

const lengthOf = ({ length }: Event) => length;

function newest(masters: Event[]): Event[] {
  if (masters.length < 2 || masters.some(({ sequence }) => sequence === null)) return masters;
  const highest = Math.max(...masters.map(({ sequence }) => sequence ?? 0));
  return masters.filter(({ sequence }) => sequence === highest);
}
