import v8 from "node:v8";
import type { Booking, HistoryEntry } from "$lib/scheduling/booking.ts";
import { writeBooking } from "./booking-indexes.ts";
import {
  commitAndRemember,
  getBookings,
  type HostLedgerChange,
  type LinkRecord,
  type RememberedStore,
} from "./bookings.ts";
import { listAll, newCommit } from "./commit.ts";
import { type EmailCount, setEmailCount } from "./email-counts.ts";
import { bumpVersion } from "./guard.ts";
import { type IdempotencyRecord, setIdempotencyRecord } from "./idempotency-records.ts";
import type { Job, NewJob } from "./job.ts";
import { newJob, writeJob } from "./jobs.ts";
import { keys } from "./keys.ts";
import { fitsInCommit, writeShards } from "./ledger.ts";
import { type NewWebhookEvent, writeEvent } from "./webhook-events.ts";

/** One date of a series with everything that is written for it. */
export interface SeriesDateCommit {
  /** As it was; null for a new one. */
  was: Booking | null;
  booking: Booking;
  historyEntry: HistoryEntry;
  links: { hash: string; record: LinkRecord }[];
  jobs: NewJob[];
  webhook: NewWebhookEvent | null;
}

/** All writes of dates of a series that are booked or changed at once, of one host. */
export interface SeriesCommit {
  now: number;
  host: HostLedgerChange;
  dates: SeriesDateCommit[];
  emailCounts: readonly EmailCount[];
  idempotency: { was: Deno.KvEntryMaybe<IdempotencyRecord>; record: IdempotencyRecord } | null;
}

/** Deno KV takes 1000 mutations, 800 KiB and 80 KiB of keys; the rest is a margin. */
const MOST_MUTATIONS = 950, MOST_BYTES = 720_000, MOST_KEY_BYTES = 72_000;

/** Whether a series is small enough for one commit: long notes and answers are stored with each date. */
export function fitsSeriesCommit(change: SeriesCommit): boolean {
  if (!fitsInCommit([change.host])) return false;
  const { op, size } = measuringCommit();
  writeSeries(op, change);
  return size.mutations <= MOST_MUTATIONS && size.keys + size.values <= MOST_BYTES &&
    size.keys <= MOST_KEY_BYTES;
}

/**
 * Commits all these dates of a series atomically under the host's guard, which stands for their versions; false when it
 * changed since it was read.
 */
export function commitSeries(store: RememberedStore, change: SeriesCommit): Promise<boolean> {
  const op = newCommit(store.kv);
  const jobs = writeSeries(op, change);
  return commitAndRemember(store, op, [change.host], jobs);
}

/** The bookings of a series in the order of their numbers. */
export async function getSeries(kv: Deno.Kv, seriesId: string): Promise<Booking[]> {
  const entries = await listAll<string>(kv, { prefix: keys.allOfSeries(seriesId) });
  return await getBookings(kv, entries.map(({ value }) => value));
}

function writeSeries(
  op: Deno.AtomicOperation,
  { now, host, dates, emailCounts, idempotency }: SeriesCommit,
): Job[] {
  const written: Job[] = [];
  bumpVersion(op, host.guard);
  writeShards(op, host.was, host.is);
  for (const { was, booking, historyEntry, links, jobs, webhook } of dates) {
    writeBooking(op, was, booking, historyEntry);
    for (const link of links) op.set(keys.link(link.hash), link.record);
    const created = jobs.map((job) => newJob(job, now));
    for (const job of created) writeJob(op, job);
    written.push(...created, ...webhook ? [writeEvent(op, webhook)] : []);
  }
  for (const count of emailCounts) setEmailCount(op, count);
  if (idempotency) setIdempotencyRecord(op, idempotency.was, idempotency.record);
  return written;
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
