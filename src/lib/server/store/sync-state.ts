import type { Busy } from "$lib/scheduling/holds.ts";
import { merge, type Span } from "$lib/scheduling/span.ts";
import { commit } from "./commit.ts";
import { deleteRange } from "./erase.ts";
import { daysOf, keys } from "./keys.ts";

/** How a chosen calendar was read last. */
export interface SyncState {
  /** Which busy shards it stands for. */
  generation: string;
  /** The one before, kept until the next reading for whoever is still reading it. */
  previousGeneration: string | null;
  cursor: string | null;
  /** Which records of remote objects it was put together from; readings from before there were any have none. */
  objectIndex?: string;
  /** When everything was listed whole, epoch ms; readings from before do not say, and are followed by such a one. */
  lastFullSyncAt?: number;
  /** Zone and addresses that it was read with; with others the cursor means nothing. */
  syncedAs: string;
  events: number;
  /** Objects that could not be read, and objects whose time is wider than it may be. */
  unreadable: number;
  inexact: number;
}

/** Busy time by the UTC days that it touches. */
export type BusyDays = Map<number, Busy[]>;

/** A shard of so many entries stays far below 64 KiB. */
const MAX_SPANS_PER_DAY = 500;
const ROUNDING_MS = 5 * 60_000;
const MAX_MUTATIONS = 200;
/** Entries in one commit: some 70 bytes each, 800 KiB at the most. */
const MAX_SPANS_PER_COMMIT = 5_000;

export async function getSyncState(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
): Promise<SyncState | null> {
  return (await kv.get<SyncState>(keys.syncState(hostId, calendar))).value;
}

/** Busy time in shards; a day with too many spans is merged and rounded outwards, never cut. */
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

/** The names of own events are lost here: what is ours, too, counts as busy. */
function coarsenDay(shard: Busy[]): Busy[] {
  return coarsen(shard, MAX_SPANS_PER_DAY);
}

/** The same time in at most so many spans: merged, then rounded outwards as far as it takes, never cut. */
export function coarsen(spans: readonly Span[], most: number): Span[] {
  let coarse = merge(spans);
  for (let grain = ROUNDING_MS; coarse.length > most; grain *= 2) {
    coarse = merge(coarse.map(({ start, end }) => ({
      start: Math.floor(start / grain) * grain,
      end: Math.ceil(end / grain) * grain,
    })));
  }
  return coarse;
}

/** Writes a generation of busy shards beside the one in force; it counts once the guard points at it. */
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

/** Writes some days of the generation in force anew, under the guard that points at it; `busy` is all that the calendar has. */
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

/** Clears busy shards that no guard points at any more, a commit at a time. */
export async function deleteGeneration(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  generation: string,
): Promise<void> {
  await deleteRange(kv, { prefix: keys.busyOf(hostId, calendar, generation) });
}

/** Clears the records of a listing that no reading names any more. */
export async function deleteObjectIndex(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  objectIndex: string,
): Promise<void> {
  await deleteRange(kv, { prefix: keys.objectIndexOf(hostId, calendar, objectIndex) });
}

/** Clears whatever is left of a connection that is gone: busy time, readings and records of all its calendars. */
export async function deleteConnectionData(
  kv: Deno.Kv,
  hostId: string,
  connectionId: string,
): Promise<void> {
  // The calendars of a connection are neighbours: their keys begin with its id and a colon.
  const keyRanges = [
    keys.busyOfCalendar,
    keys.syncState,
    keys.objectIndexesOfCalendar,
    keys.ignoredEntries,
  ];
  for (const keyRange of [...keyRanges, keys.syncProgress]) {
    const start = keyRange(hostId, `${connectionId}:`), end = keyRange(hostId, `${connectionId};`);
    await deleteRange(kv, { start, end });
  }
}
