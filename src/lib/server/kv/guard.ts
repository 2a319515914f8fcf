import { keys } from "./keys.ts";
import type { CalendarState } from "$lib/scheduling/calendar-state.ts";

/** A host's guard with its version to check. */
export interface VersionedGuard {
  hostId: string;
  guard: Guard;
  versionstamp: string | null;
}

/** Reads the guard; whatever a commit depends on must be read after it. */
export async function getGuard(kv: Deno.Kv, hostId: string): Promise<VersionedGuard> {
  return toVersionedGuard(hostId, await kv.get<Guard>(keys.guard(hostId)));
}

/** The guards of hosts, ten in a read, in their order; everything that a commit depends on is read after it. */
export async function getGuards(
  kv: Deno.Kv,
  hostIds: readonly string[],
): Promise<VersionedGuard[]> {
  const tens = Array.from(
    { length: Math.ceil(hostIds.length / 10) },
    (_, n) => hostIds.slice(n * 10, n * 10 + 10),
  );
  const entries = await Promise.all(
    tens.map((ten) => kv.getMany<Guard[]>(ten.map(keys.guard))),
  );
  return entries.flat().map((entry, i) => toVersionedGuard(hostIds[i]!, entry));
}

/** The guards of all hosts; for work over the whole installation. */
export async function* eachGuard(kv: Deno.Kv): AsyncIterable<VersionedGuard> {
  for await (const entry of kv.list<Guard>({ prefix: keys.guards() })) {
    yield toVersionedGuard(String(entry.key[1]), entry);
  }
}

/** The guard of a store entry; a host without a guard has version 0. */
export function toVersionedGuard(hostId: string, entry: Deno.KvEntryMaybe<Guard>): VersionedGuard {
  return {
    hostId,
    guard: entry.value ?? { version: 0, calendars: {} },
    versionstamp: entry.versionstamp,
  };
}

/**
 * Checks the guard as it was read and raises its version, so that of two commits based on the same read only one
 * succeeds.
 */
export function bumpVersion(
  op: Deno.AtomicOperation,
  was: VersionedGuard,
  guard: Guard = was.guard,
): Deno.AtomicOperation {
  const key = keys.guard(was.hostId);
  return op
    .check({ key, versionstamp: was.versionstamp })
    .set(key, bumped(was, guard));
}

/** The guard as such a commit writes it. */
export function bumped(was: VersionedGuard, guard: Guard = was.guard): Guard {
  return { ...guard, version: was.guard.version + 1 };
}

/** A commit that fails when the guard has changed since it was read; the caller adds the writes. */
export function guardedCommit(
  kv: Deno.Kv,
  was: VersionedGuard,
  guard: Guard = was.guard,
): Deno.AtomicOperation {
  return bumpVersion(kv.atomic(), was, guard);
}

/** Adds to a commit that has bumped the guard: whether its host or team has subscriptions to webhooks. */
export function setListening(
  op: Deno.AtomicOperation,
  { hostId, guard: { isListening: _, ...guard } }: VersionedGuard,
  isListening: boolean,
): void {
  const is: Guard = { ...guard, version: guard.version + 1 };
  op.set(keys.guard(hostId), isListening ? { ...is, isListening } : is);
}

/** Read before and checked by every commit that takes a host's time. */
export interface Guard {
  /** Raised by every write. */
  version: number;
  /** The states of the selected calendars, by `calendarKey`. */
  calendars: Record<string, CalendarState>;
  /** Whether the host or team has subscriptions to webhooks, so that their bookings' commits write events; missing for none. */
  isListening?: true;
}
