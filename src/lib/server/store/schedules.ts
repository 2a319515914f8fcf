import type { Schedule } from "$lib/scheduling/availability-schedule.ts";
import { keys } from "../kv/keys.ts";

export async function getSchedule(
  kv: Deno.Kv,
  hostId: string,
  scheduleId: string,
): Promise<Schedule | null> {
  return (await kv.get<Schedule>(keys.schedule(hostId, scheduleId))).value;
}

/** The host's schedules, by name. */
export async function listSchedules(kv: Deno.Kv, hostId: string): Promise<Schedule[]> {
  const schedules: Schedule[] = [];
  for await (const entry of kv.list<Schedule>({ prefix: keys.schedulesOf(hostId) })) {
    schedules.push(entry.value);
  }
  return schedules.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}

/** Adds to a commit: a schedule is deleted. */
export function deleteSchedule(
  op: Deno.AtomicOperation,
  schedule: Pick<Schedule, "hostId" | "id">,
): Deno.AtomicOperation {
  return op.delete(keys.schedule(schedule.hostId, schedule.id));
}

/** Adds to a commit: a schedule. */
export function setSchedule(op: Deno.AtomicOperation, schedule: Schedule): Deno.AtomicOperation {
  return op.set(keys.schedule(schedule.hostId, schedule.id), schedule);
}
