import type { Busy } from "$lib/scheduling/ledger.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { hashOf } from "../secrets.ts";
import { commit, listAll } from "./commit.ts";
import { keys } from "./keys.ts";
import { fewer } from "./readings.ts";

/** One object at a calendar server, as it was read: what a reading of changes puts its busy time together from. */
export interface Remote {
  href: string;
  etag: string | null;
  uid: string;
  /** The booking of ours that it was written for. */
  own: string | null;
  /** Why its time is wider than it may be; null when it is known. */
  unknown: string | null;
  /** Why it could not be read at all; it has no time then. */
  skipped: string | null;
  /** What it is called and its mark, where something of it could not be read; records from before have none. */
  title?: string;
  mark?: string;
  /** Starts and ends by turns. */
  busy: number[];
}

/** Spans that are kept of one object: a record holds them with room to spare. */
const MOST_SPANS = 1_200;
/** What one commit takes: records, and numbers in them of some ten bytes each. */
const RECORDS = 200, NUMBERS = 30_000;

/** Busy time as a record keeps it; what is too much is merged and rounded outwards, never cut. */
export function packed(busy: readonly Span[]): number[] {
  return fewer(busy, MOST_SPANS).flatMap(({ start, end }) => [start, end]);
}

/** Busy time of a record. */
export function busyOf({ busy, own }: Remote): Busy[] {
  const spans: Busy[] = [];
  for (let at = 0; at < busy.length; at += 2) {
    const span = { start: busy[at] ?? 0, end: busy[at + 1] ?? 0 };
    spans.push(own === null ? span : { ...span, own });
  }
  return spans;
}

/** What of a calendar could not be read and is not accepted by its host. */
export function unreadIn(remotes: readonly Remote[], accepted: ReadonlySet<string>): Remote[] {
  return remotes.filter(({ skipped, mark = "" }) => skipped !== null && !accepted.has(mark));
}

/** Everything that is known of a calendar's objects, in the listing that its reading names. */
export async function listRemotes(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  listing: string,
): Promise<Remote[]> {
  const found = await listAll<Remote>(kv, { prefix: keys.remotesOf(hostId, calendar, listing) });
  return found.map(({ value }) => value);
}

/** Whether a change of records fits into the commit that makes it count. */
export function fitsOneCommit(written: readonly Remote[], deleted: readonly Remote[]): boolean {
  const numbers = written.reduce((sum, { busy }) => sum + busy.length, 0);
  return written.length + deleted.length <= RECORDS && numbers <= NUMBERS;
}

/** Adds to a commit: records that changed, and records that are gone. */
export async function changeRemotes(
  hostId: string,
  calendar: string,
  listing: string,
  written: readonly Remote[],
  deleted: readonly Remote[],
): Promise<(op: Deno.AtomicOperation) => void> {
  const place = async (remote: Remote) =>
    keys.remote(hostId, calendar, listing, await hashOf(remote.href, remote.uid));
  const gone = await Promise.all(deleted.map(place));
  const there = await Promise.all(written.map(place));
  return (op) => {
    for (const key of gone) op.delete(key);
    for (const [index, key] of there.entries()) op.set(key, written[index]);
  };
}

/** Writes a listing beside the one in force; it counts once the reading names it. */
export async function writeListing(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  listing: string,
  remotes: readonly Remote[],
): Promise<void> {
  let batch: Remote[] = [], numbers = 0;
  const flush = async () => {
    const op = kv.atomic();
    (await changeRemotes(hostId, calendar, listing, batch, []))(op);
    await commit(op);
    batch = [];
    numbers = 0;
  };
  for (const remote of remotes) {
    if (batch.length === RECORDS || numbers + remote.busy.length > NUMBERS) await flush();
    batch.push(remote);
    numbers += remote.busy.length;
  }
  if (batch.length > 0) await flush();
}
