import { type Booking, indexOwnersOf, searchOwnersOf } from "$lib/scheduling/booking.ts";
import { bookingSearchTerms } from "$lib/scheduling/search-terms.ts";
import { getBooking } from "../store/bookings.ts";
import { dropTeamStarts } from "../store/team-bookings.ts";
import { readCalendarEntries } from "../store/calendar-entries.ts";
import { dropHostNotes } from "../store/host-notes.ts";
import type { Job } from "../store/job.ts";
import { commit, listAll } from "../kv/commit.ts";
import { deleteRange } from "../kv/delete-many.ts";
import type { UsernameRecord } from "../store/hosts.ts";
import { dropJob, dropJobs, getJob, listJobsOfBooking } from "../store/jobs.ts";
import { deleteEventsOf } from "./erase-webhooks.ts";
import { keys } from "../kv/keys.ts";
import { rowOf } from "./records.ts";

/** Erases all records of a host, one commit at a time; each step resumes after an interruption. */

const RECORDS_PER_COMMIT = 200, READ_BATCH = 100, KEYS_PER_READ = 10;

/** Deletes the host and their guard in one commit; decisions under way then fail. */
export async function eraseHostRecord(kv: Deno.Kv, hostId: string): Promise<void> {
  await commit(kv.atomic().delete(keys.host(hostId)).delete(keys.guard(hostId)));
}

/** The first entries of a host's booking index: key and booking id. */
export async function listBookingIndex(
  kv: Deno.Kv,
  hostId: string,
  limit: number,
): Promise<[Deno.KvKey, string][]> {
  const entries = await listAll<string>(kv, { prefix: keys.allBookingsOf(hostId) }, { limit });
  return entries.map(({ key, value }) => [key, value]);
}

/** Deletes a booking with its history, links, calendar entries and job index; the jobs are deleted with the host's. */
export async function eraseBooking(
  kv: Deno.Kv,
  index: Deno.KvKey,
  bookingId: string,
  linkHashes: readonly string[],
): Promise<void> {
  await deleteRange(kv, { prefix: keys.historyOf(bookingId) });
  await eraseCalendarEntries(kv, bookingId);
  await deleteRange(kv, { prefix: keys.writeIntentsOf(bookingId) });
  await deleteRange(kv, { prefix: keys.jobsOfBooking(bookingId) });
  await deleteEventsOf(kv, bookingId);
  const { series } = await getBooking(kv, bookingId) ?? {};
  const op = kv.atomic().delete(keys.booking(bookingId)).delete(index);
  if (series) op.delete(keys.seriesOf(series.id, series.number, bookingId));
  for (const hash of linkHashes) op.delete(keys.link(hash));
  await commit(op);
}

/** Takes a host's index entry, link and calendar entries off a booking that its team keeps. */
export async function releaseBooking(
  kv: Deno.Kv,
  index: Deno.KvKey,
  { id }: Pick<Booking, "id">,
  { hostId, linkHash }: { hostId: string; linkHash: string | null },
): Promise<void> {
  const op = kv.atomic().delete(index);
  for (const { key, value } of await readCalendarEntries(kv, id)) {
    if (value.hostId === hostId) op.delete(key);
  }
  if (linkHash) op.delete(keys.link(linkHash));
  await commit(op);
}

/** Deletes the calendar entries of a booking or a shared slot. */
export async function eraseCalendarEntries(kv: Deno.Kv, id: string): Promise<void> {
  await deleteRange(kv, { prefix: keys.calendarEntriesOf(id) });
  await deleteRange(kv, { prefix: keys.writeIntentsOf(id) });
}

/** Deletes a booking with everything that refers to it, including its jobs except one. */
export async function eraseBookingCompletely(
  kv: Deno.Kv,
  booking: Booking,
  linkHashes: readonly string[],
  exceptJobId: string,
): Promise<void> {
  const jobs = await listJobsOfBooking(kv, booking.id);
  await dropJobs(kv, jobs.filter(({ id }) => id !== exceptJobId));
  const op = kv.atomic();
  for (const ownerId of searchOwnersOf(booking)) {
    for (const word of bookingSearchTerms(booking)) {
      op.delete(keys.searchWordOf(ownerId, word, booking.id));
    }
  }
  dropTeamStarts(op, booking);
  dropHostNotes(op, booking.id, booking.hosts);
  const { status, start, id } = booking;
  const [index, ...others] = indexOwnersOf(booking).map((ownerId) =>
    keys.bookingOf(ownerId, status, start, id)
  );
  for (const key of others) op.delete(key);
  await commit(op);
  await eraseBooking(kv, index!, id, linkHashes);
}

/** Releases all usernames of a host; a released username is never assigned again. */
export async function releaseUsernames(kv: Deno.Kv, hostId: string): Promise<void> {
  const released: UsernameRecord = { hostId: "", isReleased: true };
  for await (const { key, value } of kv.list<UsernameRecord>({ prefix: keys.usernames() })) {
    if (value.hostId === hostId) await commit(kv.atomic().set(key, released));
  }
}

/** Deletes all jobs of a host except the one that runs the erasure. */
export async function eraseJobsOfHost(
  kv: Deno.Kv,
  hostId: string,
  exceptJobId: string,
): Promise<void> {
  for await (const { value: jobId } of kv.list<string>({ prefix: keys.jobsOf(hostId) })) {
    const entry = await getJob(kv, jobId);
    if (jobId !== exceptJobId && entry.value) {
      await commit(dropJob(kv.atomic(), entry.value as Job));
    }
  }
}

/**
 * Deletes records under a hash or id of their own that name the host: sessions, links, invitations, feeds, identities,
 * shared slots, events of webhooks.
 */
export async function eraseHashedRecords(kv: Deno.Kv, hostId: string): Promise<void> {
  for (const { family, parts } of await listKeyFamilies(kv)) {
    const row = rowOf([family]);
    // A later version may have added kinds.
    if (row ? row.owner !== "named" : parts !== 2) continue;
    let op = kv.atomic(), deleted = 0;
    for await (const { key, value } of kv.list<unknown>({ prefix: [family] })) {
      if (!namesHost(value, hostId)) continue;
      op.delete(key);
      if (++deleted % RECORDS_PER_COMMIT !== 0) continue;
      await commit(op);
      op = kv.atomic();
    }
    if (deleted % RECORDS_PER_COMMIT !== 0) await commit(op);
  }
}

/** Deletes all records under the host's id, of any kind, except one job's index entry. */
export async function eraseRecordsByHost(
  kv: Deno.Kv,
  hostId: string,
  exceptJobId: string,
): Promise<void> {
  for (const { family } of await listKeyFamilies(kv)) {
    await commit(kv.atomic().delete([family, hostId]));
    await deleteRange(kv, { prefix: [family, hostId] }, exceptJobId);
  }
}

function namesHost(value: unknown, hostId: string): boolean {
  if (value === hostId) return true;
  if (typeof value !== "object" || value === null) return false;
  if ("hostId" in value) return value.hostId === hostId;
  if ("ownerId" in value) return value.ownerId === hostId;
  if ("owners" in value && Array.isArray(value.owners)) {
    return value.owners.every((owner) => owner === hostId);
  }
  return "hosts" in value && Array.isArray(value.hosts) && value.hosts.includes(hostId);
}

/** The first part of all keys and the length of the first key of each, by seeking to the next prefix. */
async function listKeyFamilies(kv: Deno.Kv): Promise<{ family: string; parts: number }[]> {
  const found: { family: string; parts: number }[] = [];
  for (;;) {
    const start = [`${found.at(-1)?.family ?? ""}\0`];
    const [next] = await listAll(kv, { start, end: ["\u{10ffff}"] }, { limit: 1 });
    if (!next) return found;
    found.push({ family: String(next.key[0]), parts: next.key.length });
  }
}

/** Deletes links and idempotency records of bookings that no longer exist. */
export async function deleteOrphans(kv: Deno.Kv): Promise<void> {
  let batch: Deno.KvEntry<{ bookingId: string }>[] = [];
  const flush = async () => {
    const op = kv.atomic();
    for (let i = 0; i < batch.length; i += KEYS_PER_READ) {
      const group = batch.slice(i, i + KEYS_PER_READ);
      const existing = await kv.getMany<unknown[]>(
        group.map(({ value }) => keys.booking(value.bookingId)),
      );
      for (const [n, { versionstamp }] of existing.entries()) {
        if (versionstamp === null) op.delete(group[n]!.key);
      }
    }
    await commit(op);
    batch = [];
  };
  for (const prefix of [keys.links(), keys.idempotencyRecords()]) {
    for await (const entry of kv.list<{ bookingId: string }>({ prefix })) {
      batch.push(entry);
      if (batch.length === READ_BATCH) await flush();
    }
    await flush();
  }
}
