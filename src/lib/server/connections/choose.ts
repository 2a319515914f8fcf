import type { CalendarRef } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { Connection } from "../calendars/calendar.ts";
import { readConnection, writeConnection } from "../store/connections.ts";
import { readHost, writeHost } from "../store/profile.ts";
import { readSoon } from "./read-account.ts";
import { chooseIn, underGuard } from "./under-guard.ts";

/** Calendars that can count as busy, over all connections of a host: each stands in the guard. */
export const MOST_CHOSEN = 40;

/** Which calendars of a connection count as busy. A change gives the guard a new value in the same commit. */
export async function choose(
  app: App,
  hostId: string,
  connectionId: string,
  blocking: readonly string[],
): Promise<Outcome<Connection>> {
  const done = await underGuard(app, hostId, async (op, guard) => {
    const was = await readConnection(app.kv, hostId, connectionId);
    if (!was) return refused("not-found");
    const calendars = was.value.calendars.map((calendar) => ({
      ...calendar,
      blocks: blocking.includes(calendar.id),
    }));
    const connection = writeConnection(op, was, { calendars });
    chooseIn(guard, connection);
    if (Object.keys(guard.guard.calendars).length > MOST_CHOSEN) {
      return refused("calendar-refused", { detail: "too-many-calendars" });
    }
    return accepted(connection);
  });
  if (done.ok) await readSoon(app, done.value);
  return done;
}

/** Where confirmed bookings are written from now on; null writes nowhere. */
export function writeTo(
  app: App,
  hostId: string,
  target: CalendarRef | null,
): Promise<Outcome<null>> {
  return underGuard(app, hostId, async (op) => {
    const host = await readHost(app.kv, hostId);
    if (!host) return refused("not-found");
    if (target) {
      const connection = await readConnection(app.kv, hostId, target.connectionId);
      const calendar = connection?.value.calendars.find(({ id }) => id === target.calendarId);
      if (!connection || !calendar?.writable) return refused("not-found");
      op.check(connection);
    }
    writeHost(op, host, { writesTo: target });
    return accepted(null);
  });
}
