import { type CalendarErrorKind, isFirstSync } from "$lib/scheduling/calendar-state.ts";
import type { Capabilities, Connection } from "$lib/scheduling/connection.ts";
import type { App } from "../app.ts";
import { type CalendarStatusKey, calendarStatusOf } from "../connections/calendar-view.ts";
import { type CalendarStatus, listCalendarStatus } from "../connections/index.ts";
import { countsOfDay } from "../store/sync-log.ts";

/** How one account's calendars are read: those that block time. */
export interface CalendarHealth {
  connectionId: string;
  label: string;
  provider: string;
  /** The worst of its calendars; idle where none blocks time. */
  status: CalendarStatusKey;
  calendars: number;
  /** The last sync of the one that was synced longest ago, epoch ms; null before the first. */
  syncedAt: number | null;
  events: number;
  /** How long the last syncs of all of them took; null before the first. */
  tookMs: number | null;
  /** In the last day. */
  reads: { done: number; failed: number };
  failure: { kind: CalendarErrorKind; reason: string; since: number } | null;
  /** Entries of bookings that disappeared together and wait for the host. */
  lostEntries: number;
  unreadable: number;
  capabilities: Capabilities | null;
}

/** How a host's accounts are read. */
export async function readCalendarHealth(app: App, hostId: string): Promise<CalendarHealth[]> {
  const accounts = await listCalendarStatus(app, hostId);
  return accounts.map(({ connection, statuses }) => healthOf(app, connection, statuses));
}

const byUrgency: CalendarStatusKey[] = [
  "broken",
  "stale",
  "partial",
  "failing",
  "syncing",
  "unsynced",
  "fresh",
  "idle",
];

function healthOf(
  app: App,
  { id, label, provider, capabilities, lostEntries }: Connection,
  statuses: readonly CalendarStatus[],
): CalendarHealth {
  const now = app.now();
  const states = statuses.flatMap(({ state }) => state ?? []);
  const keys = statuses.map(({ state, progress }) =>
    progress ? "syncing" : calendarStatusOf(app, state)
  );
  const syncs = states.map(({ syncedAt }) => syncedAt);
  const logs = statuses.map(({ log }) => log);
  const counts = logs.map((log) => countsOfDay(log, now));
  const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);
  const [failure = null] = states.flatMap((state) => state.failure ?? [])
    .sort((a, b) => a.since - b.since);
  return {
    connectionId: id,
    label,
    provider,
    status: byUrgency.find((each) => keys.includes(each)) ?? "idle",
    calendars: states.length,
    syncedAt: syncs.length === 0 || syncs.includes(null)
      ? null
      : Math.min(...syncs.map((at) => at ?? 0)),
    events: sum(statuses.map(({ syncState }) => syncState?.events ?? 0)),
    tookMs: logs.some((log) => log) ? sum(logs.map((log) => log?.tookMs ?? 0)) : null,
    reads: {
      done: sum(counts.map(({ done }) => done)),
      failed: sum(counts.map(({ failed }) => failed)),
    },
    failure: failure && { kind: failure.kind, reason: failure.reason, since: failure.since },
    lostEntries: lostEntries?.entries ?? 0,
    unreadable: sum(states.map((state) => isFirstSync(state) ? 0 : state.unreadableCount)),
    capabilities,
  };
}

/** Whether its host should look at an account: it is not read as it should be, or asks for an answer. */
export function needsLook({ status, lostEntries }: CalendarHealth): boolean {
  return ["broken", "stale", "partial", "failing"].includes(status) || lostEntries > 0;
}
