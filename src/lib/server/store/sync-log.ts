import { HOUR } from "$lib/scheduling/durations.ts";
import { keys } from "../kv/keys.ts";

/** How the syncs of one calendar went: how long the last one took, and how many there were in each hour of the last day. */
export interface SyncLog {
  /** When the last one ended, epoch ms. */
  at: number;
  tookMs: number;
  /** The latest hours with a sync, oldest first; an hour is counted from the epoch. */
  hours: { hour: number; done: number; failed: number }[];
}

/** Hours that are kept: a day, and the one that is under way. */
const KEPT_HOURS = 25;

export async function getSyncLog(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
): Promise<SyncLog | null> {
  return (await kv.get<SyncLog>(keys.syncLog(hostId, calendar))).value;
}

/** The log with one more sync; hours of another clock, which lie ahead, are left out. */
export function withSync(
  was: SyncLog | null,
  { at, tookMs, isFailed }: { at: number; tookMs: number; isFailed: boolean },
): SyncLog {
  const hour = Math.floor(at / HOUR);
  const kept = (was?.hours ?? []).filter((each) =>
    each.hour <= hour && each.hour > hour - KEPT_HOURS
  );
  const last = kept.at(-1)?.hour === hour ? kept.pop()! : { hour, done: 0, failed: 0 };
  const counted = {
    hour,
    done: last.done + (isFailed ? 0 : 1),
    failed: last.failed + (isFailed ? 1 : 0),
  };
  return { at, tookMs, hours: [...kept, counted] };
}

/** How often a calendar was read and could not be read in the last day, epoch ms. */
export function countsOfDay(log: SyncLog | null, now: number): { done: number; failed: number } {
  const hour = Math.floor(now / HOUR);
  const recent = (log?.hours ?? []).filter((each) => each.hour <= hour && each.hour > hour - 24);
  return {
    done: recent.reduce((sum, each) => sum + each.done, 0),
    failed: recent.reduce((sum, each) => sum + each.failed, 0),
  };
}

/** Adds to a commit under the host's guard: one more sync. */
export function setSyncLog(
  op: Deno.AtomicOperation,
  hostId: string,
  calendar: string,
  log: SyncLog,
): void {
  op.set(keys.syncLog(hostId, calendar), log);
}
