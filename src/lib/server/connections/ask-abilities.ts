import type { App } from "../app.ts";
import { CalendarProblem, type Connection } from "../calendars/calendar.ts";
import { getHost } from "../store/hosts.ts";
import { noteOn } from "./note.ts";

/** Asks a server what it can do, for the host to see; who does not answer is asked another time. */
export async function askAbilities(app: App, connection: Connection): Promise<void> {
  const host = await getHost(app.kv, connection.hostId);
  const calendar = connection.calendars.find(({ blocks }) => blocks) ?? connection.calendars[0];
  if (!host || !calendar) return;
  try {
    const opened = await app.openCalendar(connection, host);
    if (!opened.abilities) return;
    await noteOn(app, connection, { abilities: await opened.abilities(calendar.id, app.now()) });
  } catch (error) {
    if (error instanceof CalendarProblem) {
      app.log.info("calendar-abilities", { connection: connection.id, why: error.why });
    } else app.log.fault("calendar-abilities", error, { connection: connection.id });
  }
}
