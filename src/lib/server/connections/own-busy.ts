/** Busy time that is stored of our own entries: what we change at the server ourselves changes it without a reading. */
import type { CalendarRef } from "$lib/scheduling/host.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { sameHref } from "../calendars/same-href.ts";
import { getGuard } from "../store/guard.ts";
import { calendarKey, daysOf } from "../store/keys.ts";
import { getReading, setBusyDays } from "../store/readings.ts";
import { busyOf, nameOf, type Remote, UNREAD_ETAG } from "../store/remotes.ts";
import {
  fitsOneCommit,
  listRemotes,
  listShelves,
  rearranged,
  setShelves,
} from "../store/shelves.ts";
import { underGuard } from "./under-guard.ts";

/** Days that one commit writes anew; a series that somebody made of an entry is left to the next reading. */
const MOST_DAYS = 60;

/** What the last reading has stored of a meeting's entry in one calendar. */
export interface StoredEntry {
  key: string;
  rows: Remote[];
}

/** What is stored of an entry, before it is changed at the server; null where its calendar takes no time. */
export async function storedEntry(
  app: App,
  hostId: string,
  calendar: CalendarRef,
  meetingId: string,
): Promise<StoredEntry | null> {
  const key = calendarKey(calendar);
  const state = (await getGuard(app.kv, hostId)).guard.calendars[key];
  if (!state) return null;
  const reading = await getReading(app.kv, hostId, key);
  const remotes = reading?.listing ? await listRemotes(app.kv, hostId, key, reading.listing) : [];
  return { key, rows: remotes.filter(({ own }) => own === meetingId) };
}

/** Frees the time of an entry that is known to be gone from its calendar. */
export function freeStored(app: App, hostId: string, { key, rows }: StoredEntry): Promise<void> {
  return replaceStored(app, hostId, key, rows.map((was) => ({ was, busy: [] })));
}

/** Moves the time of an entry that was written anew; what else stands under its UID stays as it is. */
export async function moveStored(
  app: App,
  hostId: string,
  { key, rows }: StoredEntry,
  href: string,
  { start, end }: Span,
): Promise<void> {
  const isWritten = (row: Remote) => sameHref(row.href) === sameHref(href);
  // What somebody made a series of, or free, only a reading knows.
  const moved = rows.filter((row) => isWritten(row) && row.busy.length === 2);
  const busy = [start, end];
  if (moved.every((row) => row.busy.join() === busy.join()) && rows.length > 0) return;
  await replaceStored(app, hostId, key, moved.map((was) => ({ was, busy })));
}

/**
 * Replaces the time of rows that are still as they were before our write, so that none that a reading has found since is
 * lost. A reading that began before this is not used, and the next one reads the entry whatever its ETag is.
 */
async function replaceStored(
  app: App,
  hostId: string,
  key: string,
  changes: { was: Remote; busy: number[] }[],
): Promise<void> {
  await underGuard(app, hostId, async (op, guard) => {
    const state = guard.guard.calendars[key];
    if (!state) return accepted(null);
    const ownChanges = (state.ownChanges ?? 0) + 1;
    const calendars = { ...guard.guard.calendars, [key]: { ...state, ownChanges } };
    guard.guard = { ...guard.guard, calendars };
    const reading = await getReading(app.kv, hostId, key);
    if (!reading?.listing || reading.generation !== state.generation) return accepted(null);

    const shelves = await listShelves(app.kv, hostId, key, reading.listing);
    const now = new Map(
      shelves.flatMap(({ remotes }) => remotes).map((remote) => [nameOf(remote), remote]),
    );
    const still = changes.filter(({ was }) => isSame(now.get(nameOf(was)), was));
    const replaced = still.map(({ was, busy }) => ({ ...was, etag: UNREAD_ETAG, busy }));
    const touched = [...still.map(({ was }) => was), ...replaced].flatMap(busyOf).flatMap(daysOf);
    const days = new Set(touched);
    const changed = rearranged(shelves, replaced, []);
    if (replaced.length === 0 || days.size > MOST_DAYS || !fitsOneCommit(changed)) {
      return accepted(null);
    }
    setShelves(op, hostId, key, reading.listing, changed);
    for (const remote of replaced) now.set(nameOf(remote), remote);
    setBusyDays(op, hostId, key, state.generation, days, [...now.values()].flatMap(busyOf));
    return accepted(null);
  });
}

function isSame(now: Remote | undefined, was: Remote): boolean {
  return now?.etag === was.etag && now.busy.join() === was.busy.join();
}
