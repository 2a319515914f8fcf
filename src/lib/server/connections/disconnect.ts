import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { readConnection } from "../store/connections.ts";
import { keys } from "../kv/keys.ts";
import { calendarKey } from "../kv/calendar-keys.ts";
import { readHost, writeHost } from "../store/host-profile.ts";
import { deleteConnectionData } from "../store/sync-state.ts";
import { revokeUnusedAccess } from "./revoke-access.ts";
import { runWaitingJobsNow } from "./sync-connection.ts";
import { commitUnderGuard, setBlockingCalendars } from "./guarded-commit.ts";

/** Deletes a connection, its credentials and its busy time in one commit; its pending writes run and fail visibly, and access that nothing else uses is revoked. */
export async function disconnect(
  app: App,
  hostId: string,
  connectionId: string,
): Promise<Outcome<null, "busy" | "not-found">> {
  const done = await commitUnderGuard(app, hostId, async (op, guard) => {
    const was = await readConnection(app.kv, hostId, connectionId);
    const host = await readHost(app.kv, hostId);
    if (!was || !host) return refused("not-found");
    op.check(was).delete(was.key).delete(keys.writeCheck(hostId, connectionId));
    if (host.value.targetCalendar?.connectionId === connectionId) {
      writeHost(op, host, { targetCalendar: null });
    }
    for (const calendar of was.value.calendars) {
      op.delete(keys.syncState(hostId, calendarKey({ connectionId, calendarId: calendar.id })));
    }
    setBlockingCalendars(guard, { ...was.value, calendars: [] });
    return accepted(was.value);
  });
  if (!done.ok) return done;
  await deleteConnectionData(app.kv, hostId, connectionId);
  await runWaitingJobsNow(app, hostId, connectionId);
  await revokeUnusedAccess(app, done.value);
  return accepted(null);
}
