import type { CalendarRef } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import * as v from "valibot";
import type { App } from "./app.ts";
import {
  type CalendarInfo,
  CalendarProblem,
  type CalendarState,
  type Connection,
} from "./calendars/calendar.ts";
import { discover, type FoundAccount } from "./calendars/discovery.ts";
import { sealedFor } from "./calendars/open.ts";
import { readCalendar } from "./connections/read-calendar.ts";
import { newId } from "./secrets.ts";
import { commit, newCommit } from "./store/commit.ts";
import {
  addConnection,
  getConnection,
  listConnections,
  readConnection,
  writeConnection,
} from "./store/connections.ts";
import { getGuard, type ReadGuard, turnGuard } from "./store/guard.ts";
import { getHost } from "./store/hosts.ts";
import { changeJob, eachWaiting, newJob, writeJob } from "./store/jobs.ts";
import { calendarKey, keys } from "./store/keys.ts";
import { readHost, writeHost } from "./store/profile.ts";
import { clearConnection } from "./store/readings.ts";

export { listStandings, type Standing } from "./connections/standing.ts";

/** Calendars that can count as busy, over all connections of a host: each stands in the guard. */
const MOST_CHOSEN = 40;
const MOST_CONNECTIONS = 10;
/** How long a page waits for a first reading; it goes on by itself after that. */
const PATIENCE_MS = 12_000;
const TRIES = 10;

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
    return accepted(connection);
  });
  if (done.ok) await readSoon(app, connection);
  return done;
}

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
  const found = await tried(() => discover(app.fetch, { address, user, password }));
  if (!found.ok) return found;
  const sealed = await app.sealer.seal(password, sealedFor(known));
  const done = await underGuard(app, hostId, async (op, guard) => {
    const was = await readConnection(app.kv, hostId, connectionId);
    if (!was) return refused("not-found");
    const calendars = refreshed(was.value, found.value.calendars);
    const connection = writeConnection(op, was, { sealed, calendars });
    chooseIn(guard, connection);
    return accepted(connection);
  });
  if (!done.ok) return done;
  await readSoon(app, done.value);
  await hasten(app, hostId, connectionId);
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
  await readSoon(app, known);
  return listed.ok ? accepted(known) : listed;
}

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
    op.check(was).delete(was.key);
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

/** Reads every chosen calendar of a connection, one after the other: one account is one server to be polite to. */
export async function readAll(app: App, connection: Connection): Promise<void> {
  const host = await getHost(app.kv, connection.hostId);
  if (!host) return;
  const opened = await app.openCalendar(connection, host);
  for (const calendar of connection.calendars.filter(({ blocks }) => blocks)) {
    const key = calendarKey({ connectionId: connection.id, calendarId: calendar.id });
    await readCalendar(app, host, { key, id: calendar.id }, opened);
  }
}

/** Reads at once, but lets a page wait only so long: what is slow goes on behind it. */
async function readSoon(app: App, connection: Connection): Promise<void> {
  const reading = readAll(app, connection).catch((error) => {
    app.log.fault("calendar-first-reading", error, { connection: connection.id });
  });
  let late: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([reading, new Promise((go) => late = setTimeout(go, PATIENCE_MS))]);
  clearTimeout(late);
}

async function tried<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return accepted(await work());
  } catch (error) {
    if (!(error instanceof CalendarProblem)) throw error;
    return refused("calendar-refused", { detail: error.why });
  }
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

/** The list as the server has it now; new calendars count as busy only when they are chosen, chosen ones stay although they are gone. */
function refreshed(was: Connection, listed: CalendarInfo[]): Connection["calendars"] {
  const known = new Map(was.calendars.map((calendar) => [calendar.id, calendar]));
  const fresh = listed.map((calendar) => ({
    ...calendar,
    blocks: known.get(calendar.id)?.blocks ?? false,
  }));
  const listedIds = new Set(listed.map(({ id }) => id));
  const missing = was.calendars.filter(({ id, blocks }) => blocks && !listedIds.has(id));
  return [...fresh.slice(0, MOST_CHOSEN), ...missing];
}

/** Puts the chosen calendars of a connection into the guard: new ones unread, so that nobody takes them for free. */
function chooseIn(guard: ReadGuard, connection: Connection): void {
  const calendars: Record<string, CalendarState> = {};
  for (const [key, state] of Object.entries(guard.guard.calendars)) {
    if (!key.startsWith(`${connection.id}:`)) calendars[key] = state;
  }
  for (const calendar of connection.calendars.filter(({ blocks }) => blocks)) {
    const key = calendarKey({ connectionId: connection.id, calendarId: calendar.id });
    calendars[key] = guard.guard.calendars[key] ??
      { generation: `unread-${newId()}`, readAt: null, readTo: 0, failing: null };
  }
  guard.guard = { ...guard.guard, calendars };
}

/** One commit under the host's guard; `change` works on the guard as read and on the operation. */
function underGuard<T>(
  app: App,
  hostId: string,
  change: (op: Deno.AtomicOperation, guard: ReadGuard) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return app.inTurn([hostId], async () => {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const was = await getGuard(app.kv, hostId);
      const guard = { ...was };
      const op = newCommit(app.kv);
      const outcome = await change(op, guard);
      if (!outcome.ok) return outcome;
      if (await commit(turnGuard(op, was, guard.guard))) return outcome;
    }
    return refused("busy", { retryAfter: 1 });
  });
}

/** Makes everything due that waits for a connection: its next reading, and what is still to be written there. */
async function hasten(app: App, hostId: string, connectionId: string): Promise<void> {
  for await (const entry of eachWaiting(app.kv, hostId)) {
    const { work } = entry.value;
    if (!("connectionId" in work) || work.connectionId !== connectionId) continue;
    await changeJob(app.kv, entry, { ...entry.value, dueAt: app.now() });
  }
  app.wake();
}
