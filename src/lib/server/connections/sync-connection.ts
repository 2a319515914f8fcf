import type { App } from "../app.ts";
import { type Calendar, CalendarError } from "../calendars/calendar.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { providerOf } from "../calendars/registry.ts";
import { getGuard } from "../store/guard.ts";
import { getOpenHost } from "../store/hosts.ts";
import type { Job, JobWork } from "../store/job.ts";
import { eachUnfinishedJob } from "../store/due-jobs.ts";
import { changeJob, getJob } from "../store/jobs.ts";
import { calendarKey } from "../store/keys.ts";
import { applyCalendarEdits } from "./two-way-sync.ts";
import { observeChanges } from "./observe-changes.ts";
import { deleteWriteCheckEvent } from "./write-check.ts";
import { syncCalendar } from "./sync-calendar.ts";

/** How long a page waits for a first reading; it goes on by itself after that. */
const PAGE_WAIT_MS = 12_000;
const connectionJobKinds: JobWork["kind"][] = ["sync", "write-calendar", "send-calendar-alert"];

/** What reading an account came to, for whoever decides when to read again. */
export interface ConnectionSyncResult {
  /** Since when one of its calendars fails, epoch ms; null when all is well. */
  failingSince: number | null;
  /** The server asked to be left alone for so many more ms; 0 when it did not. */
  pausedForMs: number;
}

/** Reads every chosen calendar of a connection, one after the other; a server that asked us to wait is not visited before that. */
export async function syncConnection(
  app: App,
  connection: Connection,
): Promise<ConnectionSyncResult> {
  const server = pacingKeyOf(connection);
  if (app.requestPacing.pausedForMs(server) === 0) {
    await app.requestPacing.run(server, () => syncEachCalendar(app, connection, server));
  }
  const { guard } = await getGuard(app.kv, connection.hostId);
  const failing = Object.entries(guard.calendars)
    .filter(([key]) => key.startsWith(`${connection.id}:`))
    .flatMap(([, state]) => state.failure ? [state.failure.since] : []);
  return {
    failingSince: failing.length ? Math.min(...failing) : null,
    pausedForMs: app.requestPacing.pausedForMs(server),
  };
}

/** Whose visits are counted together. */
export function pacingKeyOf({ provider, url, id }: Connection): string {
  if (providerOf(provider).pacedBy === "account") return `${provider} ${id}`;
  return URL.parse(url)?.host || id;
}

async function syncEachCalendar(app: App, connection: Connection, server: string): Promise<void> {
  const host = await getOpenHost(app.kv, connection.hostId);
  if (!host) return;
  const opened = await app.openCalendar(connection, host).catch(alwaysFailing);
  await deleteWriteCheckEvent(app, connection, opened).catch((error) => {
    // The next reading tries again.
    if (error instanceof CalendarError) return;
    app.log.fault("calendar-write-check-leftover", error, { connection: connection.id });
  });
  const heeding: Calendar = {
    ...opened,
    async changes(...asked) {
      try {
        return await opened.changes(...asked);
      } catch (error) {
        if (error instanceof CalendarError && error.retryAfter !== null) {
          app.requestPacing.pause(server, error.retryAfter * 1000);
        }
        throw error;
      }
    },
  };
  for (const calendar of connection.calendars.filter(({ blocks }) => blocks)) {
    const key = calendarKey({ connectionId: connection.id, calendarId: calendar.id });
    if (app.requestPacing.pausedForMs(server) > 0) return;
    const { calendar: heard, said } = observeChanges(heeding);
    const ended = await syncCalendar(app, host, { key, id: calendar.id }, heard);
    if (ended === "failed" || ended === "aborted") continue;
    await applyCalendarEdits(app, host, connection, { id: calendar.id, opened, observed: said })
      // The next reading looks again; the other calendars are to be read all the same.
      .catch((error) =>
        app.log.fault("calendar-two-way-sync", error, { connection: connection.id })
      );
  }
}

/** An account that cannot even be opened fails at every question, so that its host is told as of any other fault. */
function alwaysFailing(error: unknown): Calendar {
  const fail = () => Promise.reject(error);
  return { list: fail, changes: fail, busy: fail, find: fail, put: fail, remove: fail };
}

/** Reads at once, but lets a page wait only so long: what is slow goes on behind it. */
export async function syncWithinPageLoad(app: App, connection: Connection): Promise<void> {
  const reading = syncConnection(app, connection).catch((error) => {
    app.log.fault("calendar-first-sync", error, { connection: connection.id });
  });
  let late: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([reading, new Promise((go) => late = setTimeout(go, PAGE_WAIT_MS))]);
  clearTimeout(late);
}

/** So soon after a write of ours the entry is read again. */
export const RESYNC_AFTER_WRITE_MS = 60_000;

/** Brings the next reading of a connection forward. */
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

/** Makes everything due that waits for a connection, or for any: its next reading, and what is still to be written there. */
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

/** What became of a reading that a host waited for; `why` is a key of `words/en/calendars.ts`. */
export type SyncResult = { is: "synced" } | { is: "syncing" } | { is: "failed"; why: string };

/** Whether all chosen calendars of a connection have been read since an instant: a page says so of nothing else. */
export async function syncResultSince(
  app: App,
  hostId: string,
  connectionId: string,
  since: number,
): Promise<SyncResult> {
  const { guard } = await getGuard(app.kv, hostId);
  const states = Object.entries(guard.calendars)
    .filter(([key]) => key.startsWith(`${connectionId}:`)).map(([, state]) => state);
  const [failing] = states.flatMap(({ failure }) => failure ?? []);
  if (failing) return { is: "failed", why: failing.why };
  const isRead = states.every(({ syncedAt }) => syncedAt !== null && syncedAt >= since);
  return { is: isRead ? "synced" : "syncing" };
}
