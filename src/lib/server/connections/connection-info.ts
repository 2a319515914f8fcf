import type { Connection } from "$lib/scheduling/connection.ts";
import type { App } from "../app.ts";
import { CalendarError } from "../calendars/calendar.ts";
import { commit, newCommit, retryCommit } from "../kv/commit.ts";
import { readConnection, writeConnection } from "../store/connections.ts";
import { getHost } from "../store/hosts.ts";

const TRIES = 5;

/** Updates what the page shows of a connection's server; skipped when others keep writing the record. */
export async function updateConnectionInfo(
  app: App,
  { hostId, id }: Pick<Connection, "hostId" | "id">,
  info: Pick<Partial<Connection>, "capabilities" | "writeCheck" | "lostEntries">,
): Promise<void> {
  await retryCommit(async () => {
    const was = await readConnection(app.kv, hostId, id);
    if (!was) return null;
    const op = newCommit(app.kv);
    writeConnection(op, was, info);
    return await commit(op) ? null : "lost";
  }, TRIES);
}

/** Asks a server for its capabilities and stores them for the page; a failure is only logged. */
export async function refreshCapabilities(app: App, connection: Connection): Promise<void> {
  const host = await getHost(app.kv, connection.hostId);
  const calendar = connection.calendars.find(({ blocks }) => blocks) ?? connection.calendars[0];
  if (!host || !calendar) return;
  try {
    const opened = await app.openCalendar(connection, host);
    if (!opened.capabilities) return;
    await updateConnectionInfo(app, connection, {
      capabilities: await opened.capabilities(calendar.id, app.now()),
    });
  } catch (error) {
    if (error instanceof CalendarError) {
      app.log.info("calendar-capabilities", { connection: connection.id, reason: error.reason });
    } else app.log.fault("calendar-capabilities", error, { connection: connection.id });
  }
}
