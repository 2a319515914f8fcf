/** Which session secrets the store rests on. A sealed text names its secret by an id, which tells nothing about it. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { commit } from "./commit.ts";
import { keys } from "./keys.ts";

/** The ids of the secrets that have sealed anything in here, the one of the last start at the end; null in a new store. */
export async function readSealedBy(kv: Deno.Kv): Promise<Deno.KvEntryMaybe<string[]>> {
  return await kv.get<string[]>(keys.sealedBy());
}

/** Notes the secret of this start; false when another program has noted one meanwhile. */
export async function noteSealedBy(
  kv: Deno.Kv,
  was: Deno.KvEntryMaybe<string[]>,
  id: string,
): Promise<boolean> {
  const ids = [...(was.value ?? []).filter((known) => known !== id), id];
  return await commit(kv.atomic().check(was).set(keys.sealedBy(), ids));
}

const sealed = /^1\.([A-Za-z0-9_-]{8})\.[A-Za-z0-9_-]+$/;

/** How many records of each kind hold something that was sealed by none of these secrets; reads the whole store. */
export async function countSealedElsewhere(
  kv: Deno.Kv,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const { key, value } of kv.list({ prefix: [] }, { batchSize: 500 })) {
    const kind = String(key[0]);
    if (holdsElsewhere(withoutGuest(kind, value), ids)) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  return counts;
}

/** A guest may write what looks sealed: of a booking its links count, and nothing of its story. */
function withoutGuest(kind: string, value: unknown): unknown {
  if (kind === "history") return null;
  return kind === "booking" ? (value as Booking).links : value;
}

/** Whether a record holds something that was sealed by none of these secrets. */
export function holdsElsewhere(value: unknown, ids: readonly string[]): boolean {
  if (typeof value === "string") {
    const id = sealed.exec(value)?.[1];
    return id !== undefined && !ids.includes(id);
  }
  if (value === null || typeof value !== "object") return false;
  return Object.values(value).some((part) => holdsElsewhere(part, ids));
}
