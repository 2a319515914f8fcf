import v8 from "node:v8";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { HistoryEntry } from "$lib/scheduling/booking-history.ts";
import type { PrivateLink } from "$lib/scheduling/private-link.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import { writeBooking } from "./booking-indexes.ts";
import type { LinkRecord } from "./bookings.ts";
import { commitAsVersion } from "../kv/commit.ts";
import { type EmailCount, setEmailCount } from "./email-counts.ts";
import { bumpVersion } from "../kv/guard.ts";
import type { HostMemory, WrittenLedger } from "./host-memory.ts";
import { type IdempotencyRecord, setIdempotencyRecord } from "./idempotency-records.ts";
import type { Job, NewJob } from "./job.ts";
import { newJob, storedJobs, writeJob } from "./jobs.ts";
import { keys } from "../kv/keys.ts";
import { ledgerFits, type Shards, writeShards } from "./ledger.ts";
import { writePrivateLink } from "./private-links.ts";
import { writeSlots } from "./shared-slots.ts";
import { type TeamCommit, writeTeam } from "./team-bookings.ts";
import { type NewWebhookEvent, writeEvent } from "./webhook-events.ts";

/** The store, and what is known of its hosts; missing where nothing is. */
export interface RememberedStore {
  kv: Deno.Kv;
  hostMemory?: HostMemory;
  /** Runs the jobs of a commit that are due. */
  wakeJobs?(committed: readonly Deno.KvEntry<Job>[]): void;
}

/** One host whose held time changes in a commit: the guard and the ledger as read, and the new ledger. */
export interface HostLedgerChange extends WrittenLedger {
  was: Shards;
}

/** One booking of a commit with everything that is written for it alone. */
export interface WrittenBooking {
  /** As read; null for a new booking. */
  was: Deno.KvEntry<Booking> | null;
  booking: Booking;
  historyEntry: HistoryEntry;
  /** New link secrets by hash: of a new booking, or of a host who joins one. */
  links?: readonly { hash: string; record: LinkRecord }[];
  /** Hashes of link secrets that open nothing any more: of hosts who leave the booking. */
  revoked?: readonly string[];
  jobs?: readonly NewJob[];
  /** The webhook event that follows it; null where nobody listens. */
  webhook?: NewWebhookEvent | null;
}

/** All writes of one change of one or several bookings. */
export interface BookingCommit {
  now: number;
  bookings: readonly WrittenBooking[];
  hosts: readonly HostLedgerChange[];
  /** The team of a team booking: its guard and the rotation; missing for a host's own booking. */
  team?: TeamCommit | null;
  /** The shared slots that change, as they are after the change. */
  slots?: readonly SharedSlot[];
  /** Jobs that follow from all of the bookings together. */
  jobs?: readonly NewJob[];
  /** The private link that a new booking uses, as read and after the use; null without one. */
  privateLink?: { was: Deno.KvEntry<PrivateLink>; is: PrivateLink } | null;
  /** The new counts of emails on this day, to the guest and to extra guests. */
  emailCounts?: readonly EmailCount[];
  /** The idempotency record to store, and the entry as read: none, or an expired one. */
  idempotency?: { was: Deno.KvEntryMaybe<IdempotencyRecord>; record: IdempotencyRecord } | null;
}

/** Deno KV takes 1000 mutations, 800 KiB and 80 KiB of keys in a commit; the rest is a margin. */
const MOST_MUTATIONS = 950, MOST_BYTES = 720_000, MOST_KEY_BYTES = 72_000;
/** And the most checks. */
const MOST_CHECKS = 10;

/**
 * Commits one change of bookings atomically: guards, held time, bookings, history, links, jobs and the idempotency
 * record. False when any of them changed since it was read. The jobs run, and the held time is known as it was written.
 */
export async function commitBookings(
  { kv, hostMemory, wakeJobs }: RememberedStore,
  change: BookingCommit,
): Promise<boolean> {
  const op = kv.atomic();
  const jobs = writeChange(op, change);
  const versionstamp = await commitAsVersion(op);
  if (versionstamp === null) return false;
  hostMemory?.afterCommit(change.hosts, versionstamp);
  wakeJobs?.(storedJobs(jobs, versionstamp));
  return true;
}

/** Whether a change is small enough for one commit: long notes and answers are stored with each booking. */
export function fitsInCommit(change: BookingCommit): boolean {
  if (!ledgerFits(change.hosts) || checksBeside(change) > MOST_CHECKS) return false;
  // The fields of one booking are bounded so that it always fits.
  if (change.bookings.length === 1) return true;
  const { op, size } = measuringCommit();
  writeChange(op, change);
  return size.mutations <= MOST_MUTATIONS && size.keys + size.values <= MOST_BYTES &&
    size.keys <= MOST_KEY_BYTES;
}

/** Adds to a commit everything that the change writes; the answer are its jobs. */
function writeChange(op: Deno.AtomicOperation, change: BookingCommit): Job[] {
  const { now, bookings, hosts, team, privateLink, idempotency } = change;
  const jobs: Job[] = [];
  const writeJobs = (given: readonly NewJob[] = []) => {
    const created = given.map((input) => newJob(input, now));
    for (const job of created) writeJob(op, job);
    jobs.push(...created);
  };
  for (const { guard, was, is } of hosts) {
    bumpVersion(op, guard);
    writeShards(op, was, is);
  }
  if (team) writeTeam(op, team);
  writeSlots(op, change.slots ?? []);
  checkVersions(op, change);
  for (const { was, booking, historyEntry, links = [], revoked = [], ...follows } of bookings) {
    writeBooking(op, was?.value ?? null, booking, historyEntry);
    for (const link of links) op.set(keys.link(link.hash), link.record);
    for (const hash of revoked) op.delete(keys.link(hash));
    writeJobs(follows.jobs);
    if (follows.webhook) jobs.push(writeEvent(op, follows.webhook));
  }
  writeJobs(change.jobs);
  // The private links of a team stand under its guard.
  if (privateLink) writePrivateLink(op, team ? null : privateLink.was, privateLink.is);
  for (const count of change.emailCounts ?? []) setEmailCount(op, count);
  if (idempotency) setIdempotencyRecord(op, idempotency.was, idempotency.record);
  return jobs;
}

/** Ten checks are the most: beyond them the guards stand for the bookings, which every change of one bumps. */
function checkVersions(
  op: Deno.AtomicOperation,
  change: BookingCommit,
): void {
  const read = change.bookings.flatMap(({ was }) => was ?? []);
  for (const was of read.slice(0, Math.max(0, MOST_CHECKS - checksBeside(change)))) op.check(was);
}

/** How many checks there are beside those of the bookings. */
function checksBeside({ hosts, team, privateLink, idempotency }: BookingCommit): number {
  return hosts.length + (team ? 1 : 0) + (privateLink && !team ? 1 : 0) + (idempotency ? 1 : 0);
}

/** Takes writes without making them, to know how large they are. */
function measuringCommit() {
  const size = { mutations: 0, keys: 0, values: 0 };
  const op = {
    check: () => op,
    set: (key: Deno.KvKey, value: unknown) => {
      size.mutations++;
      size.keys += keyBytes(key);
      size.values += v8.serialize(value).length;
      return op;
    },
    delete: (key: Deno.KvKey) => {
      size.mutations++;
      size.keys += keyBytes(key);
      return op;
    },
  };
  return { op: op as unknown as Deno.AtomicOperation, size };
}

const encoder = new TextEncoder();

/** Bytes of a key: two more than its text for each part, ten for a number. */
function keyBytes(key: Deno.KvKey): number {
  return key.reduce<number>(
    (sum, part) => sum + (typeof part === "string" ? encoder.encode(part).length + 2 : 10),
    0,
  );
}
