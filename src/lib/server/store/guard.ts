import { keys } from "./keys.ts";
import type { CalendarState } from "$lib/scheduling/calendar-state.ts";

/** A person's guard as it was read, with the version to check. */
export interface VersionedGuard {
  hostId: string;
  guard: Guard;
  versionstamp: string | null;
}

/** Reads the guard; everything that a commit depends on is read after it. */
export async function getGuard(kv: Deno.Kv, hostId: string): Promise<VersionedGuard> {
  return toVersionedGuard(hostId, await kv.get<Guard>(keys.guard(hostId)));
}

/** Everybody's guards; for work over the whole installation. */
export async function* eachGuard(kv: Deno.Kv): AsyncIterable<VersionedGuard> {
  for await (const entry of kv.list<Guard>({ prefix: keys.guards() })) {
    yield toVersionedGuard(String(entry.key[1]), entry);
  }
}

/** The guard as an entry of the store tells it; a person without one has never taken a turn. */
export function toVersionedGuard(hostId: string, entry: Deno.KvEntryMaybe<Guard>): VersionedGuard {
  return {
    hostId,
    guard: entry.value ?? { version: 0, calendars: {} },
    versionstamp: entry.versionstamp,
  };
}

/** Checks the guard as it was read and gives it a new value, so that of two commits over the same reading one is lost. */
export function bumpVersion(
  op: Deno.AtomicOperation,
  was: VersionedGuard,
  guard: Guard = was.guard,
): Deno.AtomicOperation {
  const key = keys.guard(was.hostId);
  return op
    .check({ key, versionstamp: was.versionstamp })
    .set(key, { ...guard, version: was.guard.version + 1 });
}

/** A commit that stands only on the guard as it was read; the writes are added to it. */
export function guardedCommit(
  kv: Deno.Kv,
  was: VersionedGuard,
  guard: Guard = was.guard,
): Deno.AtomicOperation {
  return bumpVersion(kv.atomic(), was, guard);
}

/** What every commit that takes a person's time reads first and checks. */
export interface Guard {
  /** Grows with every write. */
  version: number;
  /** Chosen calendars by `calendarKey`. */
  calendars: Record<string, CalendarState>;
}
