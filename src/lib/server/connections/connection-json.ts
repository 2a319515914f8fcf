import type { CalendarRef, Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import type { App } from "../app.ts";
import { getConnection } from "../store/connections.ts";
import { getHost } from "../store/hosts.ts";
import { type CalendarStatus, listCalendarStatus } from "./calendar-status.ts";
import { calendarStatusOf } from "./calendar-view.ts";

/** Every account of a host as the API answers it. */
export async function connectionsJson(app: App, hostId: string) {
  const target = (await getHost(app.kv, hostId))?.targetCalendar ?? null;
  const all = await listCalendarStatus(app, hostId);
  return all.map(({ connection, statuses }) => connectionJson(app, connection, statuses, target));
}

interface ConnectionAnswer {
  connection: ReturnType<typeof connectionJson>;
}

/** One account as the API answers it; "not-found" for another host's. */
export async function findConnectionJson(
  app: App,
  hostId: string,
  id: string,
): Promise<Outcome<ConnectionAnswer, "not-found">> {
  const found = (await connectionsJson(app, hostId)).find((each) => each.id === id);
  return found ? accepted({ connection: found }) : refused("not-found");
}

/** A request that changes one account, as `serve` hands it over. */
interface ConnectionCall {
  app: App;
  host: Pick<Host, "id">;
  params: { id: string };
  /** Of If-Match. */
  revision: number | null;
}

/** The account after a change, as it is now; a refused change is the refusal, "changed" where the revision is outdated. */
export async function changedConnectionJson<Code extends RefusalCode>(
  { app, host, params: { id }, revision }: ConnectionCall,
  change: (app: App, hostId: string, id: string) => Promise<Outcome<unknown, Code>>,
): Promise<Outcome<ConnectionAnswer, Code | "not-found" | "changed">> {
  const known = await getConnection(app.kv, host.id, id);
  if (!known) return refused("not-found");
  if (revision !== null && revision !== known.revision) return refused("changed");
  const changed = await change(app, host.id, id);
  return changed.ok ? await findConnectionJson(app, host.id, id) : changed;
}

function connectionJson(
  app: App,
  { id, provider, label, user, lostEntries, writeCheck, createdAt, revision }: Connection,
  statuses: readonly CalendarStatus[],
  target: CalendarRef | null,
) {
  const isTarget = (calendarId: string) =>
    target?.connectionId === id && target.calendarId === calendarId;
  return {
    id,
    provider,
    label,
    user,
    signedOut: statuses.some(({ state }) => state?.failure?.kind === "signed-out"),
    calendars: statuses.map((each) => ({
      ...calendarJson(app, each),
      isTarget: isTarget(each.calendar.id),
    })),
    lostEntries: lostEntries && { ...lostEntries, at: timestamp(lostEntries.at) },
    writeCheck: writeCheck && { ...writeCheck, at: timestamp(writeCheck.at) },
    createdAt: timestamp(createdAt),
    revision,
  };
}

function calendarJson(app: App, { calendar, state, syncState, progress }: CalendarStatus) {
  const { id, name, colour, blocks, writable } = calendar;
  return {
    id,
    name,
    colour,
    blocks,
    writable,
    status: progress ? "syncing" as const : calendarStatusOf(app, state),
    syncedAt: state?.syncedAt == null ? null : timestamp(state.syncedAt),
    syncedUntil: state?.syncedUntil ? timestamp(state.syncedUntil) : null,
    events: syncState?.events ?? null,
    unreadable: state?.unreadableCount ?? 0,
    generation: syncState?.generation ?? null,
    error: state?.failure
      ? { reason: state.failure.reason, since: timestamp(state.failure.since) }
      : null,
  };
}

function timestamp(at: number): string {
  return new Date(at).toISOString();
}
