import { merge, type Span } from "$lib/scheduling/span.ts";
import { oneDay } from "./event-duration.ts";
import type { ExpansionBudget } from "./expand-rule.ts";
import { busyTimeOfSeries } from "./expand-series.ts";
import type { VEvent } from "./vevent.ts";

/** The event, of a day at least where its end cannot be read. */
export function assumeOneDay(event: VEvent): VEvent {
  return event.hasUnreadEnd ? { ...event, durations: [...event.durations, oneDay] } : event;
}

/**
 * All time that a series may take with its unreadable ends: a day from each start. Empty where that is no more than `busy`,
 * which is what could be read.
 */
export function timeWithUnreadEnds(
  masters: readonly VEvent[],
  overrides: readonly VEvent[],
  window: Span,
  budget: ExpansionBudget,
  busy: readonly Span[],
): Span[] {
  if (![...masters, ...overrides].some(({ hasUnreadEnd }) => hasUnreadEnd)) return [];
  const [some, others] = [masters.map(assumeOneDay), overrides.map(assumeOneDay)];
  const wide = merge(busyTimeOfSeries(some, others, window, budget).busy);
  return JSON.stringify(wide) === JSON.stringify(busy) ? [] : wide;
}
