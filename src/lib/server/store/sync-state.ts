import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Busy } from "$lib/scheduling/holds.ts";
import { merge, type Span } from "$lib/scheduling/span.ts";
import { commit } from "../kv/commit.ts";
import { deleteRange } from "../kv/delete-many.ts";
import { daysOf, keys } from "../kv/keys.ts";

/** The state of a selected calendar after its last sync. */
export interface SyncState {
  /** The generation of its busy shards. */
  generation: string;
  /** The previous generation, kept until the next sync for readers that still use it. */
  previousGeneration: string;
  cursor: string | null;
  /** The object index that the busy times were built from. */
  objectIndex: string;
  /** When all objects were last listed, epoch ms. */
  lastFullSyncAt: number;
  /** Time zone and addresses of that sync; with others the cursor is not valid. */
  syncedAs: string;
  events: number;
  /** Numbers of unreadable objects and of objects with inexact busy time. */
  unreadable: number;
  inexact: number;
}

/** Busy time by UTC day. */
export type BusyDays = Map<number, Busy[]>;

/** A shard with so many spans stays far below 64 KiB. */
const MAX_SPANS_PER_DAY = 500;
const ROUNDING_MS = 5 * MINUTE;
const MAX_MUTATIONS = 200;
/** Spans in one commit: some 70 bytes each, 800 KiB at most. */
const MAX_SPANS_PER_COMMIT = 5_000;

export async function getSyncState(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
): Promise<SyncState | null> {
  return (await kv.get<SyncState>(keys.syncState(hostId, calendar))).value;
}

/** Busy time in shards; a day with too many spans is merged and rounded outwards, never shortened. */
export function busyByDay(busy: readonly Busy[]): BusyDays {
  const days: BusyDays = new Map();
  for (const span of busy) {
    for (const day of daysOf(span)) {
      const shard = days.get(day);
      if (shard) shard.push(span);
      else days.set(day, [span]);
    }
  }
  for (const [day, shard] of days) {
    if (shard.length > MAX_SPANS_PER_DAY) days.set(day, coarsenDay(shard));
  }
  return days;
}

/** Merged spans lose their booking ids, so our own events count as busy. */
function coarsenDay(shard: Busy[]): Busy[] {
  return coarsen(shard, MAX_SPANS_PER_DAY);
}

/** The same time in at most `limit` spans: merged, then rounded outwards as far as needed, never shortened. */
export function coarsen(spans: readonly Span[], limit: number): Span[] {
  let coarse = merge(spans);
  for (let grain = ROUNDING_MS; coarse.length > limit; grain *= 2) {
    coarse = merge(coarse.map(({ start, end }) => ({
      start: Math.floor(start / grain) * grain,
      end: Math.ceil(end / grain) * grain,
    })));
  }
  return coarse;
}

/** Writes a generation of busy shards beside the current one; it is used once the guard names it. */
export async function writeGeneration(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  generation: string,
  days: BusyDays,
): Promise<void> {
  let op = kv.atomic(), mutations = 0, entries = 0;
  for (const [day, shard] of days) {
    if (
      mutations === MAX_MUTATIONS ||
      (mutations > 0 && entries + shard.length > MAX_SPANS_PER_COMMIT)
    ) {
      await commit(op);
      op = kv.atomic();
      mutations = entries = 0;
    }
    op.set(keys.busy(hostId, calendar, generation, day), shard);
    mutations++;
    entries += shard.length;
  }
  if (mutations > 0) await commit(op);
}

/**
 * Adds to a commit: some days of the current generation, under the guard that names it; `busy` is all busy time of the
 * calendar.
 */
export function setBusyDays(
  op: Deno.AtomicOperation,
  hostId: string,
  calendar: string,
  generation: string,
  days: ReadonlySet<number>,
  busy: readonly Busy[],
): void {
  const shards = busyByDay(busy.filter((span) => daysOf(span).some((day) => days.has(day))));
  for (const day of days) {
    const key = keys.busy(hostId, calendar, generation, day), shard = shards.get(day);
    if (shard) op.set(key, shard);
    else op.delete(key);
  }
}

/** Deletes the busy shards and titles of a generation that no guard names any more. */
export async function deleteGeneration(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  generation: string,
): Promise<void> {
  await deleteRange(kv, { prefix: keys.busyOf(hostId, calendar, generation) });
  await deleteRange(kv, { prefix: keys.busyTitlesOf(hostId, calendar, generation) });
}

/** Deletes an object index that no sync state names any more. */
export async function deleteObjectIndex(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  objectIndex: string,
): Promise<void> {
  await deleteRange(kv, { prefix: keys.objectIndexOf(hostId, calendar, objectIndex) });
}

/** Deletes all sync data of a deleted connection: busy times, titles, sync states and object indexes of all its calendars. */
export async function deleteConnectionData(
  kv: Deno.Kv,
  hostId: string,
  connectionId: string,
): Promise<void> {
  // The keys of a connection's calendars are adjacent: they begin with its id and a colon.
  const keyRanges = [
    keys.busyOfCalendar,
    keys.busyTitlesOfCalendar,
    keys.syncState,
    keys.objectIndexesOfCalendar,
    keys.ignoredEntries,
    keys.syncLog,
  ];
  for (const keyRange of [...keyRanges, keys.syncProgress]) {
    const start = keyRange(hostId, `${connectionId}:`), end = keyRange(hostId, `${connectionId};`);
    await deleteRange(kv, { start, end });
  }
}
