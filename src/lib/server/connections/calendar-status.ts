import type { App } from "../app.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import type { CalendarState } from "$lib/scheduling/calendar-state.ts";
import { listConnections } from "../store/connections.ts";
import { getGuard } from "../kv/guard.ts";
import { calendarKey } from "../kv/calendar-keys.ts";
import { getSyncProgress, type SyncProgress } from "../store/sync-progress.ts";
import { getSyncLog, type SyncLog } from "../store/sync-log.ts";
import { getSyncState, type SyncState } from "../store/sync-state.ts";

/** A calendar of a connection and its sync; the state is null for a calendar that does not block time. */
export interface CalendarStatus {
  calendar: Connection["calendars"][number];
  state: CalendarState | null;
  syncState: SyncState | null;
  /** Its syncs of the last day. */
  log: SyncLog | null;
  /** Progress of a sync that is running. */
  progress: SyncProgress | null;
}

/** Every connection of a host with the status of its calendars. */
export async function listCalendarStatus(
  app: App,
  hostId: string,
): Promise<{ connection: Connection; statuses: CalendarStatus[] }[]> {
  const { guard } = await getGuard(app.kv, hostId);
  return await Promise.all(
    (await listConnections(app.kv, hostId)).map(async (connection) => ({
      connection,
      statuses: await Promise.all(connection.calendars.map(async (calendar) => {
        const key = calendarKey({ connectionId: connection.id, calendarId: calendar.id });
        const state = guard.calendars[key] ?? null;
        const syncState = state ? await getSyncState(app.kv, hostId, key) : null;
        const progress = state ? await getSyncProgress(app.kv, hostId, key, app.now()) : null;
        const log = state ? await getSyncLog(app.kv, hostId, key) : null;
        return { calendar, state, syncState, log, progress };
      })),
    })),
  );
}
