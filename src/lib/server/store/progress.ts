import { keys } from "./keys.ts";

/** How far a long reading of a calendar has come. */
export interface Progress {
  done: number;
  of: number;
  at: number;
}

/** A reading that died leaves it behind: after this long it counts no more. */
const STAYS_MS = 120_000;

export async function setProgress(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  progress: Progress,
): Promise<void> {
  await kv.set(keys.progress(hostId, calendar), progress, { expireIn: STAYS_MS });
}

export async function clearProgress(kv: Deno.Kv, hostId: string, calendar: string): Promise<void> {
  await kv.delete(keys.progress(hostId, calendar));
}

/** Null when no long reading is under way. */
export async function getProgress(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  now: number,
): Promise<Progress | null> {
  const { value } = await kv.get<Progress>(keys.progress(hostId, calendar));
  return value && Math.abs(now - value.at) < STAYS_MS ? value : null;
}
