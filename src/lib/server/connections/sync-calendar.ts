import { bookingWindowEnd, endOfBookableDays } from "$lib/scheduling/open-windows.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { type Calendar, CalendarError, type Changes } from "../calendars/calendar.ts";
import type { CalendarState } from "$lib/scheduling/calendar-state.ts";
import { ParserClosed } from "../calendars/parsing/response-parser.ts";
import { newId } from "../runtime/secrets.ts";
import { getIgnoredEntries } from "../store/ignored-entries.ts";
import { listEventTypes } from "../store/event-types.ts";
import { getGuard } from "../store/guard.ts";
import { keys } from "../store/keys.ts";
import {
  busyByDay,
  deleteGeneration,
  deleteObjectIndex,
  getSyncState,
  type SyncState,
  writeGeneration,
} from "../store/sync-state.ts";
import { inexactIn, isBusyWithin, unpackBusy, unreadableIn } from "../store/indexed-objects.ts";
import {
  fitsOneCommit,
  listObjectChunks,
  type ObjectChunk,
  setObjectChunks,
  updatedChunks,
  writeObjectIndex,
} from "../store/object-chunks.ts";
import { mergeChanges } from "./merge-changes.ts";
import { reportSyncProgress } from "./report-sync-progress.ts";
import {
  commitCalendarState,
  commitSyncFailure,
  syncContextOf,
  withFailure,
} from "./commit-sync.ts";

const DAY = 86_400_000;

/** How a reading ended. */
export type SyncOutcome = "synced" | "unchanged" | "failed" | "aborted";

/** How often a calendar is read anew because an entry of ours changed meanwhile; then it counts as it was seen. */
const MAX_SYNC_ATTEMPTS = 3;

/**
 * Reads one chosen calendar of a host: what changed since the last reading, or all of it. What is new is written beside
 * what is in force, which a last commit under the host's guard replaces at one instant; a failure keeps the last known
 * busy time and says since when it fails, also where the fault is ours.
 */
export async function syncCalendar(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  opened: Calendar,
): Promise<SyncOutcome> {
  for (let reading = 1;; reading++) {
    const before = (await getGuard(app.kv, host.id)).guard.calendars[calendar.key];
    if (!before) return "aborted";
    const ended = await syncOnce(app, host, calendar, opened, before, reading === MAX_SYNC_ATTEMPTS)
      .catch((error) => recordSyncFailure(app, host, calendar, before, error));
    if (ended !== "superseded") return ended;
  }
}

/** Tells why a reading failed; a fault of ours is logged under the id that its detail is. */
async function recordSyncFailure(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  before: CalendarState,
  error: unknown,
): Promise<"failed"> {
  if (error instanceof ParserClosed) throw error;
  const problem = error instanceof CalendarError ? error : new CalendarError(
    "try-again",
    "our-fault",
    app.log.fault("calendar-sync-fault", error, { host: host.id }),
  );
  await commitSyncFailure(app, host, calendar, before, problem);
  app.log.warn("calendar-sync-failed", { host: host.id, kind: problem.kind, why: problem.why });
  return "failed";
}

/** One reading; the last one counts whatever has happened meanwhile. */
async function syncOnce(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  opened: Calendar,
  before: CalendarState,
  isLast: boolean,
): Promise<SyncOutcome | "superseded"> {
  const { kv } = app;
  const began = app.now();
  const { generation } = before;
  const from = { generation, ownWriteCount: isLast ? null : before.ownWriteCount };
  const last = await getSyncState(kv, host.id, calendar.key);
  const { window, needed } = await syncWindowOf(app, host, began);
  const readAs = syncContextOf(host);
  const goesOn = last?.generation === before.generation &&
    last.syncedAs === readAs && before.syncedUntil >= needed &&
    Math.abs(began - last.lastFullSyncAt) < DAY;
  // What changed is read as far as all the rest.
  const asked = goesOn ? { ...window, end: before.syncedUntil } : window;
  let known: Promise<ObjectChunk[]> | null = null;
  const shelves = () => known ??= lastObjectChunks(app, host.id, calendar.key, last);
  const remotes = async () => (await shelves()).flatMap(({ objects }) => objects);

  await using progress = reportSyncProgress(app, host.id, calendar.key);
  const changes = await opened.changes(calendar.id, asked, goesOn ? last.cursor : null, {
    etags: async () => new Map((await remotes()).map(({ href, etag }) => [href, etag])),
    busyHrefs: async () =>
      (await remotes()).flatMap((each) => isBusyWithin(each, asked) ? [each.href] : []),
    progress: progress.tell,
  });
  if (changes === null) {
    const fresh = (state: CalendarState) => ({ ...state, syncedAt: began, failure: null });
    const settled = await commitCalendarState(
      app,
      host,
      calendar,
      { generation, ownWriteCount: null },
      fresh,
    );
    return settled === "committed" ? "unchanged" : "aborted";
  }

  logProgramFaults(app, host, changes);

  const { all, written, deleted } = mergeChanges(await remotes(), changes);
  const changed = changes.isFullSync || !goesOn
    ? null
    : updatedChunks(await shelves(), written, deleted);
  const fits = changed !== null && fitsOneCommit(changed);
  const newer = began.toString(36).padStart(9, "0") + newId();
  const listing = fits && last ? last.objectIndex : newer;
  if (!fits) await writeObjectIndex(kv, host.id, calendar.key, listing, all);
  await writeGeneration(kv, host.id, calendar.key, newer, busyByDay(all.flatMap(unpackBusy)));
  const reading: SyncState = {
    generation: newer,
    previousGeneration: before.generation,
    // What a listing left out, no report of changes brings back.
    cursor: changes.incomplete ? null : changes.cursor,
    objectIndex: listing,
    lastFullSyncAt: changes.isFullSync ? began : last?.lastFullSyncAt ?? 0,
    syncedAs: readAs,
    events: all.filter(({ unreadableReason }) => unreadableReason === null).length,
    unreadable: all.filter(({ unreadableReason }) => unreadableReason !== null).length,
    inexact: inexactIn(all).length,
  };
  const state = async (was: CalendarState): Promise<CalendarState> => {
    const unreadableCount =
      unreadableIn(all, await getIgnoredEntries(kv, host.id, calendar.key)).length;
    const read = { ...was, generation: newer, syncedUntil: asked.end, unreadableCount };
    if (!changes.incomplete) {
      return { ...read, syncedAt: began, failure: null, isListingIncomplete: false };
    }
    return withFailure(app, { ...read, isListingIncomplete: true }, incompleteListing);
  };
  const settled = await commitCalendarState(app, host, calendar, from, state, (op) => {
    op.set(keys.syncState(host.id, calendar.key), reading);
    if (fits) setObjectChunks(op, host.id, calendar.key, listing, changed);
  });
  const replaced = settled === "committed";
  // Another reading was faster, or the calendar is not chosen any more: ours is the one that nobody points at.
  await deleteGeneration(
    kv,
    host.id,
    calendar.key,
    replaced ? last?.previousGeneration ?? "" : newer,
  );
  if (!fits) {
    await deleteObjectIndex(
      kv,
      host.id,
      calendar.key,
      replaced ? last?.objectIndex ?? "" : listing,
    );
  }
  return replaced ? "synced" : settled;
}

const incompleteListing = new CalendarError("try-again", "listing-incomplete");

/** Entries that could not be read for a reason of ours: each reason once. */
function logProgramFaults(app: App, host: Host, { unreadable }: Changes) {
  for (const fault of new Set(unreadable.flatMap(({ errorTrace }) => errorTrace ?? []))) {
    app.log.fault("calendar-entry", fault, { host: host.id });
  }
}

/** What the last reading knew of each object; nothing before the first. */
async function lastObjectChunks(
  app: App,
  hostId: string,
  calendar: string,
  last: SyncState | null,
) {
  return last ? await listObjectChunks(app.kv, hostId, calendar, last.objectIndex) : [];
}

/**
 * From two days ago to a week beyond the longest horizon in use. Once a day everything is listed whole, which rolls the
 * window forward and finds what a server forgot to report; where that fails for some days, there is still enough.
 */
async function syncWindowOf(
  app: App,
  host: Host,
  now: number,
): Promise<{ window: Span; needed: number }> {
  const types = await listEventTypes(app.kv, host.id);
  const ends = types.map((type) => bookingWindowEnd(type, now, host.zone));
  const needed = Math.max(endOfBookableDays(now, host.zone, 60), ...ends);
  // A clock that is ahead must not drop what is busy until then.
  const start = Math.min(now, app.clock.earliestNow()) - 2 * DAY;
  return { window: { start, end: needed + 7 * DAY }, needed };
}
