import { keys } from "./keys.ts";

/** How far a long reading of a calendar has come. */
export interface SyncProgress {
  done: number;
  total: number;
  updatedAt: number;
}

/** A reading that died leaves it behind: after this long it counts no more. */
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

/** Null when no long reading is under way. */
export async function getSyncProgress(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  now: number,
): Promise<SyncProgress | null> {
  const { value } = await kv.get<SyncProgress>(keys.syncProgress(hostId, calendar));
  return value && Math.abs(now - value.updatedAt) < SYNC_PROGRESS_TTL_MS ? value : null;
}
