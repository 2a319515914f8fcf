import type { Guard } from "../calendars/calendar.ts";
import { keys } from "./keys.ts";

/** A person's guard as it was read, with the version to check. */
export interface ReadGuard {
  hostId: string;
  guard: Guard;
  versionstamp: string | null;
}

/** Reads the guard; everything that a commit depends on is read after it. */
export async function getGuard(kv: Deno.Kv, hostId: string): Promise<ReadGuard> {
  return readGuardOf(hostId, await kv.get<Guard>(keys.guard(hostId)));
}

/** Everybody's guards; for work over the whole installation. */
export async function* eachGuardOf(kv: Deno.Kv): AsyncIterable<ReadGuard> {
  for await (const entry of kv.list<Guard>({ prefix: keys.guards() })) {
    yield readGuardOf(String(entry.key[1]), entry);
  }
}

/** The guard as an entry of the store tells it; a person without one has never taken a turn. */
export function readGuardOf(hostId: string, entry: Deno.KvEntryMaybe<Guard>): ReadGuard {
  return {
    hostId,
    guard: entry.value ?? { turn: 0, calendars: {} },
    versionstamp: entry.versionstamp,
  };
}

/** Checks the guard as it was read and gives it a new value, so that of two commits over the same reading one is lost. */
export function turnGuard(
  op: Deno.AtomicOperation,
  was: ReadGuard,
  guard: Guard = was.guard,
): Deno.AtomicOperation {
  const key = keys.guard(was.hostId);
  return op
    .check({ key, versionstamp: was.versionstamp })
    .set(key, { ...guard, turn: was.guard.turn + 1 });
}

/** A commit that stands only on the guard as it was read; the writes are added to it. */
export function beginTurn(
  kv: Deno.Kv,
  was: ReadGuard,
  guard: Guard = was.guard,
): Deno.AtomicOperation {
  return turnGuard(kv.atomic(), was, guard);
}
