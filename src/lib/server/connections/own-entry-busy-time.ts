/** Busy time that is stored of our own entries: what we change at the server ourselves changes it without a reading. */
import type { CalendarRef } from "$lib/scheduling/host.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { canonicalHref } from "../calendars/canonical-href.ts";
import { getGuard } from "../store/guard.ts";
import { calendarKey, daysOf } from "../store/keys.ts";
import { getSyncState, setBusyDays } from "../store/sync-state.ts";
import { type IndexedObject, objectKey, STALE_ETAG, unpackBusy } from "../store/indexed-objects.ts";
import {
  fitsOneCommit,
  listIndexedObjects,
  listObjectChunks,
  setObjectChunks,
  updatedChunks,
} from "../store/object-chunks.ts";
import { commitUnderGuard } from "./guarded-commit.ts";

/** Days that one commit writes anew; a series that somebody made of an entry is left to the next reading. */
const MAX_DAYS_PER_COMMIT = 60;

/** What the last reading has stored of a meeting's entry in one calendar. */
export interface StoredEntryRows {
  key: string;
  rows: IndexedObject[];
}

/** What is stored of an entry, before it is changed at the server; null where its calendar takes no time. */
export async function readStoredEntry(
  app: App,
  hostId: string,
  calendar: CalendarRef,
  meetingId: string,
): Promise<StoredEntryRows | null> {
  const key = calendarKey(calendar);
  const state = (await getGuard(app.kv, hostId)).guard.calendars[key];
  if (!state) return null;
  const reading = await getSyncState(app.kv, hostId, key);
  const remotes = reading ? await listIndexedObjects(app.kv, hostId, key, reading.objectIndex) : [];
  return { key, rows: remotes.filter(({ bookingId }) => bookingId === meetingId) };
}

/** Frees the time of an entry that is known to be gone from its calendar. */
export function freeStoredBusyTime(
  app: App,
  hostId: string,
  { key, rows }: StoredEntryRows,
): Promise<void> {
  return replaceStoredBusyTime(app, hostId, key, rows.map((was) => ({ was, busy: [] })));
}

/** Moves the time of an entry that was written anew; what else stands under its UID stays as it is. */
export async function moveStoredBusyTime(
  app: App,
  hostId: string,
  { key, rows }: StoredEntryRows,
  href: string,
  { start, end }: Span,
): Promise<void> {
  const isWritten = (row: IndexedObject) => canonicalHref(row.href) === canonicalHref(href);
  // What somebody made a series of, or free, only a reading knows.
  const moved = rows.filter((row) => isWritten(row) && row.busyBounds.length === 2);
  const busy = [start, end];
  if (moved.every((row) => row.busyBounds.join() === busy.join()) && rows.length > 0) return;
  await replaceStoredBusyTime(app, hostId, key, moved.map((was) => ({ was, busy })));
}

/**
 * Replaces the time of rows that are still as they were before our write, so that none that a reading has found since is
 * lost. A reading that began before this is not used, and the next one reads the entry whatever its ETag is.
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
    const reading = await getSyncState(app.kv, hostId, key);
    if (reading?.generation !== state.generation) return accepted(null);

    const shelves = await listObjectChunks(app.kv, hostId, key, reading.objectIndex);
    const now = new Map(
      shelves.flatMap(({ objects }) => objects).map((remote) => [objectKey(remote), remote]),
    );
    const still = changes.filter(({ was }) => isSame(now.get(objectKey(was)), was));
    const replaced = still.map(({ was, busy }) => ({ ...was, etag: STALE_ETAG, busyBounds: busy }));
    const touched = [...still.map(({ was }) => was), ...replaced].flatMap(unpackBusy).flatMap(
      daysOf,
    );
    const days = new Set(touched);
    const changed = updatedChunks(shelves, replaced, []);
    if (replaced.length === 0 || days.size > MAX_DAYS_PER_COMMIT || !fitsOneCommit(changed)) {
      return accepted(null);
    }
    setObjectChunks(op, hostId, key, reading.objectIndex, changed);
    for (const remote of replaced) now.set(objectKey(remote), remote);
    setBusyDays(op, hostId, key, state.generation, days, [...now.values()].flatMap(unpackBusy));
    return accepted(null);
  });
}

function isSame(now: IndexedObject | undefined, was: IndexedObject): boolean {
  return now?.etag === was.etag && now.busyBounds.join() === was.busyBounds.join();
}
