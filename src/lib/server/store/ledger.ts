import { DAY } from "$lib/scheduling/durations.ts";
import { type Hold, withBuffers } from "$lib/scheduling/holds.ts";
import { addClaim, removeBooking } from "$lib/scheduling/shared-slot.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { listAll } from "../kv/commit.ts";
import { dayOf, daysOf, keys } from "../kv/keys.ts";

/** Holds of some UTC days, read after the guard; a changed day is written whole. */
export interface Shards {
  hostId: string;
  days: Map<number, Hold[]>;
}

/** Reads the shards of all UTC days that the spans touch. */
export async function readShards(kv: Deno.Kv, hostId: string, ...spans: Span[]): Promise<Shards> {
  const shards: Shards = { hostId, days: new Map() };
  for (const span of spans) {
    const days = daysOf(span);
    for (const day of days) if (!shards.days.has(day)) shards.days.set(day, []);
    const entries = await listAll<Hold[]>(kv, {
      start: keys.ledger(hostId, days[0]!),
      end: keys.ledger(hostId, days.at(-1)! + 1),
    });
    for (const entry of entries) shards.days.set(entry.key.at(-1) as number, entry.value);
  }
  return shards;
}

/** Reads the shards from a UTC day on. */
export async function readShardsFrom(kv: Deno.Kv, hostId: string, day: number): Promise<Shards> {
  const entries = await listAll<Hold[]>(kv, {
    start: keys.ledger(hostId, day),
    end: keys.ledger(hostId, Number.MAX_SAFE_INTEGER),
  });
  return { hostId, days: new Map(entries.map(({ key, value }) => [Number(key.at(-1)), value])) };
}

/** The holds in the shards, each once. */
export function holdsIn(shards: Shards): Hold[] {
  const bySlot = new Map<string, Hold>();
  for (const holds of shards.days.values()) for (const hold of holds) bySlot.set(hold.slot, hold);
  return [...bySlot.values()];
}

/**
 * Adds a hold to every day it touches with its buffers, replacing the hold of the same slot; throws when a day was not
 * read.
 */
export function addHold(shards: Shards, wanted: Hold): Shards {
  const without = mapHolds(shards, ({ slot }) => slot === wanted.slot, () => null);
  for (const day of daysOf(withBuffers(wanted))) {
    const holds = without.days.get(day);
    if (!holds) throw new Error("a hold needs every day it touches to be read first");
    without.days.set(day, [...holds, wanted].sort((a, b) => a.start - b.start));
  }
  return without;
}

/** The shards in which these bookings have exactly these holds, as seats of shared slots or as holds of their own. */
export function replaceHolds(
  shards: Shards,
  bookingIds: readonly string[],
  wantedHolds: readonly Hold[],
): Shards {
  const without = bookingIds.reduce((is, id) =>
    mapHolds(
      is,
      ({ bookingIds: bookings }) => bookings.includes(id),
      (held) => removeBooking(held, id),
    ), shards);
  return wantedHolds.reduce(
    (is, wantedHold) =>
      addHold(is, addClaim(holdsIn(is).find(({ slot }) => slot === wantedHold.slot), wantedHold)),
    without,
  );
}

/** Bytes of one value of the store, with a margin. */
const MAX_RECORD_BYTES = 62_000;
const HOLD_BYTES = 200, SEAT_BYTES = 58;

/** Bytes of the ledger in one commit; half of what a commit can have, the rest is the booking's and the guards'. */
const MAX_COMMIT_BYTES = 400_000;

/** Whether each day fits into one value; room for about a thousand pending guests of shared slots. */
export function fitsInStore({ days }: Shards): boolean {
  return [...days.values()].every((holds) => bytesOf(holds) <= MAX_RECORD_BYTES);
}

/**
 * Whether the changed days of all hosts fit into the store, each and together: a day that grows into one value. To give
 * time back is never too much.
 */
export function ledgerFits(changes: readonly { was: Shards; is: Shards }[]): boolean {
  const days = changes.flatMap(({ was, is }) =>
    [...is.days].filter(([day, holds]) => was.days.get(day) !== holds)
      .map(([day, holds]) => ({ before: bytesOf(was.days.get(day) ?? []), after: bytesOf(holds) }))
  );
  const grown = days.filter(({ before, after }) => after > before);
  const all = days.reduce((sum, { after }) => sum + after, 0);
  return grown.length === 0 ||
    (all <= MAX_COMMIT_BYTES && grown.every(({ after }) => after <= MAX_RECORD_BYTES));
}

function bytesOf(holds: readonly Hold[]): number {
  const seats = holds.reduce((n, hold) => n + (hold.seatDeadlines ? hold.bookingIds.length : 0), 0);
  return holds.length * HOLD_BYTES + seats * SEAT_BYTES;
}

function mapHolds(
  shards: Shards,
  which: (hold: Hold) => boolean,
  by: (hold: Hold) => Hold | null,
): Shards {
  const days = new Map<number, Hold[]>();
  for (const [day, holds] of shards.days) {
    const is = holds.flatMap((held) => which(held) ? by(held) ?? [] : held);
    days.set(day, holds.some(which) ? is : holds);
  }
  return { hostId: shards.hostId, days };
}

/** Adds to a commit: the shards that differ from what was read. Past days are deleted by `purge-ledger.ts`. */
export function writeShards(
  op: Deno.AtomicOperation,
  was: Shards,
  is: Shards,
): Deno.AtomicOperation {
  for (const [day, holds] of is.days) {
    if (was.days.get(day) === holds) continue;
    const key = keys.ledger(is.hostId, day);
    if (holds.length === 0) op.delete(key);
    else op.set(key, holds);
  }
  return op;
}

/** Every hold that overlaps a span with its buffers; for display, not for commits. */
export async function listHolds(kv: Deno.Kv, hostId: string, span: Span): Promise<Hold[]> {
  if (span.start >= span.end) return [];
  return holdsIn(await readShards(kv, hostId, { start: dayOf(span.start) * DAY, end: span.end }));
}

/** Future deadlines of a host's requests and reschedule requests, epoch ms ascending, each once. */
export async function listDeadlines(kv: Deno.Kv, hostId: string, now: number): Promise<number[]> {
  const entries = await listAll<Hold[]>(kv, {
    start: keys.ledger(hostId, dayOf(now)),
    end: keys.ledger(hostId, Number.MAX_SAFE_INTEGER),
  });
  const deadlines = new Set(
    entries.flatMap(({ value }) =>
      value.flatMap((
        { expiresAt, seatDeadlines = {} },
      ) => [expiresAt ?? 0, ...Object.values(seatDeadlines)])
    ),
  );
  return [...deadlines].filter((until) => until > now).sort((a, b) => a - b);
}
