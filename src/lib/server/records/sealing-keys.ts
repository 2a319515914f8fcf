/**
 * Which session secrets have sealed records in the store. A sealed text names its secret by an id that reveals nothing
 * about it.
 */
import { commit } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";
import { expandBooking, type StoredBooking } from "../store/stored-booking.ts";
import { rowOf } from "./records.ts";

/** Ids of the secrets that have sealed records, the most recent start's last; null in a new store. */
export async function readSealingKeyIds(kv: Deno.Kv): Promise<Deno.KvEntryMaybe<string[]>> {
  return await kv.get<string[]>(keys.sealingKeys());
}

/** Records the secret of this start; false when another process recorded one meanwhile. */
export async function recordSealingKeyId(
  kv: Deno.Kv,
  was: Deno.KvEntryMaybe<string[]>,
  id: string,
): Promise<boolean> {
  const ids = [...(was.value ?? []).filter((recorded) => recorded !== id), id];
  return await commit(kv.atomic().check(was).set(keys.sealingKeys(), ids));
}

const sealedFormat = /^1\.([A-Za-z0-9_-]{8})\.[A-Za-z0-9_-]+$/;

/** The number of records of each kind that contain text sealed by none of these secrets; reads the whole store. */
export async function countSealedByOtherKeys(
  kv: Deno.Kv,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const { key, value } of kv.list({ prefix: [] }, { batchSize: 500 })) {
    const kind = String(key[0]);
    if (isSealedByOtherKey(secretIn(key, value), ids)) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  return counts;
}

/** What may be sealed of a record; a guest's text may look so. */
function secretIn(key: Deno.KvKey, value: unknown): unknown {
  const row = rowOf(key);
  if (row && !row.secret) return null;
  return row?.secret === "links" ? expandBooking(value as StoredBooking).links : value;
}

/** Whether a value contains text sealed by none of these secrets. */
export function isSealedByOtherKey(value: unknown, ids: readonly string[]): boolean {
  if (typeof value === "string") {
    const id = sealedFormat.exec(value)?.[1];
    return id !== undefined && !ids.includes(id);
  }
  if (value === null || typeof value !== "object") return false;
  return Object.values(value).some((part) => isSealedByOtherKey(part, ids));
}
