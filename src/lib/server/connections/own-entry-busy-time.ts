/** Stored busy time of our own entries: what we write at the server changes it at once, before the next sync. */
import type { CalendarRef } from "$lib/scheduling/host.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { canonicalHref } from "../calendars/canonical-href.ts";
import { getIgnoredEntries } from "../store/ignored-entries.ts";
import { getGuard } from "../store/guard.ts";
import { daysOf } from "../store/keys.ts";
import { calendarKey } from "../store/calendar-keys.ts";
import { getSyncState, setBusyDays } from "../store/sync-state.ts";
import {
  busyOf,
  type IndexedObject,
  objectKey,
  STALE_ETAG,
  unpackBusy,
} from "../store/indexed-objects.ts";
import {
  fitsOneCommit,
  listIndexedObjects,
  listObjectChunks,
  setObjectChunks,
  updatedChunks,
} from "../store/object-chunks.ts";
import { commitUnderGuard } from "./guarded-commit.ts";

/** Days that one commit may rewrite; an entry that became a series is left to the next sync. */
const MAX_DAYS_PER_COMMIT = 60;

/** Index rows of a meeting's entry in one calendar, as of the last sync. */
export interface StoredEntryRows {
  key: string;
  rows: IndexedObject[];
}

/** The index rows of an entry; null when its calendar does not block time. */
export async function readStoredEntry(
  app: App,
  hostId: string,
  calendar: CalendarRef,
  meetingId: string,
): Promise<StoredEntryRows | null> {
  const key = calendarKey(calendar);
  const state = (await getGuard(app.kv, hostId)).guard.calendars[key];
  if (!state) return null;
  const syncState = await getSyncState(app.kv, hostId, key);
  const objects = syncState
    ? await listIndexedObjects(app.kv, hostId, key, syncState.objectIndex)
    : [];
  return { key, rows: objects.filter(({ bookingId }) => bookingId === meetingId) };
}

/** Frees the busy time of an entry that was removed from its calendar. */
export function freeStoredBusyTime(
  app: App,
  hostId: string,
  { key, rows }: StoredEntryRows,
): Promise<void> {
  return replaceStoredBusyTime(app, hostId, key, rows.map((was) => ({ was, busy: [] })));
}

/** Moves the busy time of an entry that was rewritten; other objects under its UID stay as they are. */
export async function moveStoredBusyTime(
  app: App,
  hostId: string,
  { key, rows }: StoredEntryRows,
  href: string,
  { start, end }: Span,
): Promise<void> {
  const isWritten = (row: IndexedObject) => canonicalHref(row.href) === canonicalHref(href);
  // An entry that became a series or transparent is left to the next sync.
  const moved = rows.filter((row) => isWritten(row) && row.busyBounds.length === 2);
  const busy = [start, end];
  if (moved.every((row) => row.busyBounds.join() === busy.join()) && rows.length > 0) return;
  await replaceStoredBusyTime(app, hostId, key, moved.map((was) => ({ was, busy })));
}

/**
 * Replaces the busy time of rows that no sync has changed since. A sync that is running is superseded, and the stale
 * ETag makes the next one fetch the entry.
 */
async function replaceStoredBusyTime(
  app: App,
  hostId: string,
  key: string,
  changes: { was: IndexedObject; busy: number[] }[],
): Promise<void> {
  await commitUnderGuard(app, hostId, async (op, guard) => {
    const state = guard.guard.calendars[key];
    if (!state) return accepted(null);
    const ownWriteCount = state.ownWriteCount + 1;
    const calendars = { ...guard.guard.calendars, [key]: { ...state, ownWriteCount } };
    guard.guard = { ...guard.guard, calendars };
    const syncState = await getSyncState(app.kv, hostId, key);
    if (syncState?.generation !== state.generation) return accepted(null);

    const chunks = await listObjectChunks(app.kv, hostId, key, syncState.objectIndex);
    const stored = new Map(
      chunks.flatMap(({ objects }) => objects).map((object) => [objectKey(object), object]),
    );
    const unchanged = changes.filter(({ was }) => isSame(stored.get(objectKey(was)), was));
    const replaced = unchanged.map(({ was, busy }) => ({
      ...was,
      etag: STALE_ETAG,
      busyBounds: busy,
    }));
    const touched = [...unchanged.map(({ was }) => was), ...replaced].flatMap(unpackBusy).flatMap(
      daysOf,
    );
    const days = new Set(touched);
    const changedChunks = updatedChunks(chunks, replaced, []);
    if (replaced.length === 0 || days.size > MAX_DAYS_PER_COMMIT || !fitsOneCommit(changedChunks)) {
      return accepted(null);
    }
    setObjectChunks(op, hostId, key, syncState.objectIndex, changedChunks);
    for (const object of replaced) stored.set(objectKey(object), object);
    const ignored = await getIgnoredEntries(app.kv, hostId, key);
    const busy = busyOf([...stored.values()], ignored);
    setBusyDays(op, hostId, key, state.generation, days, busy);
    return accepted(null);
  });
}

function isSame(stored: IndexedObject | undefined, was: IndexedObject): boolean {
  return stored?.etag === was.etag && stored.busyBounds.join() === was.busyBounds.join();
}
