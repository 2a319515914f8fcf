import { agendaDue, nextAgenda } from "$lib/scheduling/agenda.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "./app.ts";
import { commit, newCommit } from "./store/commit.ts";
import { getJob, newJob, putJob } from "./store/jobs.ts";
import { readHost, writeHost } from "./store/profile.ts";

const TRIES = 5;

/** Each morning's letter about the day, at a time of the host's own clock (minutes since midnight); null wants none. */
export async function set(
  app: App,
  hostId: string,
  revision: number,
  at: number | null,
): Promise<Outcome<Host>> {
  for (let tries = 0; tries < TRIES; tries++) {
    const was = await readHost(app.kv, hostId);
    if (!was || was.value.left) return refused("not-found");
    if (was.value.revision !== revision) return refused("changed");
    const op = newCommit(app.kv);
    const host = writeHost(op, was, { agenda: at });
    await writeAgenda(app, op, host, "tomorrow");
    if (!await commit(op)) continue;
    app.wake();
    return accepted(host);
  }
  return refused("busy", { retryAfter: 1 });
}

/**
 * Adds to a commit: the one job that writes the host's letters is timed by what the host wants now. A date whose letter
 * was sent stays sent; for a letter that is only wanted now, the hour of today may have passed.
 */
export async function writeAgenda(
  app: App,
  op: Deno.AtomicOperation,
  { id: hostId, zone, agenda }: Host,
  from: "today" | "tomorrow",
): Promise<void> {
  // The job itself finds that no letter is wanted any more.
  if (agenda === null || agenda === undefined) return;
  const now = app.now(), wish = { at: agenda, zone };
  const was = await getJob(app.kv, `agenda-${hostId}`);
  const sent = was.value?.work.kind === "agenda" ? was.value.work.sent : "";
  const isDue = from === "today" && agendaDue(wish, now, sent) !== null;
  const dueAt = isDue ? now : nextAgenda(wish, now, sent);
  const job = newJob({ hostId, work: { kind: "agenda", hostId, sent }, dueAt }, now);
  putJob(op, was, { ...job, id: `agenda-${hostId}` });
}
