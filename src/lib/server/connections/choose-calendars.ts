import type { CalendarRef } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { readConnection, writeConnection } from "../store/connections.ts";
import { readHost, writeHost } from "../store/host-profile.ts";
import { syncWithinPageLoad } from "./sync-connection.ts";
import { commitUnderGuard, setBlockingCalendars } from "./guarded-commit.ts";

/** Most calendars that may block time, over all connections of a host: each has its state in the guard. */
export const MAX_BLOCKING_CALENDARS = 40;

/** Sets which calendars of a connection block time, and syncs them. Refuses "too-many-calendars" in `detail`. */
export async function chooseCalendars(
  app: App,
  hostId: string,
  connectionId: string,
  blocking: readonly string[],
): Promise<Outcome<Connection>> {
  const done = await commitUnderGuard(app, hostId, async (op, guard) => {
    const was = await readConnection(app.kv, hostId, connectionId);
    if (!was) return refused("not-found");
    const calendars = was.value.calendars.map((calendar) => ({
      ...calendar,
      blocks: blocking.includes(calendar.id),
    }));
    const connection = writeConnection(op, was, { calendars });
    setBlockingCalendars(guard, connection);
    if (Object.keys(guard.guard.calendars).length > MAX_BLOCKING_CALENDARS) {
      return refused("calendar-refused", { detail: "too-many-calendars" });
    }
    return accepted(connection);
  });
  if (done.ok) await syncWithinPageLoad(app, done.value);
  return done;
}

/** Sets the calendar that confirmed bookings are written to; null for none. */
export function setWriteTarget(
  app: App,
  hostId: string,
  target: CalendarRef | null,
): Promise<Outcome<null>> {
  return commitUnderGuard(app, hostId, async (op) => {
    const host = await readHost(app.kv, hostId);
    if (!host) return refused("not-found");
    if (target) {
      const connection = await readConnection(app.kv, hostId, target.connectionId);
      const calendar = connection?.value.calendars.find(({ id }) => id === target.calendarId);
      if (!connection || !calendar?.writable) return refused("not-found");
      op.check(connection);
    }
    writeHost(op, host, { targetCalendar: target });
    return accepted(null);
  });
}
