import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import * as v from "valibot";
import type { App } from "../app.ts";
import type { Connection } from "../calendars/calendar.ts";
import { discover, type FoundAccount } from "../calendars/discovery.ts";
import { sealedFor } from "../calendars/open.ts";
import { newId } from "../secrets.ts";
import { addConnection, listConnections } from "../store/connections.ts";
import { newJob, writeJob } from "../store/jobs.ts";
import { readHost, writeHost } from "../store/profile.ts";
import { MOST_CHOSEN } from "./choose.ts";
import { readSoon } from "./read-account.ts";
import { tried } from "./tried.ts";
import { chooseIn, underGuard } from "./under-guard.ts";

const MOST_CONNECTIONS = 10;

const field = (max: number) =>
  v.pipe(v.string(), v.minLength(1, "fill-in"), v.maxLength(max, "too-long"));

/** What a person types to connect an account. */
export const ConnectWish = v.object({
  address: v.pipe(v.string(), v.trim(), v.minLength(1, "fill-in"), v.maxLength(500, "too-long")),
  user: v.pipe(v.string(), v.trim(), v.minLength(1, "fill-in"), v.maxLength(254, "too-long")),
  password: field(500),
});

export type ConnectWish = v.InferOutput<typeof ConnectWish>;

/**
 * Connects an account whose credentials were tried live, and reads its calendars at once. Everything that blocks time
 * at the server blocks it here; the first connection is written to. "calendar-refused" carries in `detail` which words tell why.
 */
export async function connect(
  app: App,
  hostId: string,
  wish: ConnectWish,
): Promise<Outcome<Connection>> {
  if ((await listConnections(app.kv, hostId)).length >= MOST_CONNECTIONS) {
    return refused("calendar-refused", { detail: "too-many-connections" });
  }
  const found = await tried(() => discover(app.fetch, wish));
  if (!found.ok) return found;
  if (found.value.calendars.length === 0) {
    return refused("calendar-refused", { detail: "no-calendars" });
  }
  const connection = await recordOf(app, hostId, wish, found.value);
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
      connection.calendars.find((calendar) => calendar.writable);
    if (!host.value.writesTo && target) {
      writeHost(op, host, { writesTo: { connectionId: connection.id, calendarId: target.id } });
    }
    chooseIn(guard, connection);
    if (Object.keys(guard.guard.calendars).length > MOST_CHOSEN) {
      return refused("calendar-refused", { detail: "too-many-calendars" });
    }
    return accepted(connection);
  });
  if (done.ok) await readSoon(app, connection);
  return done;
}

async function recordOf(
  app: App,
  hostId: string,
  wish: ConnectWish,
  found: FoundAccount,
): Promise<Connection> {
  const id = newId();
  return {
    id,
    hostId,
    provider: "caldav",
    label: `${wish.user.split("@")[0]} · ${new URL(found.url).hostname}`,
    url: found.url,
    user: wish.user,
    sealed: await app.sealer.seal(wish.password, sealedFor({ id, hostId })),
    addresses: found.addresses,
    syncJob: `sync-${id}`,
    calendars: found.calendars.slice(0, MOST_CHOSEN / 2).map((calendar) => ({
      ...calendar,
      blocks: !calendar.transparent,
    })),
    createdAt: app.now(),
    revision: 1,
  };
}
