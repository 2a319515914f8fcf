import type { Booking } from "$lib/scheduling/booking.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import type { App } from "../app.ts";
import { listEventTypes } from "../store/event-types.ts";
import { listFunnelCounts } from "../store/funnel-counts.ts";
import { type DateRange, spanOf } from "./date-range.ts";
import { readRequested } from "./requested-bookings.ts";

/** The steps from the page of an event type to a confirmed booking. */
export interface FunnelSteps {
  pageViews: number;
  slotSelections: number;
  requested: number;
  confirmed: number;
}

const none = (): FunnelSteps => ({ pageViews: 0, slotSelections: 0, requested: 0, confirmed: 0 });

/** The funnel of an owner's event types, or of one, in total, by date and by event type; dates without anything are left out. */
export async function readFunnel(
  { kv }: Pick<App, "kv">,
  ownerId: string,
  range: DateRange,
  typeId: string | null,
) {
  const [types, counted, { bookings, isComplete }] = await Promise.all([
    listEventTypes(kv, ownerId),
    listFunnelCounts(kv, ownerId, range),
    readRequested(kv, ownerId, spanOf(range)),
  ]);
  const totals = none(),
    days = new Map<string, FunnelSteps>(),
    each = new Map<string, FunnelSteps>();
  const add = (date: string, type: string, steps: Partial<FunnelSteps>) => {
    if (typeId !== null && type !== typeId) return;
    for (const sum of [totals, at(days, date), at(each, type)]) addTo(sum, steps);
  };
  for (const { date, typeId: type, counts } of counted) {
    add(date, type, { pageViews: counts.page_view, slotSelections: counts.slot_selection });
  }
  for (const booking of bookings) {
    const confirmed = wasConfirmed(booking) ? 1 : 0;
    add(dateAt(booking.createdAt, range.timezone), booking.type.id, { requested: 1, confirmed });
  }
  return {
    ...range,
    totals,
    days: [...days].map(([date, steps]) => ({ date, ...steps }))
      .toSorted((a, b) => a.date < b.date ? -1 : 1),
    eventTypes: types.filter(({ id }) => typeId === null || id === typeId)
      .map(({ id, slug, title }) => ({ id, slug, title, ...each.get(id) ?? none() })),
    isComplete,
  };
}

/** Whether a booking is confirmed, or was until it was cancelled. */
function wasConfirmed({ status, endReason }: Booking): boolean {
  return status === "CONFIRMED" || endReason === "cancelled";
}

function at(sums: Map<string, FunnelSteps>, name: string): FunnelSteps {
  const sum = sums.get(name) ?? none();
  sums.set(name, sum);
  return sum;
}

function addTo(sum: FunnelSteps, steps: Partial<FunnelSteps>): void {
  for (const [step, n] of Object.entries(steps)) sum[step as keyof FunnelSteps] += n;
}
