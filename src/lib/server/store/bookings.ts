import type { Booking, HistoryEntry, Status } from "$lib/scheduling/booking.ts";
import type { PrivateLink } from "$lib/scheduling/private-link.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import { writeBooking } from "./booking-indexes.ts";
import { commitAsVersion, listAll, listPage } from "./commit.ts";
import { type EmailCount, setEmailCount } from "./email-counts.ts";
import { bumpVersion } from "./guard.ts";
import type { HostMemory, WrittenLedger } from "./host-memory.ts";
import { type IdempotencyRecord, setIdempotencyRecord } from "./idempotency-records.ts";
import type { Job, NewJob } from "./job.ts";
import { newJob, storedJobs, writeJob } from "./jobs.ts";
import { keys } from "./keys.ts";
import { type Shards, writeShards } from "./ledger.ts";
import { writePrivateLink } from "./private-links.ts";
import { writeSlots } from "./shared-slots.ts";
import { type TeamCommit, writeTeam } from "./team-bookings.ts";
import { type NewWebhookEvent, writeEvent } from "./webhook-events.ts";

/** The booking that a link secret gives access to; found by the secret's hash. */
export interface LinkRecord {
  bookingId: string;
  purpose: "guest" | "host";
  /** The host whose link it is; null for the guest's link. */
  hostId: string | null;
}

/** One host whose held time changes in a commit: the guard and the ledger as read, and the new ledger. */
export interface HostLedgerChange extends WrittenLedger {
  was: Shards;
}

/** The store, and what is known of its hosts; missing where nothing is. */
export interface RememberedStore {
  kv: Deno.Kv;
  hostMemory?: HostMemory;
  /** Runs the jobs of a commit that are due. */
  wakeJobs?(committed: readonly Deno.KvEntry<Job>[]): void;
}

/** All writes of one change of a booking. */
export interface BookingCommit {
  now: number;
  /** As read; null for a new booking. */
  was: Deno.KvEntry<Booking> | null;
  booking: Booking;
  historyEntry: HistoryEntry;
  hosts: HostLedgerChange[];
  /** The team of a team booking: its guard and the rotation; missing for a host's own booking. */
  team?: TeamCommit | null;
  /** The shared slots that change, as they are after the change. */
  slots: SharedSlot[];
  /** New link secrets by hash: of a new booking, or of a host who joins one. */
  links: { hash: string; record: LinkRecord }[];
  /** Hashes of link secrets that open nothing any more: of hosts who leave the booking. */
  revoked?: readonly string[];
  jobs: NewJob[];
  /** The webhook event that follows it; null where nobody listens. */
  webhook?: NewWebhookEvent | null;
  /** The private link that a new booking uses, as read and after the use; null without one. */
  privateLink?: { was: Deno.KvEntry<PrivateLink>; is: PrivateLink } | null;
  /** The new counts of emails on this day, to the guest and to extra guests. */
  emailCounts?: readonly EmailCount[];
  /** The idempotency record to store, and the entry as read: none, or an expired one. */
  idempotency: { was: Deno.KvEntryMaybe<IdempotencyRecord>; record: IdempotencyRecord } | null;
}

/**
 * Commits one change of a booking atomically: guards, held time, booking, history, links, jobs and the idempotency
 * record. False when any of them changed since it was read.
 */
export function commitBooking(store: RememberedStore, change: BookingCommit): Promise<boolean> {
  const { op, jobs } = startCommit(store.kv, change);
  // Ten checks are the most: beyond them the guards stand for the booking, which every change of it bumps.
  if (change.was && checkCount(change) < MAX_CHECKS) op.check(change.was);
  writeBooking(op, change.was?.value ?? null, change.booking, change.historyEntry);
  if (change.privateLink) {
    // The private links of a team stand under its guard.
    writePrivateLink(op, change.team ? null : change.privateLink.was, change.privateLink.is);
  }
  for (const link of change.links) op.set(keys.link(link.hash), link.record);
  for (const hash of change.revoked ?? []) op.delete(keys.link(hash));
  if (change.webhook) jobs.push(writeEvent(op, change.webhook));
  for (const count of change.emailCounts ?? []) setEmailCount(op, count);
  if (change.idempotency) {
    setIdempotencyRecord(op, change.idempotency.was, change.idempotency.record);
  }
  return commitAndRemember(store, op, change.hosts, jobs);
}

/**
 * Commits changes of several bookings of one slot. A commit takes at most ten checks, so the hosts' guards are checked
 * in place of the bookings' versions.
 */
export function commitBookings(
  store: RememberedStore,
  change: Pick<BookingCommit, "now" | "hosts" | "team" | "slots" | "jobs"> & {
    changes: { was: Booking; booking: Booking; entry: HistoryEntry }[];
  },
): Promise<boolean> {
  const { op, jobs } = startCommit(store.kv, change);
  for (const { was, booking, entry } of change.changes) {
    writeBooking(op, was, booking, entry);
  }
  return commitAndRemember(store, op, change.hosts, jobs);
}

/** Commits what checks the guards of these hosts; their held time is then known as it was written, and the jobs run. */
export async function commitAndRemember(
  { hostMemory, wakeJobs }: RememberedStore,
  op: Deno.AtomicOperation,
  hosts: readonly WrittenLedger[],
  jobs: readonly Job[],
): Promise<boolean> {
  const versionstamp = await commitAsVersion(op);
  if (versionstamp === null) return false;
  hostMemory?.afterCommit(hosts, versionstamp);
  wakeJobs?.(storedJobs(jobs, versionstamp));
  return true;
}

const MAX_CHECKS = 10;

function checkCount({ hosts, team, privateLink, idempotency }: BookingCommit): number {
  return hosts.length + (team ? 1 : 0) + (privateLink && !team ? 1 : 0) + (idempotency ? 1 : 0);
}

function startCommit(
  kv: Deno.Kv,
  { hosts, team, slots, jobs, now }: Pick<
    BookingCommit,
    "now" | "hosts" | "team" | "slots" | "jobs"
  >,
): { op: Deno.AtomicOperation; jobs: Job[] } {
  const op = kv.atomic();
  for (const host of hosts) {
    bumpVersion(op, host.guard);
    writeShards(op, host.was, host.is);
  }
  if (team) writeTeam(op, team);
  writeSlots(op, slots);
  const created = jobs.map((input) => newJob(input, now));
  for (const job of created) writeJob(op, job);
  return { op, jobs: created };
}

export async function getBooking(kv: Deno.Kv, bookingId: string): Promise<Booking | null> {
  return (await readBooking(kv, bookingId))?.value ?? null;
}

/** A booking with its version, to be checked when it is changed. */
export async function readBooking(
  kv: Deno.Kv,
  bookingId: string,
): Promise<Deno.KvEntry<Booking> | null> {
  const entry = await kv.get<Booking>(keys.booking(bookingId));
  return entry.versionstamp === null ? null : entry;
}

export async function getLink(kv: Deno.Kv, hash: string): Promise<LinkRecord | null> {
  return (await kv.get<LinkRecord>(keys.link(hash))).value;
}

/** A booking's history, oldest first. */
export async function listHistory(kv: Deno.Kv, bookingId: string): Promise<HistoryEntry[]> {
  return (await listAll<HistoryEntry>(kv, { prefix: keys.historyOf(bookingId) })).map((entry) =>
    entry.value
  );
}

/** Adds to a commit: an entry of the history of a booking that stays as it was read. */
export function writeHistoryNote(
  op: Deno.AtomicOperation,
  { key, versionstamp, value }: Deno.KvEntry<Booking>,
  jobId: string,
  entry: HistoryEntry,
): void {
  op.check({ key, versionstamp }).set(keys.historyNote(value.id, value.revision, jobId), entry);
}

/** Bookings of a host in one status by their start, a page at a time. */
export async function listBookings(
  kv: Deno.Kv,
  hostId: string,
  status: Status,
  page: {
    limit: number;
    cursor?: string | null;
    latestFirst?: boolean;
    from?: number;
    before?: number;
  },
): Promise<{ bookings: Booking[]; cursor: string | null }> {
  const prefix = keys.bookingsOf(hostId, status);
  const selector: Deno.KvListSelector = page.from !== undefined
    ? { prefix, start: [...prefix, page.from] }
    : page.before !== undefined
    ? { prefix, end: [...prefix, page.before] }
    : { prefix };
  const { limit, cursor: from = null, latestFirst: reverse = false } = page;
  const { values, cursor } = await listPage<string>(kv, selector, { limit, cursor: from, reverse });
  return { bookings: await getBookings(kv, values), cursor };
}

export async function getBookings(kv: Deno.Kv, ids: string[]): Promise<Booking[]> {
  const bookings: Booking[] = [];
  for (let i = 0; i < ids.length; i += 10) {
    const entries = await kv.getMany<Booking[]>(ids.slice(i, i + 10).map(keys.booking));
    for (const entry of entries) if (entry.value) bookings.push(entry.value);
  }
  return bookings;
}
