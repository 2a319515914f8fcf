import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { CalendarInfo, Connection } from "../calendars/calendar.ts";
import { discover } from "../calendars/discovery.ts";
import { sealedFor } from "../calendars/open.ts";
import { getConnection, readConnection, writeConnection } from "../store/connections.ts";
import { getHost } from "../store/hosts.ts";
import { askAbilities } from "./ask-abilities.ts";
import { MOST_CHOSEN } from "./choose.ts";
import { hasten, readSoon } from "./read-account.ts";
import { tried } from "./tried.ts";
import { chooseIn, underGuard } from "./under-guard.ts";

/** Gives a connection a new password, tried live; the sign-in was refused or will be. */
export async function signInAgain(
  app: App,
  hostId: string,
  connectionId: string,
  password: string,
): Promise<Outcome<Connection>> {
  const known = await getConnection(app.kv, hostId, connectionId);
  if (!known) return refused("not-found");
  const { url: address, user } = known;
  const found = await tried(() =>
    discover(app.fetch, { address, user, password }, undefined, app.reader)
  );
  if (!found.ok) return found;
  const sealed = await app.sealer.seal(password, sealedFor(known));
  return renew(app, known, { sealed }, found.value.calendars);
}

/** Gives a connection what it signs in with from now on, and does at once what waited for that. */
export async function renew(
  app: App,
  { hostId, id }: Pick<Connection, "hostId" | "id">,
  given: Pick<Connection, "sealed" | "shared">,
  listed: CalendarInfo[],
): Promise<Outcome<Connection>> {
  const done = await underGuard(app, hostId, async (op, guard) => {
    const was = await readConnection(app.kv, hostId, id);
    if (!was) return refused("not-found");
    const connection = writeConnection(op, was, {
      ...given,
      calendars: refreshed(was.value, listed),
    });
    chooseIn(guard, connection);
    return accepted(connection);
  });
  if (!done.ok) return done;
  await readSoon(app, done.value);
  await hasten(app, hostId, id);
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
  const listed = await tried(async () => (await app.openCalendar(known, host)).list());
  if (listed.ok) {
    await underGuard(app, hostId, async (op) => {
      const was = await readConnection(app.kv, hostId, connectionId);
      if (!was) return refused("not-found");
      return accepted(writeConnection(op, was, { calendars: refreshed(was.value, listed.value) }));
    });
  }
  await Promise.all([readSoon(app, known), listed.ok ? askAbilities(app, known) : null]);
  return listed.ok ? accepted(known) : listed;
}

/** The list as the server has it now; new calendars count as busy only when they are chosen, chosen ones stay although they are gone. */
function refreshed(was: Connection, listed: CalendarInfo[]): Connection["calendars"] {
  const known = new Map(was.calendars.map((calendar) => [calendar.id, calendar]));
  const fresh = listed.map((calendar) => ({
    ...calendar,
    blocks: known.get(calendar.id)?.blocks ?? false,
  }));
  const listedIds = new Set(listed.map(({ id }) => id));
  const missing = was.calendars.filter(({ id, blocks }) => blocks && !listedIds.has(id));
  return [...fresh.filter(({ blocks }, index) => blocks || index < MOST_CHOSEN), ...missing];
}
