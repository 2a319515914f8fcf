import { keys } from "./keys.ts";

/** So many marks fit into one record with room to spare. */
export const MOST_ACCEPTED = 2_000;

/** Which entries of a calendar that could not be read its host takes for free. */
export async function getAccepted(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
): Promise<ReadonlySet<string>> {
  return new Set((await kv.get<string[]>(keys.accepted(hostId, calendar))).value);
}

/** Adds to a commit: these, and no others. */
export function writeAccepted(
  op: Deno.AtomicOperation,
  hostId: string,
  calendar: string,
  marks: Iterable<string>,
): void {
  op.set(keys.accepted(hostId, calendar), [...marks].slice(0, MOST_ACCEPTED));
}
