import { dueAgendaDate, nextAgendaInstant } from "$lib/scheduling/agenda-time.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { getJob, newJob, replaceJob } from "../store/jobs.ts";

/**
 * Adds to a commit: the host's agenda job gets its next due time. A date already sent is not repeated; a newly enabled
 * email starts tomorrow.
 */
export async function scheduleAgenda(
  app: App,
  op: Deno.AtomicOperation,
  { id: hostId, zone, agendaMinute }: Host,
  from: "today" | "tomorrow",
): Promise<void> {
  // The job ends by itself when the setting is off.
  if (agendaMinute === null) return;
  const now = app.now(), schedule = { at: agendaMinute, zone };
  const was = await getJob(app.kv, `agenda-${hostId}`);
  const lastDate = was.value?.work.kind === "schedule-agenda-email" ? was.value.work.lastDate : "";
  const isDue = from === "today" && dueAgendaDate(schedule, now, lastDate) !== null;
  const dueAt = isDue ? now : nextAgendaInstant(schedule, now, lastDate);
  const job = newJob({
    hostId,
    work: { kind: "schedule-agenda-email", hostId, lastDate },
    dueAt,
  }, now);
  replaceJob(op, was, { ...job, id: `agenda-${hostId}` });
}
