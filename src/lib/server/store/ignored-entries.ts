import { keys } from "../kv/keys.ts";

/** Fingerprints one record holds, well below its size limit. */
export const MAX_IGNORED_ENTRIES = 2_000;

/** Fingerprints of the unreadable calendar entries that the host has chosen to ignore. */
export async function getIgnoredEntries(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
): Promise<ReadonlySet<string>> {
  return new Set((await kv.get<string[]>(keys.ignoredEntries(hostId, calendar))).value);
}

/** Adds to a commit: replaces the set of ignored entries. */
export function writeIgnoredEntries(
  op: Deno.AtomicOperation,
  hostId: string,
  calendar: string,
  fingerprints: Iterable<string>,
): void {
  op.set(keys.ignoredEntries(hostId, calendar), [...fingerprints].slice(0, MAX_IGNORED_ENTRIES));
}
