import { listConnections } from "../store/connections.ts";
import { calendarKey } from "../kv/calendar-keys.ts";

/** The names of a host's calendars by their keys. */
export async function calendarNames(kv: Deno.Kv, hostId: string): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const connection of await listConnections(kv, hostId)) {
    for (const { id, name } of connection.calendars) {
      names.set(calendarKey({ connectionId: connection.id, calendarId: id }), name);
    }
  }
  return names;
}
