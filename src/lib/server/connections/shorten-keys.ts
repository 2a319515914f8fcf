import { accepted } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { CalendarState } from "$lib/scheduling/calendar-state.ts";
import { newId } from "../runtime/secrets.ts";
import { eachGuard } from "../store/guard.ts";
import { shortCalendarKey } from "../store/keys.ts";
import { runWaitingJobsNow } from "./sync-connection.ts";
import { commitUnderGuard } from "./guarded-commit.ts";

/**
 * Calendars whose servers name them at length stand in the guard by a hash. Those from before are chosen anew: not read
 * yet, so that nobody takes them for free, and read at once; what was kept under the long name is cleared away in time.
 */
export async function shortenKeys(app: App): Promise<void> {
  for await (const { hostId, guard } of eachGuard(app.kv)) {
    if (Object.keys(guard.calendars).every((key) => shortCalendarKey(key) === null)) continue;
    const done = await commitUnderGuard(app, hostId, (_, guard) => {
      const calendars: Record<string, CalendarState> = {};
      for (const [key, state] of Object.entries(guard.guard.calendars)) {
        const short = shortCalendarKey(key);
        calendars[short ?? key] = short === null ? state : {
          generation: `never-synced-${newId()}`,
          syncedAt: null,
          syncedUntil: 0,
          failure: null,
        };
      }
      guard.guard = { ...guard.guard, calendars };
      return Promise.resolve(accepted(null));
    });
    if (done.ok) await runWaitingJobsNow(app, hostId, null);
  }
}
