import type { CountedDay } from "$lib/scheduling/counted-days.ts";
import type { App } from "../app.ts";
import { listEventTypes } from "../store/event-types.ts";
import { readCountedDays } from "./counted-days.ts";
import type { DateRange } from "./date-range.ts";

/** The steps from the page of an event type to a confirmed booking. */
export interface FunnelSteps {
  pageViews: number;
  daySelections: number;
  slotSelections: number;
  formViews: number;
  requested: number;
  confirmed: number;
}

const names = [
  "pageViews",
  "daySelections",
  "slotSelections",
  "formViews",
  "requested",
  "confirmed",
] as const;

/** The funnel of an owner's event types, or of one, in total, by date and by event type; dates without anything are left out. */
export async function readFunnel(
  app: Pick<App, "kv" | "withLock">,
  ownerId: string,
  range: DateRange,
  typeId: string | null,
) {
  const [types, counted] = await Promise.all([
    listEventTypes(app.kv, ownerId),
    readCountedDays(app, ownerId, range),
  ]);
  const isAsked = (type: string) => typeId === null || type === typeId;
  const days = counted.days.map((day) => ({ date: day.date, types: stepsByType(day) }));
  const sumOf = (isOf: (type: string) => boolean) =>
    sum(
      days.flatMap(({ types }) => [...types].flatMap(([type, steps]) => isOf(type) ? steps : [])),
    );
  return {
    ...range,
    totals: sumOf(isAsked),
    days: days.map(({ date, types }) => ({
      date,
      steps: [...types].flatMap(([type, steps]) => isAsked(type) ? steps : []),
    })).filter(({ steps }) => steps.length > 0).map(({ date, steps }) => ({ date, ...sum(steps) })),
    eventTypes: types.filter(({ id }) => isAsked(id))
      .map(({ id, slug, title }) => ({ id, slug, title, ...sumOf((type) => type === id) })),
    isComplete: counted.uncounted === 0,
  };
}

/** What was counted of each event type on a date. */
function stepsByType({ visits, bookings }: CountedDay): Map<string, FunnelSteps> {
  const found = new Map<string, FunnelSteps>();
  for (const typeId of new Set([...Object.keys(visits.types), ...Object.keys(bookings)])) {
    const ofVisits = Object.values(visits.types[typeId] ?? {}).map(
      ([pageViews = 0, daySelections = 0, slotSelections = 0, formViews = 0]) => ({
        ...sum([]),
        pageViews,
        daySelections,
        slotSelections,
        formViews,
      }),
    );
    const ofBookings = Object.values(bookings[typeId] ?? {}).map(
      ({ requested, confirmed }) => ({ ...sum([]), requested, confirmed }),
    );
    found.set(typeId, sum([...ofVisits, ...ofBookings]));
  }
  return found;
}

const nothing: Readonly<FunnelSteps> = {
  pageViews: 0,
  daySelections: 0,
  slotSelections: 0,
  formViews: 0,
  requested: 0,
  confirmed: 0,
};

function sum(all: readonly FunnelSteps[]): FunnelSteps {
  const total = { ...nothing };
  for (const steps of all) for (const name of names) total[name] += steps[name];
  return total;
}
