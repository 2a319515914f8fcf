import type { Connection } from "../calendars/calendar.ts";
import { listAll } from "./commit.ts";
import { keys } from "./keys.ts";

/** A host's accounts at calendar servers, oldest first. */
export async function listConnections(kv: Deno.Kv, hostId: string): Promise<Connection[]> {
  const entries = await listAll<Connection>(kv, { prefix: keys.connectionsOf(hostId) });
  return entries.map((entry) => entry.value).sort((a, b) => a.createdAt - b.createdAt);
}
