import type { Guard } from "../kv/guard.ts";
import { keys } from "../kv/keys.ts";
import type { SyncState } from "./sync-state.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";

const OVERDUE_MS = MINUTE;

/** The guards of all hosts and teams. */
export async function* eachGuardValue(kv: Deno.Kv): AsyncIterable<Guard> {
  for await (const { value } of kv.list<Guard>({ prefix: keys.guards() })) yield value;
}

/** Waiting jobs by kind, overdue jobs, and jobs that need attention by state. */
export async function countJobs(kv: Deno.Kv, now: number) {
  const waiting: Record<string, number> = {}, needingAttention: Record<string, number> = {};
  let overdue = 0;
  for await (const { key } of kv.list({ prefix: keys.jobsDue() }, { batchSize: 500 })) {
    const kind = String(key[1]);
    waiting[kind] = (waiting[kind] ?? 0) + 1;
    if (Number(key[2]) < now - OVERDUE_MS) overdue++;
  }
  for await (const { key } of kv.list({ prefix: keys.jobsInAny() })) {
    const state = String(key[2]);
    needingAttention[state] = (needingAttention[state] ?? 0) + 1;
  }
  return { waiting, overdue, stopped: needingAttention };
}

/** Calendar objects of all hosts, by how exactly they could be read. */
export async function countCalendarObjects(kv: Deno.Kv) {
  const counts = { read: 0, unknown: 0, skipped: 0 };
  for await (const { value } of kv.list<SyncState>({ prefix: keys.syncStates() })) {
    counts.read += value.events - value.inexact;
    counts.unknown += value.inexact;
    counts.skipped += value.unreadable;
  }
  return counts;
}
