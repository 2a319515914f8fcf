import { DAY } from "$lib/scheduling/durations.ts";
import { unreadableFingerprint } from "$lib/icalendar/unreadable-entries.ts";
import type { Busy } from "$lib/scheduling/holds.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import {
  type Calendar,
  CalendarError,
  type Changes,
  type KnownObjects,
} from "../calendars/calendar.ts";
import type { CalendarState } from "$lib/scheduling/calendar-state.ts";
import { ParserClosed } from "../calendars/parsing/response-parser.ts";
import { inTurns } from "../runtime/in-turns.ts";
import { newId } from "../runtime/secrets.ts";
import { getIgnoredEntries } from "../store/ignored-entries.ts";
import { getGuard } from "../kv/guard.ts";
import { keys } from "../kv/keys.ts";
import {
  busyByDay,
  deleteGeneration,
  deleteObjectIndex,
  getSyncState,
  type SyncState,
  writeGeneration,
} from "../store/sync-state.ts";
import {
  busyOf,
  countInexact,
  type IndexedObject,
  isBusyWithin,
  unreadableIn,
} from "../store/indexed-objects.ts";
import {
  fitsOneCommit,
  listObjectChunks,
  type ObjectChunk,
  setObjectChunks,
  updatedChunks,
  writeObjectIndex,
} from "../store/object-chunks.ts";
import { mergeChanges } from "./merge-changes.ts";
import { syncWindowOf } from "./sync-window.ts";
import { sealUnreadableTitles } from "./unreadable-titles.ts";
import { reportSyncProgress } from "./report-sync-progress.ts";
import { writeSyncedTitles } from "./sync-titles.ts";
import {
  commitCalendarState,
  commitSyncFailure,
  syncContextOf,
  withFailure,
} from "./commit-sync.ts";

/** How a sync ended. */
export type SyncOutcome = "synced" | "unchanged" | "failed" | "aborted";

/** How often a sync that own writes superseded is repeated; what was read is committed all the same from then on. */
const MAX_SUPERSEDED = 3;
/** How often it is repeated in all while we go on writing. */
const MAX_SYNC_ATTEMPTS = 10;

/**
 * Syncs one blocking calendar of a host, incrementally or in full. The new generation is written beside the current one
 * and replaces it in one commit under the host's guard; after a failure, also an unexpected one, the last busy time stays.
 */
export async function syncCalendar(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  opened: Calendar,
): Promise<SyncOutcome> {
  for (let attempt = 1;; attempt++) {
    const state = async () => (await getGuard(app.kv, host.id)).guard.calendars[calendar.key];
    const before = await state();
    if (!before) return "aborted";
    const isLast = attempt >= MAX_SUPERSEDED;
    const began = app.elapsed();
    const outcome = await syncOnce(
      app,
      host,
      calendar,
      opened,
      before,
      isLast,
    )
      .catch((error) =>
        recordSyncFailure(app, host, calendar, before, error, app.elapsed() - began)
      );
    if (outcome === "superseded") continue;
    // It may have read an entry that we have removed since.
    const isOutdated = outcome === "synced" && isLast && attempt < MAX_SYNC_ATTEMPTS &&
      (await state())?.ownWriteCount !== before.ownWriteCount;
    if (!isOutdated) return outcome;
  }
}

/** Records why a sync failed; an unexpected error is logged under the error ID in `detail`. */
async function recordSyncFailure(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  before: CalendarState,
  error: unknown,
  tookMs: number,
): Promise<"failed"> {
  if (error instanceof ParserClosed) throw error;
  const problem = error instanceof CalendarError ? error : new CalendarError(
    "try-again",
    "unexpected-error",
    app.log.fault("calendar-sync-fault", error, { host: host.id }),
  );
  await commitSyncFailure(app, host, calendar, before, problem, Math.round(tookMs));
  app.log.warn("calendar-sync-failed", {
    host: host.id,
    kind: problem.kind,
    reason: problem.reason,
    detail: problem.detail,
  });
  return "failed";
}

/** One attempt; the last is not superseded by own writes. */
async function syncOnce(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  opened: Calendar,
  before: CalendarState,
  isLast: boolean,
): Promise<SyncOutcome | "superseded"> {
  const { kv } = app;
  const startedAt = app.now(), began = app.elapsed();
  const made = (isFailed: boolean) => ({ tookMs: Math.round(app.elapsed() - began), isFailed });
  const { generation } = before;
  const base = { generation, ownWriteCount: isLast ? null : before.ownWriteCount };
  const last = await getSyncState(kv, host.id, calendar.key);
  const { window, needed } = await syncWindowOf(app, host, startedAt);
  const ignored = await getIgnoredEntries(kv, host.id, calendar.key);
  const syncedAs = `${syncContextOf(host)} ${
    unreadableFingerprint([...ignored].sort().join("\n"))
  }`;
  const isIncremental = last?.generation === before.generation &&
    last.syncedAs === syncedAs && before.syncedUntil >= needed &&
    Math.abs(startedAt - last.lastFullSyncAt) < DAY;
  // Changes must cover the same window as the objects that stay.
  const requestedWindow = isIncremental ? { ...window, end: before.syncedUntil } : window;
  let known: Promise<ObjectChunk[]> | null = null;
  const chunks = () => known ??= lastObjectChunks(app, host.id, calendar.key, last);
  const storedObjects = async () => (await chunks()).flatMap(({ objects }) => objects);

  await using progress = reportSyncProgress(app, host.id, calendar.key);
  const knownObjects: KnownObjects = {
    etags: async () => {
      const etags = new Map<string, string | null>();
      await inTurns(await storedObjects(), ({ href, etag }) => void etags.set(href, etag));
      return etags;
    },
    busyHrefs: async () =>
      (await storedObjects()).flatMap((each) =>
        isBusyWithin(each, requestedWindow) ? [each.href] : []
      ),
    unreadHrefs: async () => last?.unreadable ? unreadHrefs(await storedObjects()) : [],
    progress: progress.report,
  };
  const pull = (cursor: string | null) =>
    opened.changes(calendar.id, requestedWindow, cursor, knownObjects);
  // What the server reports as deleted before everything is listed tells a deletion from a loss.
  if (!isIncremental && last?.generation === before.generation && last.cursor) {
    await pull(last.cursor).catch((error) => {
      if (!(error instanceof CalendarError)) throw error;
    });
  }
  const changes = await pull(isIncremental ? last.cursor : null);
  if (changes === null) {
    const fresh = (state: CalendarState) => ({ ...state, syncedAt: startedAt, failure: null });
    const result = await commitCalendarState(
      app,
      host,
      calendar,
      { generation, ownWriteCount: null },
      fresh,
      made(false),
    );
    return result === "committed" ? "unchanged" : "aborted";
  }

  logProgramFaults(app, host, changes);

  const owner = { hostId: host.id, calendar: calendar.key };
  const sealedTitles = await sealUnreadableTitles(app.sealer, owner, changes);
  const { all, written, deleted } = await mergeChanges(
    await storedObjects(),
    changes,
    sealedTitles,
  );
  const changed = changes.isFullSync || !isIncremental
    ? null
    : updatedChunks(await chunks(), written, deleted);
  const fits = changed !== null && fitsOneCommit(changed);
  const newGeneration = startedAt.toString(36).padStart(9, "0") + newId();
  const objectIndex = fits && last ? last.objectIndex : newGeneration;
  const writeBusyTimes = async () => {
    const busy: Busy[] = [];
    await inTurns(all, (object) => {
      for (const each of busyOf([object], ignored)) busy.push(each);
    });
    await writeGeneration(kv, host.id, calendar.key, newGeneration, busyByDay(busy));
  };
  // Nothing of these is referred to before the commit below; while one is being written, the other is made.
  await Promise.all([
    fits ? null : writeObjectIndex(kv, host.id, calendar.key, objectIndex, all),
    writeBusyTimes(),
    writeSyncedTitles(app, { ...owner, generation }, newGeneration, { changes, all }),
  ]);
  const syncState: SyncState = {
    generation: newGeneration,
    previousGeneration: before.generation,
    // After an incomplete listing a full sync is needed.
    cursor: changes.incomplete ? null : changes.cursor,
    objectIndex,
    lastFullSyncAt: changes.isFullSync ? startedAt : last?.lastFullSyncAt ?? 0,
    syncedAs,
    events: all.filter(({ unreadableReason }) => unreadableReason === null).length,
    unreadable: all.filter(({ unreadableReason }) => unreadableReason !== null).length,
    inexact: await countInexact(all),
  };
  const state = async (was: CalendarState): Promise<CalendarState> => {
    const unreadableCount =
      unreadableIn(all, await getIgnoredEntries(kv, host.id, calendar.key)).length;
    const read = {
      ...was,
      generation: newGeneration,
      syncedUntil: requestedWindow.end,
      unreadableCount,
    };
    if (!changes.incomplete) {
      return { ...read, syncedAt: startedAt, failure: null, isListingIncomplete: false };
    }
    return withFailure(app, { ...read, isListingIncomplete: true }, incompleteListing);
  };
  const isFailed = changes.incomplete === true;
  const result = await commitCalendarState(
    app,
    host,
    calendar,
    base,
    state,
    made(isFailed),
    (op) => {
      op.set(keys.syncState(host.id, calendar.key), syncState);
      if (fits) setObjectChunks(op, host.id, calendar.key, objectIndex, changed);
    },
  );
  const isCommitted = result === "committed";
  // Deletes the generation that is not referenced: the one replaced, or ours when the commit failed.
  await deleteGeneration(
    kv,
    host.id,
    calendar.key,
    isCommitted ? last?.previousGeneration ?? "" : newGeneration,
  );
  if (!fits) {
    await deleteObjectIndex(
      kv,
      host.id,
      calendar.key,
      isCommitted ? last?.objectIndex ?? "" : objectIndex,
    );
  }
  return isCommitted ? "synced" : result;
}

/** Unreadable objects without an ETag: too slow to parse, too large, or forbidden. */
function unreadHrefs(objects: readonly IndexedObject[]): string[] {
  return objects.flatMap(({ href, etag, unreadableReason }) =>
    unreadableReason !== null && etag === null ? [href] : []
  );
}

const incompleteListing = new CalendarError("try-again", "listing-incomplete");

/** Logs unexpected errors of the parser, each once. */
function logProgramFaults(app: App, host: Host, { unreadable }: Changes) {
  for (const fault of new Set(unreadable.flatMap(({ errorTrace }) => errorTrace ?? []))) {
    app.log.fault("calendar-entry", fault, { host: host.id });
  }
}

/** The object chunks of the last sync; none before the first. */
async function lastObjectChunks(
  app: App,
  hostId: string,
  calendar: string,
  last: SyncState | null,
) {
  return last ? await listObjectChunks(app.kv, hostId, calendar, last.objectIndex) : [];
}
