import { keys } from "./keys.ts";

/** Progress of a long sync, in objects. */
export interface SyncProgress {
  done: number;
  total: number;
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
  return value && Math.abs(now - value.updatedAt) < SYNC_PROGRESS_TTL_MS ? value : null;
}
