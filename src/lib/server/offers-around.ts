import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Hold } from "$lib/scheduling/ledger.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { Guard } from "./calendars/calendar.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** What a page without a free start says of the whole horizon. */
export interface Around {
  empty: "full" | "away" | null;
  /** The first free start behind the window; epoch ms. */
  next: number | null;
  /** The free start that this was told by; null when there is none in the whole horizon. */
  first: number | null;
}

interface Horizon {
  /** The free starts in a span of the horizon. */
  within(span: Span): number[];
  /** Whether all hours of the horizon are taken out by days off. */
  isAway(): boolean;
}

/** Searches the horizon behind a window with nothing in it, then before it, a month at a time. */
export function searchAround(window: Span, horizon: Span, { within, isAway }: Horizon): Around {
  const next = firstFrom(window.end, horizon.end, within);
  const first = next ?? firstFrom(horizon.start, Math.min(window.start, horizon.end), within);
  if (first !== null) return { empty: null, next, first };
  return { empty: isAway() ? "away" : "full", next, first };
}

function firstFrom(start: number, end: number, within: Horizon["within"]): number | null {
  for (let from = start; from < end; from += 31 * DAY) {
    const first = within({ start: from, end: Math.min(end, from + 31 * DAY) })[0];
    if (first !== undefined) return first;
  }
  return null;
}

/** Until when a search holds under its guard: a deadline, a calendar that turns stale, the next day of the horizon. */
export function holdsUntil(
  holds: readonly Hold[],
  { host, type, now }: { host: Host; type: EventType; now: number },
  guard: Guard,
): number {
  const deadlines = holds.flatMap((
    { until, waiting = {} },
  ) => [until ?? 0, ...Object.values(waiting)]);
  const mayTurnStale = type.overStale === "hide" && Object.keys(guard.calendars).length > 0;
  return Math.min(
    startOfDay(addDays(dateAt(now, host.zone), 1), host.zone),
    now + (mayTurnStale ? MINUTE : DAY),
    ...deadlines.filter((deadline) => deadline > now),
  );
}
