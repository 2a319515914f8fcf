/** Connections as a first sync, a failure or a long life leave them, without any server. */
import type { CalendarState } from "$lib/scheduling/calendar-state.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { type Connection, newConnection } from "$lib/scheduling/connection.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "$lib/server/app.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { calendarKey } from "$lib/server/kv/calendar-keys.ts";
import { commit, newCommit } from "$lib/server/kv/commit.ts";
import { addConnection } from "$lib/server/store/connections.ts";
import { bumpVersion, getGuard } from "$lib/server/kv/guard.ts";
import { keys } from "$lib/server/kv/keys.ts";
import type { SyncState } from "$lib/server/store/sync-state.ts";

interface CalendarGiven {
  name: string;
  blocks?: boolean;
  writable?: boolean;
  colour?: string;
  owner?: string;
  /** Events of the last sync; missing before the first. */
  events?: number;
  state?: Partial<CalendarState>;
}

/** An account of a host with these calendars, in the states given. */
export async function addAccount(
  app: App,
  { id: hostId }: Pick<Host, "id">,
  given: Partial<Connection> & Pick<Connection, "label">,
  calendars: readonly CalendarGiven[],
): Promise<Connection> {
  const id = newId(), now = app.now();
  const was = await getGuard(app.kv, hostId);
  const connection = newConnection({
    id,
    hostId,
    provider: "caldav",
    url: "https://dav.example.org/",
    user: "ada",
    sealed: "sealed",
    addresses: [],
    // In the order in which they are added.
    createdAt: now + Object.keys(was.guard.calendars).length,
    calendars: calendars.map(({ name, blocks = true, writable = true, colour, owner }, n) => ({
      id: `https://dav.example.org/${n}/`,
      name,
      colour: colour ?? null,
      writable,
      blocks,
      transparent: false,
      ...(owner === undefined ? {} : { owner }),
    })),
    ...given,
  });
  const guard = { ...was.guard, calendars: { ...was.guard.calendars } };
  const op = newCommit(app.kv);
  addConnection(op, connection);
  for (const [n, { blocks = true, events, state }] of calendars.entries()) {
    if (!blocks) continue;
    const calendarId = connection.calendars[n]!.id;
    const key = calendarKey({ connectionId: id, calendarId });
    const generation = newId();
    const synced = events === undefined
      ? {}
      : { syncedAt: now - 4 * MINUTE, syncedUntil: now + 90 * DAY };
    guard.calendars[key] = { ...unreadCalendar(generation), ...synced, ...state };
    if (events === undefined) continue;
    const syncState: SyncState = {
      generation,
      previousGeneration: "",
      cursor: null,
      objectIndex: generation,
      lastFullSyncAt: now,
      syncedAs: "",
      events,
      unreadable: 0,
      inexact: 0,
    };
    op.set(keys.syncState(hostId, key), syncState);
  }
  if (!await commit(bumpVersion(op, was, guard))) throw new Error("the guard was changed");
  return connection;
}

/** The key of an account's calendar in the guard. */
export function keyOfCalendar({ id, calendars }: Connection, n: number): string {
  return calendarKey({ connectionId: id, calendarId: calendars[n]!.id });
}
