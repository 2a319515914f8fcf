/** Stored busy time of our own entries: what we write at the server changes it at once, before the next sync. */
import type { CalendarRef } from "$lib/scheduling/host.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { canonicalHref } from "../calendars/canonical-href.ts";
import { getIgnoredEntries } from "../store/ignored-entries.ts";
import { getGuard } from "../kv/guard.ts";
import { daysOf } from "../kv/keys.ts";
import { calendarKey } from "../kv/calendar-keys.ts";
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

/** Frees the busy time of an entry that was removed from its calendar, unless a sync has changed it since it was read. */
export function freeStoredBusyTime(
  app: App,
  hostId: string,
  { key, rows }: StoredEntryRows,
): Promise<void> {
  const free = (row: IndexedObject) => rows.some((was) => isSame(row, was)) ? [] : null;
  return replaceStoredBusyTime(app, hostId, key, free);
}

/** An entry before it was rewritten: its rows then, and the ETag that it had at its server. */
export interface RewrittenEntry extends StoredEntryRows {
  etag: string | null;
}

/** Moves the busy time of an entry that was rewritten; other objects under its UID stay as they are. */
export async function moveStoredBusyTime(
  app: App,
  hostId: string,
  { key, rows, etag }: RewrittenEntry,
  href: string,
  { id, start, end }: Span & { id: string },
): Promise<void> {
  const isWritten = (row: IndexedObject) => canonicalHref(row.href) === canonicalHref(href);
  // An entry that became a series or transparent is left to the next sync.
  const isOne = (row: IndexedObject) => isWritten(row) && row.busyBounds.length === 2;
  const busy = [start, end];
  const isThere = (row: IndexedObject) => row.busyBounds.join() === busy.join();
  if (rows.length > 0 && rows.filter(isOne).every(isThere)) return;
  // A sync may have read it meanwhile: as it was before the write, or as its host changed it since.
  const isFromBefore = (row: IndexedObject) =>
    row.bookingId === id && etag !== null && row.etag === etag ||
    rows.some((was) => isSame(row, was));
  const move = (row: IndexedObject) => isOne(row) && isFromBefore(row) ? busy : null;
  await replaceStoredBusyTime(app, hostId, key, move);
}

/**
 * Replaces the busy time of the rows of which `busyOfRow` names another. A sync that is running is superseded, and the
 * stale ETag makes the next one fetch the entry. Throws when the guard was never free.
 */
async function replaceStoredBusyTime(
  app: App,
  hostId: string,
  key: string,
  busyOfRow: (row: IndexedObject) => number[] | null,
): Promise<void> {
  const outcome = await commitUnderGuard(app, hostId, async (op, guard) => {
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
    const touched: Span[] = [], replaced: IndexedObject[] = [];
    for (const was of stored.values()) {
      const busyBounds = busyOfRow(was);
      if (!busyBounds) continue;
      const is = { ...was, etag: STALE_ETAG, busyBounds };
      touched.push(...unpackBusy(was), ...unpackBusy(is));
      replaced.push(is);
    }
    const days = new Set(touched.flatMap(daysOf));
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
  // The job runs again: else the time came back with the next sync only.
  if (!outcome.ok && outcome.refusal.code === "busy") throw new Error("the guard was never free");
}

function isSame(row: IndexedObject, was: IndexedObject): boolean {
  return objectKey(row) === objectKey(was) && row.etag === was.etag &&
    row.busyBounds.join() === was.busyBounds.join();
}
