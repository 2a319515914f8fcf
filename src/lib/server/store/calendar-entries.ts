import type { Job } from "./job.ts";
import { commit, listAll, newCommit } from "./commit.ts";
import { writeJob } from "./jobs.ts";
import { keys } from "./keys.ts";

/** What we last wrote for a booking into a connection, and what became of it there. */
export interface CalendarEntry {
  hostId: string;
  calendarId: string;
  href: string;
  etag: string | null;
  /** The booking's revision that was written. */
  revision: number;
  writtenAt: number;
  /** Start and sequence as written; null in records from before they were kept. */
  start: number | null;
  sequence: number | null;
  /** When a reading first found it there, epoch ms; only from then on a difference is the host's doing. */
  seenAt: number | null;
  /** Something about it is not settled: the next reading looks again. */
  needsRecheck: boolean;
  /** Since when it is not there any more. */
  missingSince: number | null;
  /** When it was gone together with most of its calendar, which says nothing about the meeting. */
  massDeletedAt: number | null;
  /** It stands there as written but for its sequence, which the server counts by itself: that says nothing then. */
  serverCountsSequence: boolean;
  /** Where the host put it, to a time that the booking could not follow to. */
  movedTo: { start: number; end: number } | null;
  /** The guest said no on the event. */
  declined: boolean;
}

/** Nothing is known yet of what became of it. */
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

/** The same with its version; records from before lack what `unseen` fills in. */
export async function readCalendarEntry(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
): Promise<Deno.KvEntryMaybe<CalendarEntry>> {
  const entry = await kv.get<CalendarEntry>(keys.calendarEntry(bookingId, connectionId));
  return entry.value ? { ...entry, value: { ...notYetSeen, ...entry.value } } : entry;
}

/** Everything that stands in calendars for a booking, with versions. */
export async function readCalendarEntries(
  kv: Deno.Kv,
  bookingId: string,
): Promise<Deno.KvEntry<CalendarEntry>[]> {
  const entries = await listAll<CalendarEntry>(kv, { prefix: keys.calendarEntriesOf(bookingId) });
  return entries.map((entry) => ({ ...entry, value: { ...notYetSeen, ...entry.value } }));
}

/** Everything that stands in calendars for a booking. */
export async function listCalendarEntries(
  kv: Deno.Kv,
  bookingId: string,
): Promise<CalendarEntry[]> {
  return (await readCalendarEntries(kv, bookingId)).map(({ value }) => value);
}

/** Notes what became of it, if it is still as it was read. */
export async function updateCalendarEntry(
  kv: Deno.Kv,
  was: Deno.KvEntry<CalendarEntry>,
  change: Partial<CalendarEntry>,
  job?: Job,
): Promise<boolean> {
  const op = newCommit(kv).check(was).set(was.key, { ...was.value, ...change });
  if (job) writeJob(op, job);
  return await commit(op);
}

/** Where a booking stands in calendars: whose, and by which connection. */
export async function listEntryConnections(
  kv: Deno.Kv,
  bookingId: string,
): Promise<{ hostId: string; connectionId: string }[]> {
  const entries = await listAll<CalendarEntry>(kv, { prefix: keys.calendarEntriesOf(bookingId) });
  return entries.map(({ key, value }) => ({ hostId: value.hostId, connectionId: String(key[2]) }));
}

/** Where events of ours stand in calendars: of bookings that have their time to themselves, and of slots. */
export async function listEntryLocations(
  kv: Deno.Kv,
  slots: readonly string[],
): Promise<EntryLocation[]> {
  const lists = [...new Set(slots)].map(async (slot) =>
    (await listEntryConnections(kv, slot)).map((each) => ({ slot, ...each }))
  );
  return (await Promise.all(lists)).flat();
}

/** One event of ours in a calendar: of a booking that has its time to itself, or of a slot. */
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

/** Where a first write was begun and nobody knows whether it arrived; null when there is no such place. */
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
