import { keys } from "./keys.ts";

/** So many marks fit into one record with room to spare. */
export const MAX_IGNORED_ENTRIES = 2_000;

/** Which entries of a calendar that could not be read its host takes for free. */
export async function getIgnoredEntries(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
): Promise<ReadonlySet<string>> {
  return new Set((await kv.get<string[]>(keys.ignoredEntries(hostId, calendar))).value);
}

/** Adds to a commit: these, and no others. */
export function writeIgnoredEntries(
  op: Deno.AtomicOperation,
  hostId: string,
  calendar: string,
  fingerprints: Iterable<string>,
): void {
  op.set(keys.ignoredEntries(hostId, calendar), [...fingerprints].slice(0, MAX_IGNORED_ENTRIES));
}
