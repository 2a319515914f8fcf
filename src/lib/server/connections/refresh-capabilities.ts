import type { App } from "../app.ts";
import { CalendarError } from "../calendars/calendar.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { getHost } from "../store/hosts.ts";
import { updateConnectionInfo } from "./update-connection.ts";

/** Asks a server what it can do, for the host to see; who does not answer is asked another time. */
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
      app.log.info("calendar-capabilities", { connection: connection.id, why: error.why });
    } else app.log.fault("calendar-capabilities", error, { connection: connection.id });
  }
}
