import type { Busy } from "$lib/scheduling/ledger.ts";
import { merge, type Span } from "$lib/scheduling/span.ts";
import { commit } from "./commit.ts";
import { clear } from "./erasing.ts";
import { daysOf, keys } from "./keys.ts";

/** How a chosen calendar was read last. */
export interface Reading {
  /** Which busy shards it stands for. */
  generation: string;
  /** The one before, kept until the next reading for whoever is still reading it. */
  previous: string | null;
  cursor: string | null;
  /** Which records of remote objects it was put together from; readings from before there were any have none. */
  listing?: string;
  /** When everything was listed whole, epoch ms; readings from before do not say, and are followed by such a one. */
  listedAt?: number;
  /** Zone and addresses that it was read with; with others the cursor means nothing. */
  readAs: string;
  events: number;
  /** Objects that could not be read, and objects whose time is wider than it may be. */
  skipped: number;
  unknown: number;
}

/** Busy time by the UTC days that it touches. */
export type BusyDays = Map<number, Busy[]>;

/** A shard of so many entries stays far below 64 KiB. */
const MOST_A_DAY = 500;
const ROUNDED = 5 * 60_000;
const MUTATIONS = 200;
/** Entries in one commit: some 70 bytes each, 800 KiB at the most. */
const ENTRIES = 5_000;

export async function getReading(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
): Promise<Reading | null> {
  return (await kv.get<Reading>(keys.reading(hostId, calendar))).value;
}

/** Busy time in shards; a day with too many spans is merged and rounded outwards, never cut. */
export function busyDays(busy: readonly Busy[]): BusyDays {
  const days: BusyDays = new Map();
  for (const span of busy) {
    for (const day of daysOf(span)) {
      const shard = days.get(day);
      if (shard) shard.push(span);
      else days.set(day, [span]);
    }
  }
  for (const [day, shard] of days) {
    if (shard.length > MOST_A_DAY) days.set(day, crowded(shard));
  }
  return days;
}

/** The names of own events are lost here: what is ours, too, counts as busy. */
function crowded(shard: Busy[]): Busy[] {
  return fewer(shard, MOST_A_DAY);
}

/** The same time in at most so many spans: merged, then rounded outwards as far as it takes, never cut. */
export function fewer(spans: readonly Span[], most: number): Span[] {
  let few = merge(spans);
  for (let grain = ROUNDED; few.length > most; grain *= 2) {
    few = merge(few.map(({ start, end }) => ({
      start: Math.floor(start / grain) * grain,
      end: Math.ceil(end / grain) * grain,
    })));
  }
  return few;
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
    if (mutations === MUTATIONS || (mutations > 0 && entries + shard.length > ENTRIES)) {
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
  const shards = busyDays(busy.filter((span) => daysOf(span).some((day) => days.has(day))));
  for (const day of days) {
    const key = keys.busy(hostId, calendar, generation, day), shard = shards.get(day);
    if (shard) op.set(key, shard);
    else op.delete(key);
  }
}

/** Clears busy shards that no guard points at any more, a commit at a time. */
export async function clearGeneration(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  generation: string,
): Promise<void> {
  await clear(kv, { prefix: keys.busyOf(hostId, calendar, generation) });
}

/** Clears the records of a listing that no reading names any more. */
export async function clearListing(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  listing: string,
): Promise<void> {
  await clear(kv, { prefix: keys.remotesOf(hostId, calendar, listing) });
}

/** Clears whatever is left of a connection that is gone: busy time, readings and records of all its calendars. */
export async function clearConnection(
  kv: Deno.Kv,
  hostId: string,
  connectionId: string,
): Promise<void> {
  // The calendars of a connection are neighbours: their keys begin with its id and a colon.
  const places = [keys.busyOfCalendar, keys.reading, keys.remotesOfCalendar, keys.accepted];
  for (const place of [...places, keys.progress]) {
    const start = place(hostId, `${connectionId}:`), end = place(hostId, `${connectionId};`);
    await clear(kv, { start, end });
  }
}
