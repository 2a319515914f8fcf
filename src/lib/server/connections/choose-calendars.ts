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

/** What a host chooses of all calendars at once. */
export interface CalendarChoices {
  /** Every calendar that the host was shown; others stay as they are. */
  shown: readonly CalendarRef[];
  /** Those of them that block time. */
  blocking: readonly CalendarRef[];
  /** The calendar that confirmed bookings are written to; null for none, missing where it stays. */
  target?: CalendarRef | null;
}

/**
 * Sets in one commit which calendars of all connections block time and which one bookings are written to, and syncs what
 * changed. Refuses "too-many-calendars" in `detail`, and "not-found" for a connection that is not the host's.
 */
export async function chooseAllCalendars(
  app: App,
  hostId: string,
  { shown, blocking, target }: CalendarChoices,
): Promise<Outcome<null, "busy" | "calendar-refused" | "not-found">> {
  let changed: Connection[] = [];
  const done = await commitUnderGuard(app, hostId, async (op, guard) => {
    changed = [];
    const ids = new Set([...shown, ...blocking].map(({ connectionId }) => connectionId));
    for (const id of ids) {
      const was = await readConnection(app.kv, hostId, id);
      if (!was) return refused("not-found");
      const isIn = (list: readonly CalendarRef[], calendarId: string) =>
        list.some((each) => each.connectionId === id && each.calendarId === calendarId);
      const calendars = was.value.calendars.map((calendar) =>
        isIn(shown, calendar.id) ? { ...calendar, blocks: isIn(blocking, calendar.id) } : calendar
      );
      if (calendars.every(({ blocks }, n) => blocks === was.value.calendars[n]!.blocks)) {
        op.check(was);
        continue;
      }
      const connection = writeConnection(op, was, { calendars });
      setBlockingCalendars(guard, connection);
      changed.push(connection);
    }
    if (Object.keys(guard.guard.calendars).length > MAX_BLOCKING_CALENDARS) {
      return refused("calendar-refused", { detail: "too-many-calendars" });
    }
    return target === undefined ? accepted(null) : await writeTarget(app, op, hostId, target, ids);
  });
  if (done.ok) await Promise.all(changed.map((each) => syncWithinPageLoad(app, each)));
  return done;
}

/** Sets which calendars of a connection block time, and syncs them. Refuses "too-many-calendars" in `detail`. */
export async function chooseCalendars(
  app: App,
  hostId: string,
  connectionId: string,
  blocking: readonly string[],
): Promise<Outcome<Connection, "busy" | "calendar-refused" | "not-found">> {
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
): Promise<Outcome<null, "busy" | "not-found">> {
  return commitUnderGuard(app, hostId, (op) => writeTarget(app, op, hostId, target, new Set()));
}

/** `checked` are the connections whose version the commit checks already. */
async function writeTarget(
  app: App,
  op: Deno.AtomicOperation,
  hostId: string,
  target: CalendarRef | null,
  checked: ReadonlySet<string>,
): Promise<Outcome<null, "not-found">> {
  const host = await readHost(app.kv, hostId);
  if (!host) return refused("not-found");
  if (target) {
    const connection = await readConnection(app.kv, hostId, target.connectionId);
    const calendar = connection?.value.calendars.find(({ id }) => id === target.calendarId);
    if (!connection || !calendar?.writable) return refused("not-found");
    if (!checked.has(target.connectionId)) op.check(connection);
  }
  writeHost(op, host, { targetCalendar: target });
  return accepted(null);
}
