import type { App } from "../app.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import type { CalendarState } from "$lib/scheduling/calendar-state.ts";
import { listConnections } from "../store/connections.ts";
import { getGuard } from "../store/guard.ts";
import { calendarKey } from "../store/keys.ts";
import { getSyncProgress, type SyncProgress } from "../store/sync-progress.ts";
import { getSyncState, type SyncState } from "../store/sync-state.ts";

/** A calendar of a connection with what is known of it; the state is null where it does not count as busy. */
export interface CalendarStatus {
  calendar: Connection["calendars"][number];
  state: CalendarState | null;
  syncState: SyncState | null;
  /** How far a long reading that is under way has come. */
  progress: SyncProgress | null;
}

/** Every connection of a host, and how its calendars stand. */
export async function listCalendarStatus(
  app: App,
  hostId: string,
): Promise<{ connection: Connection; standings: CalendarStatus[] }[]> {
  const { guard } = await getGuard(app.kv, hostId);
  return await Promise.all(
    (await listConnections(app.kv, hostId)).map(async (connection) => ({
      connection,
      standings: await Promise.all(connection.calendars.map(async (calendar) => {
        const key = calendarKey({ connectionId: connection.id, calendarId: calendar.id });
        const state = guard.calendars[key] ?? null;
        const reading = state ? await getSyncState(app.kv, hostId, key) : null;
        const progress = state ? await getSyncProgress(app.kv, hostId, key, app.now()) : null;
        return { calendar, state, syncState: reading, progress };
      })),
    })),
  );
}
