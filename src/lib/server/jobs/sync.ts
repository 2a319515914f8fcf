import type { App } from "../app.ts";
import { pacingKeyOf, syncConnection } from "../connections/index.ts";
import { RESYNC_AFTER_WRITE_MS } from "../connections/sync-connection.ts";
import { getConnection } from "../store/connections.ts";
import { getOpenHost } from "../store/hosts.ts";
import { deleteConnectionData } from "../store/sync-state.ts";
import type { JobHandler } from "./job-handler.ts";
import { HOUR } from "$lib/scheduling/durations.ts";

/**
 * Syncs the selected calendars of a connection and repeats after the interval; deletes their data once the connection
 * is gone.
 */
export const syncCalendars: JobHandler = async (app, job) => {
  if (job.work.kind !== "sync") throw new Error(`not a sync: ${job.work.kind}`);
  const { hostId, connectionId } = job.work;
  const connection = await getConnection(app.kv, hostId, connectionId);
  if (connection && !await getOpenHost(app.kv, hostId)) return { state: "superseded" };
  if (!connection) {
    await deleteConnectionData(app.kv, hostId, connectionId);
    return { state: "superseded" };
  }
  // When the server's request queue is full, try again in 5 s instead of occupying a worker.
  if (!app.requestPacing.hasCapacity(pacingKeyOf(connection))) return repeatIn(app, 5_000);
  try {
    const { failingSince, hasOwnWrites, pausedForMs } = await syncConnection(app, connection);
    const interval = intervalAfter(app.settings.syncIntervalMs, failingSince, app.now());
    const wait = hasOwnWrites ? Math.min(interval, RESYNC_AFTER_WRITE_MS) : interval;
    return repeatIn(app, Math.max(wait, pausedForMs));
  } catch (error) {
    app.log.fault("calendar-sync", error, { connection: connectionId });
    return repeatIn(app, app.settings.syncIntervalMs);
  }
};

/** The sync interval; while failing, as long as it has been failing, one hour at most. */
function intervalAfter(intervalMs: number, failingSince: number | null, now: number): number {
  const interval = intervalMs * 0.9;
  if (failingSince === null) return interval;
  return Math.min(Math.max(interval, now - failingSince), Math.max(interval, HOUR));
}

/** With jitter, so that accounts of one server are not synced at the same instant. */
function repeatIn(app: App, wait: number) {
  const dueAt = Math.round(app.now() + wait * (1 + Math.random() / 10));
  return { state: "waiting" as const, dueAt };
}
