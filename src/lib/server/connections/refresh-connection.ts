import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { CalendarInfo, Connection } from "$lib/scheduling/connection.ts";
import { discoverAccount } from "../calendars/caldav/discovery.ts";
import { sealingContextOf } from "../calendars/open-calendar.ts";
import { getConnection, readConnection, writeConnection } from "../store/connections.ts";
import { getHost } from "../store/hosts.ts";
import { refreshCapabilities } from "./refresh-capabilities.ts";
import { MAX_BLOCKING_CALENDARS } from "./choose-calendars.ts";
import { runWaitingJobsNow, syncWithinPageLoad } from "./sync-connection.ts";
import { toServerOutcome } from "./server-outcome.ts";
import { commitUnderGuard, setBlockingCalendars } from "./guarded-commit.ts";

/** Gives a connection a new password, tried live; the sign-in was refused or will be. */
export async function updatePassword(
  app: App,
  hostId: string,
  connectionId: string,
  password: string,
): Promise<Outcome<Connection>> {
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

/** Gives a connection what it signs in with from now on, and does at once what waited for that. */
export async function renewCredentials(
  app: App,
  { hostId, id }: Pick<Connection, "hostId" | "id">,
  given: Pick<Connection, "sealed"> & Partial<Pick<Connection, "sharedAccess">>,
  listed: CalendarInfo[],
): Promise<Outcome<Connection>> {
  const done = await commitUnderGuard(app, hostId, async (op, guard) => {
    const was = await readConnection(app.kv, hostId, id);
    if (!was) return refused("not-found");
    const connection = writeConnection(op, was, {
      ...given,
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

/** Reads a connection now: its list of calendars, and those that count. */
export async function syncNow(
  app: App,
  hostId: string,
  connectionId: string,
): Promise<Outcome<Connection>> {
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

/** The list as the server has it now; new calendars count as busy only when they are chosen, chosen ones stay although they are gone. */
function mergeListedCalendars(was: Connection, listed: CalendarInfo[]): Connection["calendars"] {
  const known = new Map(was.calendars.map((calendar) => [calendar.id, calendar]));
  const fresh = listed.map((calendar) => ({
    ...calendar,
    blocks: known.get(calendar.id)?.blocks ?? false,
  }));
  const listedIds = new Set(listed.map(({ id }) => id));
  const missing = was.calendars.filter(({ id, blocks }) => blocks && !listedIds.has(id));
  return [
    ...fresh.filter(({ blocks }, index) => blocks || index < MAX_BLOCKING_CALENDARS),
    ...missing,
  ];
}
