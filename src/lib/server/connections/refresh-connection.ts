import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { CalendarInfo, Connection } from "$lib/scheduling/connection.ts";
import { discoverAccount } from "../calendars/caldav/discovery.ts";
import { sealingContextOf } from "../calendars/open-calendar.ts";
import { getConnection, readConnection, writeConnection } from "../store/connections.ts";
import { getHost } from "../store/hosts.ts";
import { refreshCapabilities } from "./connection-info.ts";
import { MAX_BLOCKING_CALENDARS } from "./choose-calendars.ts";
import { runWaitingJobsNow, syncWithinPageLoad } from "./sync-connection.ts";
import { toServerOutcome } from "../calendars/errors.ts";
import { commitUnderGuard, setBlockingCalendars } from "./guarded-commit.ts";

/** Replaces a connection's password after signing in with it. */
export async function updatePassword(
  app: App,
  hostId: string,
  connectionId: string,
  password: string,
): Promise<Outcome<Connection, "busy" | "calendar-refused" | "not-found">> {
  const known = await getConnection(app.kv, hostId, connectionId);
  if (!known) return refused("not-found");
  const { url: address, user } = known;
  const found = await toServerOutcome(() =>
    discoverAccount(app.fetch, { address, user, password }, undefined, app.responseParser)
  );
  if (!found.ok) return found;
  const sealed = await app.sealer.seal(password, sealingContextOf(known));
  return renewCredentials(app, known, { sealed }, found.value.calendars);
}

/** Replaces a connection's credentials, syncs it and runs the jobs that waited for it. */
export async function renewCredentials(
  app: App,
  { hostId, id }: Pick<Connection, "hostId" | "id">,
  credentials: Pick<Connection, "sealed"> & Partial<Pick<Connection, "sharedAccess">>,
  listed: CalendarInfo[],
): Promise<Outcome<Connection, "busy" | "not-found">> {
  const done = await commitUnderGuard(app, hostId, async (op, guard) => {
    const was = await readConnection(app.kv, hostId, id);
    if (!was) return refused("not-found");
    const connection = writeConnection(op, was, {
      ...credentials,
      calendars: mergeListedCalendars(was.value, listed),
    });
    setBlockingCalendars(guard, connection);
    return accepted(connection);
  });
  if (!done.ok) return done;
  await syncWithinPageLoad(app, done.value);
  await runWaitingJobsNow(app, hostId, id);
  return done;
}

/** Syncs a connection now: the list of its calendars, then the blocking ones. */
export async function syncNow(
  app: App,
  hostId: string,
  connectionId: string,
): Promise<Outcome<Connection, "calendar-refused" | "not-found">> {
  const known = await getConnection(app.kv, hostId, connectionId);
  const host = await getHost(app.kv, hostId);
  if (!known || !host) return refused("not-found");
  const listed = await toServerOutcome(async () => (await app.openCalendar(known, host)).list());
  if (listed.ok) {
    await commitUnderGuard(app, hostId, async (op) => {
      const was = await readConnection(app.kv, hostId, connectionId);
      if (!was) return refused("not-found");
      return accepted(
        writeConnection(op, was, { calendars: mergeListedCalendars(was.value, listed.value) }),
      );
    });
  }
  await Promise.all([
    syncWithinPageLoad(app, known),
    listed.ok ? refreshCapabilities(app, known) : null,
  ]);
  return listed.ok ? accepted(known) : listed;
}

/** The calendars as the server lists them; new ones do not block, blocking ones stay although they are missing. */
function mergeListedCalendars(was: Connection, listed: CalendarInfo[]): Connection["calendars"] {
  const known = new Map(was.calendars.map((calendar) => [calendar.id, calendar]));
  const current = listed.map((calendar) => ({
    ...calendar,
    blocks: known.get(calendar.id)?.blocks ?? false,
  }));
  const listedIds = new Set(listed.map(({ id }) => id));
  const missing = was.calendars.filter(({ id, blocks }) => blocks && !listedIds.has(id));
  return [
    ...current.filter(({ blocks }, index) => blocks || index < MAX_BLOCKING_CALENDARS),
    ...missing,
  ];
}
