import { dateAt, datesBetween } from "$lib/scheduling/day.ts";
import type { Holiday } from "$lib/scheduling/availability-exceptions.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { type Component, parseCalendars, property } from "./content-lines.ts";
import { InvalidEvent, parseEvent } from "./vevent.ts";
import { busyTimeOfSeries } from "./expand-series.ts";
import { type ZoneResolver, zoneResolver } from "./zone-resolver.ts";
import { zoneClockOf } from "./zone-clock.ts";

/** Steps that one yearly day may cost. */
const EXPANSION_STEPS = 50_000;

/**
 * The whole days that an iCalendar of holidays names within a window, by date. Days that are marked as leaving time free
 * count as well: that is how holidays are published. Throws `BrokenContent` for what is not iCalendar.
 */
export function parseHolidays(text: string, window: Span): Holiday[] {
  const byDate = new Map<string, Holiday>();
  for (const calendar of parseCalendars(text)) {
    const find = zoneResolver(calendar, window);
    for (const component of calendar.components) {
      if (component.name !== "VEVENT") continue;
      for (const { date, name } of daysOf(component, find, window)) {
        if (!byDate.has(date)) byDate.set(date, { date, name });
      }
    }
  }
  return [...byDate.values()].sort((a, b) => a.date < b.date ? -1 : 1);
}

function daysOf(
  component: Component,
  find: ZoneResolver,
  window: Span,
): Holiday[] {
  const begin = property(component, "DTSTART");
  if (!begin || !/^\d{8}$/.test(begin.value.trim())) return [];
  const said = component.properties.filter(({ name }) => name !== "TRANSP");
  try {
    const host = zoneClockOf("UTC");
    const event = parseEvent({ ...component, properties: said }, {
      hostClock: host,
      findZone: find,
      ownAddresses: [],
    });
    const { busy, approximate } = busyTimeOfSeries([event], [], window, { steps: EXPANSION_STEPS });
    if (approximate !== null) return [];
    const name = event.title.replace(/\p{Cc}+/gu, " ").trim().slice(0, 60);
    return busy.flatMap(({ start, end }) =>
      datesBetween(dateAt(start, "UTC"), dateAt(Math.max(start, end - DAY), "UTC"))
        .map((date) => ({ date, name }))
    );
  } catch (error) {
    if (error instanceof InvalidEvent) return [];
    throw error;
  }
}
