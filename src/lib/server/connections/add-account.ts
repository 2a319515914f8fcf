import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { Connection } from "../calendars/calendar.ts";
import { addConnection, listConnections } from "../store/connections.ts";
import { newJob, writeJob } from "../store/jobs.ts";
import { readHost, writeHost } from "../store/profile.ts";
import { MOST_CHOSEN } from "./choose.ts";
import { askAbilities } from "./ask-abilities.ts";
import { readSoon } from "./read-account.ts";
import { chooseIn, underGuard } from "./under-guard.ts";

const MOST_CONNECTIONS = 10;

/** Whether a host has as many accounts as one may have. */
export async function hasTooMany(app: App, hostId: string): Promise<boolean> {
  return (await listConnections(app.kv, hostId)).length >= MOST_CONNECTIONS;
}

/** Takes an account that was tried into the store, with its chosen calendars and the job that reads them, and reads at once. */
export async function addAccount(app: App, connection: Connection): Promise<Outcome<Connection>> {
  const { hostId } = connection;
  if (await hasTooMany(app, hostId)) {
    return refused("calendar-refused", { detail: "too-many-connections" });
  }
  const job = {
    ...newJob({
      hostId,
      work: { kind: "sync", hostId, connectionId: connection.id },
      dueAt: app.now() + 60_000,
    }, app.now()),
    id: connection.syncJob,
  };
  const done = await underGuard(app, hostId, async (op, guard) => {
    const host = await readHost(app.kv, hostId);
    if (!host) return refused("not-found");
    addConnection(op, connection);
    writeJob(op, job);
    const target = connection.calendars.find((calendar) => calendar.writable && calendar.blocks) ??
      connection.calendars.find(({ writable, owner }) => writable && owner === undefined);
    if (!host.value.writesTo && target) {
      writeHost(op, host, { writesTo: { connectionId: connection.id, calendarId: target.id } });
    }
    chooseIn(guard, connection);
    if (Object.keys(guard.guard.calendars).length > MOST_CHOSEN) {
      return refused("calendar-refused", { detail: "too-many-calendars" });
    }
    return accepted(connection);
  });
  if (done.ok) await Promise.all([readSoon(app, connection), askAbilities(app, connection)]);
  return done;
}
