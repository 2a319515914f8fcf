import type { Job } from "./job.ts";
import { commit, listAll, newCommit } from "../kv/commit.ts";
import { writeJob } from "./jobs.ts";
import { keys } from "../kv/keys.ts";

/** The event last written to a connection for a booking, and its state as of the last sync. */
export interface CalendarEntry {
  hostId: string;
  calendarId: string;
  href: string;
  etag: string | null;
  /** The booking's revision that was written. */
  revision: number;
  writtenAt: number;
  /** Start and SEQUENCE as written; null when they are not known. */
  start: number | null;
  sequence: number | null;
  /** When a sync first found the event, epoch ms; only later differences are the host's changes. */
  seenAt: number | null;
  /** The next sync must check it again. */
  needsRecheck: boolean;
  /** When a sync first missed the event, epoch ms; null while it exists. */
  missingSince: number | null;
  /** When it disappeared in a mass deletion, epoch ms; a mass deletion does not cancel the meeting. */
  massDeletedAt: number | null;
  /** The server sets SEQUENCE itself, so SEQUENCE is not compared. */
  serverCountsSequence: boolean;
  /** The time to which the host moved the event and which the booking could not take over. */
  movedTo: { start: number; end: number } | null;
  /** The guest declined the event in the calendar. */
  declined: boolean;
}

/** State of an entry that no sync has seen yet. */
export const notYetSeen = {
  start: null,
  sequence: null,
  seenAt: null,
  needsRecheck: false,
  missingSince: null,
  massDeletedAt: null,
  serverCountsSequence: false,
  movedTo: null,
  declined: false,
} satisfies Partial<CalendarEntry>;

export async function getCalendarEntry(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
): Promise<CalendarEntry | null> {
  return (await readCalendarEntry(kv, bookingId, connectionId)).value;
}

/** The same with its version. */
export async function readCalendarEntry(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
): Promise<Deno.KvEntryMaybe<CalendarEntry>> {
  return await kv.get<CalendarEntry>(keys.calendarEntry(bookingId, connectionId));
}

/** All calendar entries of a booking, with versions. */
export async function readCalendarEntries(
  kv: Deno.Kv,
  bookingId: string,
): Promise<Deno.KvEntry<CalendarEntry>[]> {
  return await listAll<CalendarEntry>(kv, { prefix: keys.calendarEntriesOf(bookingId) });
}

/** All calendar entries of a booking. */
export async function listCalendarEntries(
  kv: Deno.Kv,
  bookingId: string,
): Promise<CalendarEntry[]> {
  return (await readCalendarEntries(kv, bookingId)).map(({ value }) => value);
}

/** Changes an entry if it is still as it was read, and adds a job to the commit; false when it changed meanwhile. */
export async function updateCalendarEntry(
  kv: Deno.Kv,
  was: Deno.KvEntry<CalendarEntry>,
  change: Partial<CalendarEntry>,
  ...jobs: Job[]
): Promise<boolean> {
  const op = newCommit(kv).check(was).set(was.key, { ...was.value, ...change });
  for (const job of jobs) writeJob(op, job);
  return await commit(op);
}

/** The host and connection of each calendar entry of a booking. */
export async function listEntryConnections(
  kv: Deno.Kv,
  bookingId: string,
): Promise<{ hostId: string; connectionId: string }[]> {
  const entries = await readCalendarEntries(kv, bookingId);
  return entries.map(({ key, value }) => ({ hostId: value.hostId, connectionId: String(key[2]) }));
}

/** The calendar entries of bookings and shared slots, by their slot ids. */
export async function listEntryLocations(
  kv: Deno.Kv,
  slots: readonly string[],
): Promise<EntryLocation[]> {
  const lists = [...new Set(slots)].map(async (slot) =>
    (await listEntryConnections(kv, slot)).map((each) => ({ slot, ...each }))
  );
  return (await Promise.all(lists)).flat();
}

/** One calendar entry of a booking with its own event, or of a shared slot. */
export interface EntryLocation {
  slot: string;
  hostId: string;
  connectionId: string;
}

export async function setCalendarEntry(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
  written: CalendarEntry,
): Promise<void> {
  await commit(
    kv.atomic().set(keys.calendarEntry(bookingId, connectionId), written)
      .delete(keys.writeIntent(bookingId, connectionId)),
  );
}

export async function deleteCalendarEntry(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
): Promise<void> {
  await commit(
    kv.atomic().delete(keys.calendarEntry(bookingId, connectionId))
      .delete(keys.writeIntent(bookingId, connectionId)),
  );
}

/** The calendar to which a first write was started and not yet confirmed; null when there is none. */
export async function getWriteIntent(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
): Promise<string | null> {
  return (await kv.get<string>(keys.writeIntent(bookingId, connectionId))).value;
}

export async function setWriteIntent(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
  calendarId: string,
): Promise<void> {
  await commit(kv.atomic().set(keys.writeIntent(bookingId, connectionId), calendarId));
}
