import { dateAt, datesBetween } from "$lib/scheduling/day.ts";
import type { Holiday } from "$lib/scheduling/availability-exceptions.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { type Component, parseCalendars, property } from "./content-lines.ts";
import { parseEvent } from "./vevent.ts";
import { InvalidEvent } from "./date-time.ts";
import { busyTimeOfSeries } from "./expand-series.ts";
import { type ZoneResolver, zoneResolver } from "./zone-resolver.ts";
import { zoneClockOf } from "./zone-clock.ts";
import { assumeOneDay } from "./unread-ends.ts";

/** Expansion steps of one holiday. */
const EXPANSION_STEPS = 50_000;

/**
 * The all-day events of a holiday calendar within a window, by date. Transparent ones count as well, because holidays are
 * published so. Throws `InvalidICalendar`.
 */
export function parseHolidays(text: string, window: Span): Holiday[] {
  const byDate = new Map<string, Holiday>();
  for (const calendar of parseCalendars(text)) {
    const findZone = zoneResolver(calendar, window);
    for (const component of calendar.components) {
      if (component.name !== "VEVENT") continue;
      for (const { date, name } of daysOf(component, findZone, window)) {
        if (!byDate.has(date)) byDate.set(date, { date, name });
      }
    }
  }
  return [...byDate.values()].sort((a, b) => a.date < b.date ? -1 : 1);
}

function daysOf(
  component: Component,
  findZone: ZoneResolver,
  window: Span,
): Holiday[] {
  const dtstart = property(component, "DTSTART");
  if (!dtstart || !/^\d{8}$/.test(dtstart.value.trim())) return [];
  const withoutTransp = component.properties.filter(({ name }) => name !== "TRANSP");
  try {
    const hostClock = zoneClockOf("UTC");
    const event = parseEvent({ ...component, properties: withoutTransp }, {
      hostClock,
      findZone,
      ownAddresses: [],
    });
    const { busy, approximate } = busyTimeOfSeries([assumeOneDay(event)], [], window, {
      steps: EXPANSION_STEPS,
    });
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
