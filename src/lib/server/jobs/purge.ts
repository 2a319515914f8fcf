import type { App } from "../app.ts";
import { renewHolidays } from "../availability/renew-holidays.ts";
import { eraseExpiredGuestData } from "../guests/erasure.ts";
import { purgeOrphanedSyncData } from "../records/purge-calendars.ts";
import { eachHost } from "../store/hosts.ts";
import { purgedOf, purges } from "../records/records.ts";
import { eachTeam } from "../store/teams.ts";
import { addJobOnce, newJob } from "../store/jobs.ts";
import type { JobHandler } from "./job-handler.ts";
import { DAY } from "$lib/scheduling/durations.ts";

/** Records of each kind that one run deletes; the rest follows soon after. */
const MAX_PER_RUN = 1_000, MAX_GUESTS_PER_RUN = 100;
const CONTINUE_AFTER_MS = 2_000;

/**
 * Deletes expired records once a day, in bounded steps, by each record's own timestamp (RUN-10), and renews yearly
 * holidays. Waits until the clock is trusted, since it may be days ahead.
 */
export const purge: JobHandler = async (app, job) => {
  if (job.work.kind !== "purge") throw new Error(`not a purge: ${job.work.kind}`);
  const { kv } = app;
  const now = app.now(), wait = app.purgeGate.waitMs();
  if (wait > 0) return { state: "waiting", dueAt: now + wait };
  const more: boolean[] = [];
  for (const purgeKind of purges) more.push(await purgeKind(kv, now, MAX_PER_RUN));
  more.push(await purgeOwners(app, now));
  await purgeOrphanedSyncData(kv, now);
  return { state: "waiting", dueAt: now + (more.includes(true) ? CONTINUE_AFTER_MS : DAY) };
};

/** Purges what each host and each team has of a kind. */
async function purgeOwners(app: App, now: number): Promise<boolean> {
  const { kv } = app;
  let more = false;
  for await (const host of eachHost(kv)) {
    for (const { kind, purgeOf } of purgedOf("host")) {
      // When this clock turns out to be ahead, the ledger comparison shows by how much.
      if (kind === "ledger") await app.checkLedger(host.id);
      if (await purgeOf(kv, host.id, now, MAX_PER_RUN)) more = true;
    }
    if (await eraseExpiredGuestData(app, host, now, MAX_GUESTS_PER_RUN)) more = true;
    await renewHolidays(app, host);
  }
  for await (const { id } of eachTeam(kv)) {
    for (const { purgeOf } of purgedOf("team")) await purgeOf(kv, id, now, MAX_PER_RUN);
  }
  return more;
}

/** Creates the purge job unless it exists. */
export async function ensurePurgeJob(app: App): Promise<void> {
  const now = app.now();
  const job = newJob({ hostId: "", work: { kind: "purge" }, dueAt: now }, now);
  await addJobOnce(app.kv, { ...job, id: "purge" });
}
