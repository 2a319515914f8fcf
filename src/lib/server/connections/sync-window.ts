import { DAYS_SYNCED_BACK } from "$lib/scheduling/calendar-state.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { bookingWindowEnd, endOfBookableDays } from "$lib/scheduling/open-windows.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { listEventTypes } from "../store/event-types.ts";

/**
 * From two days ago to a week beyond the longest booking window in use. A full sync once a day moves the window forward
 * and finds changes that a server did not report; the week is the margin for days on which it fails.
 */
export async function syncWindowOf(
  app: App,
  host: Host,
  now: number,
): Promise<{ window: Span; needed: number }> {
  const types = await listEventTypes(app.kv, host.id);
  const ends = types.map((type) => bookingWindowEnd(type, now, host.zone));
  const needed = Math.max(endOfBookableDays(now, host.zone, 60), ...ends);
  // With a clock that is ahead, busy time from the real now on must stay.
  const start = Math.min(now, app.clock.earliestNow()) - DAYS_SYNCED_BACK * DAY;
  const window = { start, end: needed + 7 * DAY };
  // Dates are whole milliseconds; parts of one make each entry in a zone unreadable.
  if (!Number.isInteger(window.start) || !Number.isInteger(window.end)) {
    throw new RangeError(`a window of ${window.start} to ${window.end}`);
  }
  return { window, needed };
}
