import { dueAgendaDate, nextAgendaInstant } from "$lib/scheduling/agenda-time.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { commit, newCommit, retryCommit } from "../store/commit.ts";
import { getJob, newJob, replaceJob } from "../store/jobs.ts";
import { readHost, writeHost } from "../store/host-profile.ts";

/** Each morning's email about the day, at a time of the host's own clock (minutes since midnight); null wants none. */
export async function setAgenda(
  app: App,
  hostId: string,
  revision: number,
  at: number | null,
): Promise<Outcome<Host>> {
  return await retryCommit<Outcome<Host>>(async () => {
    const was = await readHost(app.kv, hostId);
    if (!was || was.value.closure) return refused("not-found");
    if (was.value.revision !== revision) return refused("changed");
    const op = newCommit(app.kv);
    const host = writeHost(op, was, { agendaMinute: at });
    await scheduleAgenda(app, op, host, "tomorrow");
    if (!await commit(op)) return "lost";
    app.wakeJobs();
    return accepted(host);
  });
}

/**
 * Adds to a commit: the one job that writes the host's emails is timed by what the host wants now. A date whose email
 * was sent stays sent; for an email that is only wanted now, the hour of today may have passed.
 */
export async function scheduleAgenda(
  app: App,
  op: Deno.AtomicOperation,
  { id: hostId, zone, agendaMinute }: Host,
  from: "today" | "tomorrow",
): Promise<void> {
  // The job itself finds that no email is wanted any more.
  if (agendaMinute === null || agendaMinute === undefined) return;
  const now = app.now(), wish = { at: agendaMinute, zone };
  const was = await getJob(app.kv, `agenda-${hostId}`);
  const sent = was.value?.work.kind === "schedule-agenda-email" ? was.value.work.lastDate : "";
  const isDue = from === "today" && dueAgendaDate(wish, now, sent) !== null;
  const dueAt = isDue ? now : nextAgendaInstant(wish, now, sent);
  const job = newJob({
    hostId,
    work: { kind: "schedule-agenda-email", hostId, lastDate: sent },
    dueAt,
  }, now);
  replaceJob(op, was, { ...job, id: `agenda-${hostId}` });
}
