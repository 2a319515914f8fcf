import { MINUTE } from "$lib/scheduling/durations.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { addConnection, listConnections } from "../store/connections.ts";
import { newJob, writeJob } from "../store/jobs.ts";
import { readHost, writeHost } from "../store/host-profile.ts";
import { MAX_BLOCKING_CALENDARS } from "./choose-calendars.ts";
import { refreshCapabilities } from "./connection-info.ts";
import { syncWithinPageLoad } from "./sync-connection.ts";
import { commitUnderGuard, setBlockingCalendars } from "./guarded-commit.ts";

const MAX_CONNECTIONS = 10;

/** Whether a host has reached the limit of connections. */
export async function hasMaxConnections(app: App, hostId: string): Promise<boolean> {
  return (await listConnections(app.kv, hostId)).length >= MAX_CONNECTIONS;
}

/** Stores a connection with its sync job, and syncs it. Refuses "too-many-connections" or "too-many-calendars" in `detail`. */
export async function createConnection(
  app: App,
  connection: Connection,
): Promise<Outcome<Connection, "busy" | "calendar-refused" | "not-found">> {
  const { hostId } = connection;
  if (await hasMaxConnections(app, hostId)) {
    return refused("calendar-refused", { detail: "too-many-connections" });
  }
  const job = {
    ...newJob({
      hostId,
      work: { kind: "sync", hostId, connectionId: connection.id },
      dueAt: app.now() + MINUTE,
    }, app.now()),
    id: connection.syncJobId,
  };
  const done = await commitUnderGuard(app, hostId, async (op, guard) => {
    const host = await readHost(app.kv, hostId);
    if (!host) return refused("not-found");
    addConnection(op, connection);
    writeJob(op, job);
    const target = connection.calendars.find((calendar) => calendar.writable && calendar.blocks) ??
      connection.calendars.find(({ writable, owner }) => writable && owner === undefined);
    if (!host.value.targetCalendar && target) {
      writeHost(op, host, {
        targetCalendar: { connectionId: connection.id, calendarId: target.id },
      });
    }
    setBlockingCalendars(guard, connection);
    if (Object.keys(guard.guard.calendars).length > MAX_BLOCKING_CALENDARS) {
      return refused("calendar-refused", { detail: "too-many-calendars" });
    }
    return accepted(connection);
  });
  if (done.ok) {
    await Promise.all([syncWithinPageLoad(app, connection), refreshCapabilities(app, connection)]);
  }
  return done;
}
