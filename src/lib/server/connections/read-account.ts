import type { App } from "../app.ts";
import { type Calendar, CalendarProblem, type Connection } from "../calendars/calendar.ts";
import { getGuard } from "../store/guard.ts";
import { getOpenHost } from "../store/hosts.ts";
import type { Job, JobWork } from "../jobs/job.ts";
import { eachUnfinished } from "../store/due-jobs.ts";
import { changeJob, getJob } from "../store/jobs.ts";
import { calendarKey } from "../store/keys.ts";
import { followEntries } from "./follow-entries.ts";
import { listening } from "./listening.ts";
import { deleteLeft } from "./try-writing.ts";
import { readCalendar } from "./read-calendar.ts";

/** How long a page waits for a first reading; it goes on by itself after that. */
const PATIENCE_MS = 12_000;
const ofConnections: JobWork["kind"][] = ["sync", "write-calendar", "calendar-letter"];

/** What reading an account came to, for whoever decides when to read again. */
export interface AccountRead {
  /** Since when one of its calendars fails, epoch ms; null when all is well. */
  failingSince: number | null;
  /** The server asked to be left alone for so many more ms; 0 when it did not. */
  restsFor: number;
}

/** Reads every chosen calendar of a connection, one after the other; a server that asked us to wait is not visited before that. */
export async function readAll(app: App, connection: Connection): Promise<AccountRead> {
  const server = serverOf(connection);
  if (app.politeness.restsFor(server) === 0) {
    await app.politeness.visit(server, () => readEach(app, connection, server));
  }
  const { guard } = await getGuard(app.kv, connection.hostId);
  const failing = Object.entries(guard.calendars)
    .filter(([key]) => key.startsWith(`${connection.id}:`))
    .flatMap(([, state]) => state.failing ? [state.failing.since] : []);
  return {
    failingSince: failing.length ? Math.min(...failing) : null,
    restsFor: app.politeness.restsFor(server),
  };
}

/** Whose visits are counted together. */
export function serverOf({ provider, url, id }: Connection): string {
  // They count each account by itself: one that asked too often must not hold up the others.
  if (provider === "google" || provider === "microsoft") return `${provider} ${id}`;
  return URL.parse(url)?.host || id;
}

async function readEach(app: App, connection: Connection, server: string): Promise<void> {
  const host = await getOpenHost(app.kv, connection.hostId);
  if (!host) return;
  const opened = await app.openCalendar(connection, host).catch(closed);
  await deleteLeft(app, connection, opened).catch((error) => {
    // The next reading tries again.
    if (error instanceof CalendarProblem) return;
    app.log.fault("calendar-left-trial", error, { connection: connection.id });
  });
  const heeding: Calendar = {
    ...opened,
    async changes(...asked) {
      try {
        return await opened.changes(...asked);
      } catch (error) {
        if (error instanceof CalendarProblem && error.retryAfter !== null) {
          app.politeness.rest(server, error.retryAfter * 1000);
        }
        throw error;
      }
    },
  };
  for (const calendar of connection.calendars.filter(({ blocks }) => blocks)) {
    const key = calendarKey({ connectionId: connection.id, calendarId: calendar.id });
    if (app.politeness.restsFor(server) > 0) return;
    const { calendar: heard, said } = listening(heeding);
    const ended = await readCalendar(app, host, { key, id: calendar.id }, heard);
    if (ended === "failed" || ended === "given-up") continue;
    await followEntries(app, host, connection, { id: calendar.id, opened, said })
      // The next reading looks again; the other calendars are to be read all the same.
      .catch((error) => app.log.fault("calendar-follow", error, { connection: connection.id }));
  }
}

/** An account that cannot even be opened fails at every question, so that its host is told as of any other fault. */
function closed(error: unknown): Calendar {
  const fail = () => Promise.reject(error);
  return { list: fail, changes: fail, busy: fail, find: fail, put: fail, remove: fail };
}

/** Reads at once, but lets a page wait only so long: what is slow goes on behind it. */
export async function readSoon(app: App, connection: Connection): Promise<void> {
  const reading = readAll(app, connection).catch((error) => {
    app.log.fault("calendar-first-reading", error, { connection: connection.id });
  });
  let late: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([reading, new Promise((go) => late = setTimeout(go, PATIENCE_MS))]);
  clearTimeout(late);
}

/** So soon after a write of ours the entry is read again. */
export const SEEN_WITHIN_MS = 60_000;

/** Brings the next reading of a connection forward. */
export async function readWithin(app: App, { syncJob }: Connection, ms: number): Promise<void> {
  const entry = await getJob(app.kv, syncJob);
  const dueAt = app.now() + ms;
  if (entry.value?.state !== "waiting" || entry.value.dueAt <= dueAt) return;
  await changeJob(app.kv, entry as Deno.KvEntry<Job>, { ...entry.value, dueAt });
}

/** Makes everything due that waits for a connection, or for any: its next reading, and what is still to be written there. */
export async function hasten(
  app: App,
  hostId: string,
  connectionId: string | null,
): Promise<void> {
  for await (const entry of eachUnfinished(app.kv, hostId, ofConnections)) {
    const { work, state } = entry.value;
    if (state !== "waiting" || !("connectionId" in work)) continue;
    if (connectionId !== null && work.connectionId !== connectionId) continue;
    await changeJob(app.kv, entry, { ...entry.value, dueAt: app.now() });
  }
  app.wake();
}
