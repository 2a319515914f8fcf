import { DAY } from "$lib/scheduling/durations.ts";
import { commit } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";

/** How far the last export of an account is, in bookings; `total` is how many there were when it began. */
export interface ExportProgress {
  /** Of this export: a later one takes its place. */
  id: string;
  state: "running" | "done" | "stopped" | "failed";
  done: number;
  total: number;
  updatedAt: number;
}

/** After this time nobody is told of an export; its record stays, one a host. */
const FORGOTTEN_AFTER_MS = DAY;

/** The progress of a host's last export; null when there was none lately. */
export async function getExportProgress(
  kv: Deno.Kv,
  hostId: string,
  now: number,
): Promise<ExportProgress | null> {
  const { value } = await kv.get<ExportProgress>(keys.exportProgress(hostId));
  return value && Math.abs(now - value.updatedAt) < FORGOTTEN_AFTER_MS ? value : null;
}

/** Stores where an export begins, in place of an earlier one. */
export async function startExportProgress(
  kv: Deno.Kv,
  hostId: string,
  progress: ExportProgress,
): Promise<void> {
  await kv.set(keys.exportProgress(hostId), progress);
}

/** Stores how far an export is; false where a later one has begun or the account was erased. */
export async function updateExportProgress(
  kv: Deno.Kv,
  hostId: string,
  progress: ExportProgress,
): Promise<boolean> {
  const key = keys.exportProgress(hostId);
  const was = await kv.get<ExportProgress>(key);
  if (was.value?.id !== progress.id) return false;
  return await commit(kv.atomic().check(was).set(key, progress));
}

/** How many bookings a host has, of any state. */
export async function countAllBookings(kv: Deno.Kv, hostId: string): Promise<number> {
  let count = 0;
  const bookings = kv.list({ prefix: keys.allBookingsOf(hostId) }, { batchSize: 500 });
  for await (const _ of bookings) count++;
  return count;
}
