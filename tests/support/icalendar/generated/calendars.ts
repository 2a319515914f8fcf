import fc from "fast-check";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { eventsOf, type Material, self, type Shape } from "./events.ts";
import { patterns } from "./rules.ts";
import { hostZones, namedZones } from "./zones.ts";

/** A calendar, the window in which it is read, and what is in it. */
export interface Made {
  text: string;
  start: number;
  end: number;
  zone: string;
  self: string[];
  /** Each event in a calendar of its own, by UID. */
  events: Record<string, string>;
  /** What stands in each event, by UID. */
  shapes: Record<string, Shape[]>;
}

/** Calendars with some events each, of hosts in some zones. */
export const calendarsOf = (material: Material, hosts: readonly string[]): fc.Arbitrary<Made> =>
  fc.record({
    made: fc.array(eventsOf(material), { minLength: 1, maxLength: 4 }),
    day: fc.integer({ min: 20_454, max: 21_180 }),
    days: fc.integer({ min: 1, max: 120 }),
    zone: fc.constantFrom(...hosts),
    named: fc.oneof({ weight: 7, arbitrary: fc.constant(null) }, {
      weight: 1,
      arbitrary: fc.constantFrom(...hosts),
    }),
  }).map(({ made, day, days, zone, named }) => {
    const start = day * DAY + 6 * HOUR;
    const written = made.map((write, index) =>
      [`event-${index}`, write(`event-${index}`)] as const
    );
    const wrapped = (zones: readonly string[], lines: string[]) =>
      ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN"]
        .concat(named ? `X-WR-TIMEZONE:${named}` : [], zones, lines, "END:VCALENDAR", "")
        .join("\r\n");
    const zones = new Set(written.map(([, { zoneLines }]) => zoneLines));
    return {
      text: wrapped([...zones].flat(), written.flatMap(([, { lines }]) => lines)),
      start,
      end: start + days * DAY,
      zone,
      self: [self],
      events: Object.fromEntries(
        written.map(([uid, { zoneLines, lines }]) => [uid, wrapped(zoneLines, lines)]),
      ),
      shapes: Object.fromEntries(
        written.map(([uid, { shapes }]) => [uid, named ? [...shapes, "X-WR-TIMEZONE"] : shapes]),
      ),
    };
  });

/** Calendars with everything in them. */
export const calendars = calendarsOf({ rules: patterns, zones: namedZones }, hostZones);
