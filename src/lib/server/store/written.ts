import type { Job } from "../jobs/job.ts";
import { commit, listAll, newCommit } from "./commit.ts";
import { writeJob } from "./jobs.ts";
import { keys } from "./keys.ts";

/** What we last wrote for a booking into a connection, and what became of it there. */
export interface Written {
  hostId: string;
  calendarId: string;
  href: string;
  etag: string | null;
  /** The booking's revision that was written. */
  revision: number;
  at: number;
  /** Start and sequence as written; null in records from before they were kept. */
  start: number | null;
  sequence: number | null;
  /** When a reading first found it there, epoch ms; only from then on a difference is the host's doing. */
  seenAt: number | null;
  /** Something about it is not settled: the next reading looks again. */
  doubtful: boolean;
  /** Since when it is not there any more. */
  missingSince: number | null;
  /** When it was gone together with most of its calendar, which says nothing about the meeting. */
  lostAt: number | null;
  /** It stands there as written but for its sequence, which the server counts by itself: that says nothing then. */
  countsAnew: boolean;
  /** Where the host put it, to a time that the booking could not follow to. */
  standsAt: { start: number; end: number } | null;
  /** The guest said no on the event. */
  declined: boolean;
}

/** Nothing is known yet of what became of it. */
export const unseen = {
  start: null,
  sequence: null,
  seenAt: null,
  doubtful: false,
  missingSince: null,
  lostAt: null,
  countsAnew: false,
  standsAt: null,
  declined: false,
} satisfies Partial<Written>;

export async function getWritten(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
): Promise<Written | null> {
  return (await readWritten(kv, bookingId, connectionId)).value;
}

/** The same with its version; records from before lack what `unseen` fills in. */
export async function readWritten(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
): Promise<Deno.KvEntryMaybe<Written>> {
  const entry = await kv.get<Written>(keys.written(bookingId, connectionId));
  return entry.value ? { ...entry, value: { ...unseen, ...entry.value } } : entry;
}

/** Everything that stands in calendars for a booking, with versions. */
export async function readEntries(
  kv: Deno.Kv,
  bookingId: string,
): Promise<Deno.KvEntry<Written>[]> {
  const entries = await listAll<Written>(kv, { prefix: keys.writtenOf(bookingId) });
  return entries.map((entry) => ({ ...entry, value: { ...unseen, ...entry.value } }));
}

/** Everything that stands in calendars for a booking. */
export async function listEntries(kv: Deno.Kv, bookingId: string): Promise<Written[]> {
  return (await readEntries(kv, bookingId)).map(({ value }) => value);
}

/** Notes what became of it, if it is still as it was read. */
export async function noteWritten(
  kv: Deno.Kv,
  was: Deno.KvEntry<Written>,
  change: Partial<Written>,
  job?: Job,
): Promise<boolean> {
  const op = newCommit(kv).check(was).set(was.key, { ...was.value, ...change });
  if (job) writeJob(op, job);
  return await commit(op);
}

/** Where a booking stands in calendars: whose, and by which connection. */
export async function listWritten(
  kv: Deno.Kv,
  bookingId: string,
): Promise<{ hostId: string; connectionId: string }[]> {
  const entries = await listAll<Written>(kv, { prefix: keys.writtenOf(bookingId) });
  return entries.map(({ key, value }) => ({ hostId: value.hostId, connectionId: String(key[2]) }));
}

/** Where events of ours stand in calendars: of bookings that have their time to themselves, and of slots. */
export async function listStanding(kv: Deno.Kv, slots: readonly string[]): Promise<Standing[]> {
  const lists = [...new Set(slots)].map(async (slot) =>
    (await listWritten(kv, slot)).map((each) => ({ slot, ...each }))
  );
  return (await Promise.all(lists)).flat();
}

/** One event of ours in a calendar: of a booking that has its time to itself, or of a slot. */
export interface Standing {
  slot: string;
  hostId: string;
  connectionId: string;
}

export async function setWritten(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
  written: Written,
): Promise<void> {
  await commit(
    kv.atomic().set(keys.written(bookingId, connectionId), written)
      .delete(keys.aim(bookingId, connectionId)),
  );
}

export async function deleteWritten(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
): Promise<void> {
  await commit(
    kv.atomic().delete(keys.written(bookingId, connectionId))
      .delete(keys.aim(bookingId, connectionId)),
  );
}

/** Where a first write was begun and nobody knows whether it arrived; null when there is no such place. */
export async function getAim(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
): Promise<string | null> {
  return (await kv.get<string>(keys.aim(bookingId, connectionId))).value;
}

export async function setAim(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
  calendarId: string,
): Promise<void> {
  await commit(kv.atomic().set(keys.aim(bookingId, connectionId), calendarId));
}
