import type { App } from "../app.ts";
import { type Calendar, CalendarError } from "../calendars/calendar.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { CalendarState } from "$lib/scheduling/calendar-state.ts";
import { providerOf } from "../calendars/registry.ts";
import { getGuard } from "../kv/guard.ts";
import { getOpenHost } from "../store/hosts.ts";
import type { Job, JobWork } from "../store/job.ts";
import { eachUnfinishedJob } from "../store/due-jobs.ts";
import { changeJob, getJob } from "../store/jobs.ts";
import { calendarKey } from "../kv/calendar-keys.ts";
import { applyCalendarEdits } from "./two-way-sync.ts";
import { observeChanges } from "./observe-changes.ts";
import { deleteWriteCheckEvent } from "./write-check.ts";
import { syncCalendar } from "./sync-calendar.ts";

/** How long a page waits for a first sync, which continues in the background. */
const PAGE_WAIT_MS = 12_000;
const connectionJobKinds: JobWork["kind"][] = ["sync", "write-calendar", "send-calendar-alert"];

/** The result of syncing a connection, which decides when it is synced again. */
export interface ConnectionSyncResult {
  /** Since when one of its calendars fails, epoch ms; null when all is well. */
  failingSince: number | null;
  /** Whether we wrote to one of them meanwhile, so that it should be synced again soon. */
  hasOwnWrites: boolean;
  /** Remaining ms that the server asked to wait (Retry-After); 0 when it did not. */
  pausedForMs: number;
}

/** Syncs every blocking calendar of a connection, some side by side; a server that asked to wait is left alone until then. */
export async function syncConnection(
  app: App,
  connection: Connection,
): Promise<ConnectionSyncResult> {
  const server = pacingKeyOf(connection);
  const before = await statesOf(app, connection);
  if (app.requestPacing.pausedForMs(server) === 0) {
    await app.requestPacing.run(server, () => syncEachCalendar(app, connection, server));
  }
  const states = await statesOf(app, connection);
  const failing = states.flatMap(({ failure }) => failure ? [failure.since] : []);
  return {
    failingSince: failing.length ? Math.min(...failing) : null,
    hasOwnWrites: ownWritesIn(states) > ownWritesIn(before),
    pausedForMs: app.requestPacing.pausedForMs(server),
  };
}

async function statesOf(
  app: App,
  { id, hostId }: Pick<Connection, "id" | "hostId">,
): Promise<CalendarState[]> {
  const { guard } = await getGuard(app.kv, hostId);
  return Object.entries(guard.calendars)
    .flatMap(([key, state]) => key.startsWith(`${id}:`) ? [state] : []);
}

const ownWritesIn = (states: readonly CalendarState[]) =>
  states.reduce((sum, { ownWriteCount }) => sum + ownWriteCount, 0);

/** The key by which requests are paced: the account or the server's host, as the provider counts them. */
export function pacingKeyOf({ provider, url, id }: Connection): string {
  if (providerOf(provider).pacedBy === "account") return `${provider} ${id}`;
  return URL.parse(url)?.host || id;
}

async function syncEachCalendar(app: App, connection: Connection, server: string): Promise<void> {
  const host = await getOpenHost(app.kv, connection.hostId);
  if (!host) return;
  const opened = await app.openCalendar(connection, host).catch(failingCalendar);
  await deleteWriteCheckEvent(app, connection, opened).catch((error) => {
    // The next sync tries again.
    if (error instanceof CalendarError) return;
    app.log.fault("calendar-write-check-leftover", error, { connection: connection.id });
  });
  const paced: Calendar = {
    ...opened,
    async changes(...args) {
      try {
        return await opened.changes(...args);
      } catch (error) {
        if (error instanceof CalendarError && error.retryAfter !== null) {
          app.requestPacing.pause(server, error.retryAfter * 1000);
        }
        throw error;
      }
    },
  };
  const left = connection.calendars.filter(({ blocks }) => blocks);
  // Edits of bookings follow one after another, as each looks for entries in all calendars.
  let edits: Promise<unknown> = Promise.resolve();
  const syncNext = async () => {
    const calendar = left.shift();
    if (!calendar) return;
    const key = calendarKey({ connectionId: connection.id, calendarId: calendar.id });
    const { calendar: observedCalendar, observed } = observeChanges(paced);
    const began = app.elapsed();
    const outcome = await syncCalendar(app, host, { key, id: calendar.id }, observedCalendar);
    app.measures.syncs.observe(app.elapsed() - began, connection.provider, outcome);
    if (outcome === "failed" || outcome === "aborted") return;
    await (edits = edits.then(() =>
      applyCalendarEdits(app, host, connection, { id: calendar.id, opened, observed })
        // The next sync checks again; the other calendars are synced all the same.
        .catch((error) =>
          app.log.fault("calendar-two-way-sync", error, { connection: connection.id })
        )
    ));
  };
  const hasNext = () => left.length > 0 && app.requestPacing.pausedForMs(server) === 0;
  // Whoever else waits for the server has its next free place.
  const besides = async () => {
    while (hasNext() && app.requestPacing.hasCapacity(server)) {
      await app.requestPacing.run(server, syncNext);
    }
  };
  const inTurn = async () => {
    while (hasNext()) await syncNext();
  };
  const ended = await Promise.allSettled([inTurn(), besides()]);
  for (const each of ended) if (each.status === "rejected") throw each.reason;
}

/** Stands for an account that could not be opened: every method fails, so the failure is recorded like any other. */
function failingCalendar(error: unknown): Calendar {
  const fail = () => Promise.reject(error);
  return { list: fail, changes: fail, busy: fail, find: fail, put: fail, remove: fail };
}

/** Syncs, but waits no longer than `PAGE_WAIT_MS`; the sync then continues in the background. */
export async function syncWithinPageLoad(app: App, connection: Connection): Promise<void> {
  const sync = syncConnection(app, connection).catch((error) => {
    app.log.fault("calendar-first-sync", error, { connection: connection.id });
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([sync, new Promise((resolve) => timer = setTimeout(resolve, PAGE_WAIT_MS))]);
  clearTimeout(timer);
}

/** How soon after an own write the connection is synced. */
export const RESYNC_AFTER_WRITE_MS = MINUTE;

/** Brings the next sync of a connection forward. */
export async function scheduleSyncWithin(
  app: App,
  { syncJobId }: Connection,
  ms: number,
): Promise<void> {
  const entry = await getJob(app.kv, syncJobId);
  const dueAt = app.now() + ms;
  if (entry.value?.state !== "waiting" || entry.value.dueAt <= dueAt) return;
  await changeJob(app.kv, entry as Deno.KvEntry<Job>, { ...entry.value, dueAt });
}

/** Makes the waiting jobs of a connection due now, or of all connections: sync, writes and alerts. */
export async function runWaitingJobsNow(
  app: App,
  hostId: string,
  connectionId: string | null,
): Promise<void> {
  for await (const entry of eachUnfinishedJob(app.kv, hostId, connectionJobKinds)) {
    const { work, state } = entry.value;
    if (state !== "waiting" || !("connectionId" in work)) continue;
    if (connectionId !== null && work.connectionId !== connectionId) continue;
    await changeJob(app.kv, entry, { ...entry.value, dueAt: app.now() });
  }
  app.wakeJobs();
}

/** The result of a sync that a host waited for; `reason` is a key of the calendar messages. */
export type SyncResult = { is: "synced" } | { is: "syncing" } | { is: "failed"; reason: string };

/** Whether all blocking calendars of a connection were synced since an instant, epoch ms. */
export async function syncResultSince(
  app: App,
  hostId: string,
  connectionId: string,
  since: number,
): Promise<SyncResult> {
  const states = await statesOf(app, { id: connectionId, hostId });
  const [failing] = states.flatMap(({ failure }) => failure ?? []);
  if (failing) return { is: "failed", reason: failing.reason };
  const isSynced = states.every(({ syncedAt }) => syncedAt !== null && syncedAt >= since);
  return { is: isSynced ? "synced" : "syncing" };
}
