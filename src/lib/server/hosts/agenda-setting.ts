import { dueAgendaDate, nextAgendaInstant } from "$lib/scheduling/agenda-time.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { changeUnderGuard } from "../availability/change-under-guard.ts";
import { getJob, newJob, replaceJob } from "../store/jobs.ts";
import { readHost, writeHost } from "../store/host-profile.ts";

/** Sets the time of the daily agenda email, minutes since midnight in the host's zone; null turns it off. */
export async function setAgenda(
  app: App,
  hostId: string,
  revision: number,
  at: number | null,
): Promise<Outcome<Host, "busy" | "changed" | "not-found">> {
  const changed = await changeUnderGuard(app, hostId, async (op) => {
    const was = await readHost(app.kv, hostId);
    if (!was) return refused("not-found");
    if (was.value.revision !== revision) return refused("changed");
    const host = writeHost(op, was, { agendaMinute: at });
    await scheduleAgenda(app, op, host, "tomorrow");
    return accepted(host);
  });
  if (changed.ok) app.wakeJobs();
  return changed;
}

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
