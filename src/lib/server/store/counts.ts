import type { Guard } from "../calendars/calendar.ts";
import { keys } from "./keys.ts";
import type { Reading } from "./readings.ts";

const OVERDUE_MS = 60_000;

/** The guards of all persons. */
export async function* eachGuard(kv: Deno.Kv): AsyncIterable<Guard> {
  for await (const { value } of kv.list<Guard>({ prefix: keys.guards() })) yield value;
}

/** Jobs that wait, by kind, and jobs that wait for their host, by state. */
export async function countJobs(kv: Deno.Kv, now: number) {
  const waiting: Record<string, number> = {}, stopped: Record<string, number> = {};
  let overdue = 0;
  for await (const { key } of kv.list({ prefix: keys.jobsDue() }, { batchSize: 500 })) {
    const kind = String(key[1]);
    waiting[kind] = (waiting[kind] ?? 0) + 1;
    if (Number(key[2]) < now - OVERDUE_MS) overdue++;
  }
  for await (const { key } of kv.list({ prefix: keys.jobsInAny() })) {
    const state = String(key[2]);
    stopped[state] = (stopped[state] ?? 0) + 1;
  }
  return { waiting, overdue, stopped };
}

/** Objects of all calendars, by how well they could be read. */
export async function countReadings(kv: Deno.Kv) {
  const counts = { read: 0, unknown: 0, skipped: 0 };
  for await (const { value } of kv.list<Reading>({ prefix: keys.readings() })) {
    counts.read += value.events - value.unknown;
    counts.unknown += value.unknown;
    counts.skipped += value.skipped;
  }
  return counts;
}
