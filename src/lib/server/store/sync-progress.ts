import { listAll } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";

/** Progress of a long sync, in objects; `total` is null where the server does not tell how many there are. */
export interface SyncProgress {
  done: number;
  total: number | null;
  updatedAt: number;
}

/** The progress of a sync that died is ignored after this time. */
const SYNC_PROGRESS_TTL_MS = 120_000;

export async function setSyncProgress(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  progress: SyncProgress,
): Promise<void> {
  await kv.set(keys.syncProgress(hostId, calendar), progress, { expireIn: SYNC_PROGRESS_TTL_MS });
}

export async function deleteSyncProgress(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
): Promise<void> {
  await kv.delete(keys.syncProgress(hostId, calendar));
}

/** The progress of a long sync; null when none is running. */
export async function getSyncProgress(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  now: number,
): Promise<SyncProgress | null> {
  const { value } = await kv.get<SyncProgress>(keys.syncProgress(hostId, calendar));
  return value && isRunning(value, now) ? value : null;
}

/** How many objects the running syncs of a host have read; null when none is running. */
export async function countSynced(
  kv: Deno.Kv,
  hostId: string,
  now: number,
): Promise<number | null> {
  const all = await listAll<SyncProgress>(kv, { prefix: keys.syncProgressOf(hostId) });
  const running = all.filter(({ value }) => isRunning(value, now));
  return running.length ? running.reduce((sum, { value }) => sum + value.done, 0) : null;
}

function isRunning({ updatedAt }: SyncProgress, now: number): boolean {
  return Math.abs(now - updatedAt) < SYNC_PROGRESS_TTL_MS;
}
