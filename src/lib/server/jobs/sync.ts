import type { App } from "../app.ts";
import { pacingKeyOf, syncConnection } from "../connections/index.ts";
import { getConnection } from "../store/connections.ts";
import { getOpenHost } from "../store/hosts.ts";
import { deleteConnectionData } from "../store/sync-state.ts";
import type { JobHandler } from "./job-handler.ts";

const HOUR = 3_600_000;

/** Reads the chosen calendars of a connection, again and again by the interval; clears up once the connection is gone. */
export const syncCalendars: JobHandler = async (app, job) => {
  if (job.work.kind !== "sync") throw new Error(`not a sync: ${job.work.kind}`);
  const { hostId, connectionId } = job.work;
  const connection = await getConnection(app.kv, hostId, connectionId);
  if (connection && !await getOpenHost(app.kv, hostId)) return { state: "superseded" };
  if (!connection) {
    await deleteConnectionData(app.kv, hostId, connectionId);
    return { state: "superseded" };
  }
  // Who waits for room at a slow server comes back instead: it would take a lane from the others.
  if (!app.requestPacing.hasCapacity(pacingKeyOf(connection))) return repeatIn(app, 5_000);
  try {
    const { failingSince, pausedForMs } = await syncConnection(app, connection);
    const wait = intervalAfter(app.settings.syncIntervalMs, failingSince, app.now());
    return repeatIn(app, Math.max(wait, pausedForMs));
  } catch (error) {
    app.log.fault("calendar-sync", error, { connection: connectionId });
    return repeatIn(app, app.settings.syncIntervalMs);
  }
};

/** The interval; while it fails as long again as it has failed already, an hour at the most. */
function intervalAfter(intervalMs: number, failingSince: number | null, now: number): number {
  const usual = intervalMs * 0.9;
  if (failingSince === null) return usual;
  return Math.min(Math.max(usual, now - failingSince), Math.max(usual, HOUR));
}

/** A little apart, so that not all accounts of one server are read at the same instant. */
function repeatIn(app: App, wait: number) {
  const dueAt = Math.round(app.now() + wait * (1 + Math.random() / 10));
  return { state: "waiting" as const, dueAt };
}
