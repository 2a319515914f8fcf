import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { type Calendar, CalendarProblem, type Connection } from "./calendar.ts";
import { openCaldav } from "./caldav.ts";

/** What a connection's secret is sealed for: it opens for no other record. */
export function sealedFor(connection: Pick<Connection, "id" | "hostId">): string {
  return `connection ${connection.hostId} ${connection.id}`;
}

/** Opens a connection's account with its provider for its host; nothing is asked of the server yet. */
export async function openCalendar(
  app: Pick<App, "fetch" | "sealer">,
  connection: Connection,
  host: Pick<Host, "zone" | "email">,
): Promise<Calendar> {
  if (connection.provider !== "caldav") throw new CalendarProblem("refused", "no-provider");
  return openCaldav(app.fetch, {
    url: connection.url,
    user: connection.user,
    password: await app.sealer.open(connection.sealed, sealedFor(connection)),
    zone: host.zone,
    self: [...connection.addresses, ...(host.email ? [host.email] : [])],
  });
}
