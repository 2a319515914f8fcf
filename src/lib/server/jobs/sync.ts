import { readAll } from "../connections.ts";
import { getConnection } from "../store/connections.ts";
import { clearConnection } from "../store/readings.ts";
import type { Doing } from "./run.ts";

/** Reads the chosen calendars of a connection, again and again by the interval; clears up once the connection is gone. */
export const syncCalendars: Doing = async (app, job) => {
  if (job.work.kind !== "sync") throw new Error(`not a sync: ${job.work.kind}`);
  const { hostId, connectionId } = job.work;
  const connection = await getConnection(app.kv, hostId, connectionId);
  if (!connection) {
    await clearConnection(app.kv, hostId, connectionId);
    return { state: "superseded" };
  }
  try {
    await readAll(app, connection);
  } catch (error) {
    app.log.fault("calendar-sync", error, { connection: connectionId });
  }
  // A little apart, so that not all accounts of one server are read at the same instant.
  const interval = app.settings.syncIntervalMs * (0.9 + Math.random() / 10);
  return { state: "waiting", dueAt: Math.round(app.now() + interval) };
};
