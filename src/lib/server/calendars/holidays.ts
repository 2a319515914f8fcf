import { dateAt, datesFrom } from "$lib/scheduling/day.ts";
import type { Holiday } from "$lib/scheduling/exceptions.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { type Component, property, readCalendars } from "./content.ts";
import { BrokenEvent, readEvent } from "./event.ts";
import { timeOfSeries } from "./series.ts";
import { type ZoneFinder, zoneFinder } from "./zone-finder.ts";
import { clockOf } from "./zones.ts";

/** Steps that one yearly day may cost. */
const STEPS = 50_000;
const DAY = 86_400_000;

/**
 * The whole days that an iCalendar of holidays names within a window, by date. Days that are marked as leaving time free
 * count as well: that is how holidays are published. Throws `BrokenContent` for what is not iCalendar.
 */
export function holidaysOf(text: string, window: Span): Holiday[] {
  const byDate = new Map<string, Holiday>();
  for (const calendar of readCalendars(text)) {
    const find = zoneFinder(calendar, window);
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
  find: ZoneFinder,
  window: Span,
): Holiday[] {
  const begin = property(component, "DTSTART");
  if (!begin || !/^\d{8}$/.test(begin.value.trim())) return [];
  const said = component.properties.filter(({ name }) => name !== "TRANSP");
  try {
    const host = clockOf("UTC");
    const event = readEvent({ ...component, properties: said }, { host, find, self: [] });
    const { busy, unknown } = timeOfSeries([event], [], window, { steps: STEPS });
    if (unknown !== null) return [];
    const name = event.title.replace(/\p{Cc}+/gu, " ").trim().slice(0, 60);
    return busy.flatMap(({ start, end }) =>
      datesFrom(dateAt(start, "UTC"), dateAt(Math.max(start, end - DAY), "UTC"))
        .map((date) => ({ date, name }))
    );
  } catch (error) {
    if (error instanceof BrokenEvent) return [];
    throw error;
  }
}
