import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { readConnection } from "../store/connections.ts";
import { calendarKey, keys } from "../store/keys.ts";
import { readHost, writeHost } from "../store/profile.ts";
import { clearConnection } from "../store/readings.ts";
import { hasten } from "./read-account.ts";
import { chooseIn, underGuard } from "./under-guard.ts";

/** Takes a connection, its secret and its busy time away at one instant; what still waits to be written there ends visibly. */
export async function disconnect(
  app: App,
  hostId: string,
  connectionId: string,
): Promise<Outcome<null>> {
  const done = await underGuard(app, hostId, async (op, guard) => {
    const was = await readConnection(app.kv, hostId, connectionId);
    const host = await readHost(app.kv, hostId);
    if (!was || !host) return refused("not-found");
    op.check(was).delete(was.key).delete(keys.scratch(hostId, connectionId));
    if (host.value.writesTo?.connectionId === connectionId) writeHost(op, host, { writesTo: null });
    for (const calendar of was.value.calendars) {
      op.delete(keys.reading(hostId, calendarKey({ connectionId, calendarId: calendar.id })));
    }
    chooseIn(guard, { ...was.value, calendars: [] });
    return accepted(was.value);
  });
  if (!done.ok) return done;
  await clearConnection(app.kv, hostId, connectionId);
  await hasten(app, hostId, connectionId);
  return accepted(null);
}
