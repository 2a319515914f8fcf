import { getGuard, type Guard } from "../kv/guard.ts";
import { commit, listAll } from "../kv/commit.ts";
import { deleteRange } from "../kv/delete-many.ts";
import { dayOf, keys } from "../kv/keys.ts";
import type { SyncProgress } from "../store/sync-progress.ts";
import { getSyncState, type SyncState } from "../store/sync-state.ts";
import { DAY } from "$lib/scheduling/durations.ts";

/** Data of a running sync is not referenced yet; no sync takes this long. */
const MAX_SYNC_DURATION_MS = DAY;
/** Retention of past busy time, ms. */
const BUSY_RETENTION_MS = 2 * DAY;

/** Deletes busy time of a host's calendars, and its titles, that has been past for two days. */
export async function purgePastBusy(kv: Deno.Kv, hostId: string, now: number): Promise<void> {
  const { guard } = await getGuard(kv, hostId);
  for (const [calendar, { generation }] of Object.entries(guard.calendars)) {
    const day = dayOf(now - BUSY_RETENTION_MS);
    const before = keys.busy(hostId, calendar, generation, day);
    await deleteRange(kv, { prefix: keys.busyOf(hostId, calendar, generation), end: before });
    const untitled = keys.busyTitles(hostId, calendar, generation, day);
    const titles = keys.busyTitlesOf(hostId, calendar, generation);
    await deleteRange(kv, { prefix: titles, end: untitled });
  }
}

/**
 * Deletes sync data that is not referenced: of syncs that failed before their last commit, and of calendars that are
 * no longer selected.
 */
export async function purgeOrphanedSyncData(kv: Deno.Kv, now: number): Promise<void> {
  for (const all of [keys.allBusy(), keys.allBusyTitles(), keys.allObjectIndexes()]) {
    for await (const keyPrefix of eachPrefix(kv, all)) {
      const [, hostId = "", calendar = "", name = ""] = keyPrefix.map(String);
      if (startedAt(name) > now - MAX_SYNC_DURATION_MS) continue;
      const state = (await getGuard(kv, hostId)).guard.calendars[calendar];
      const syncState = await getSyncState(kv, hostId, calendar);
      const referenced = [state?.generation, ...state ? referencedBy(syncState) : []];
      if (!referenced.includes(name)) await deleteRange(kv, { prefix: keyPrefix });
    }
  }
  await purgeUnchosenSyncStates(kv);
  for await (const { key, value } of kv.list<SyncProgress>({ prefix: keys.allSyncProgress() })) {
    if (value.updatedAt < now - MAX_SYNC_DURATION_MS) await commit(kv.atomic().delete(key));
  }
}

function referencedBy(syncState: SyncState | null): (string | null | undefined)[] {
  return [syncState?.generation, syncState?.previousGeneration, syncState?.objectIndex];
}

/** Deletes the sync states and logs of calendars that no guard names; selected again, they are synced from the beginning. */
async function purgeUnchosenSyncStates(kv: Deno.Kv): Promise<void> {
  for (const prefix of [keys.syncStates(), keys.syncLogs()]) {
    for await (const { key } of kv.list({ prefix })) {
      const guard = await kv.get<Guard>(keys.guard(String(key[1])));
      if (guard.value?.calendars[String(key[2])]) continue;
      await commit(kv.atomic().check(guard).delete(key));
    }
  }
}

/** The distinct prefixes of keys with five parts, by seeking from one to the next. */
async function* eachPrefix(kv: Deno.Kv, all: Deno.KvKey): AsyncGenerator<Deno.KvKey> {
  let start: Deno.KvKey = [...all, ""];
  for (;;) {
    const end = [...all, "\u{10ffff}"];
    const [next] = await listAll(kv, { start, end }, { limit: 1 });
    if (!next) return;
    const prefix = next.key.slice(0, 4);
    yield prefix;
    start = [...prefix.slice(0, 3), `${String(prefix[3])}\0`];
  }
}

/** When the sync began that a generation or object index is named after, epoch ms. */
function startedAt(name: string): number {
  return parseInt(name.slice(0, 9), 36) || 0;
}
