import type { App } from "../app.ts";
import { renewHolidays } from "../availability/renew-holidays.ts";
import { eraseExpiredGuestData } from "../guests/erasure.ts";
import {
  purgeApiKeys,
  purgeAuthLinks,
  purgeIdempotencyRecords,
  purgeJobs,
  purgePrivateLinks,
  purgeReplays,
  purgeSessions,
  purgeTeamInvitations,
} from "../store/purge-records.ts";
import { purgeOrphanedSyncData, purgePastBusy } from "../store/purge-calendars.ts";
import { purgePastHolds, purgePastSlots } from "../store/purge-ledger.ts";
import { purgeWebhooks } from "../store/purge-webhooks.ts";
import { purgeLimitCounts } from "../store/limit-counts.ts";
import { purgeCounts } from "../store/purge-counts.ts";
import { purgeEmailCounts } from "../store/email-counts.ts";
import { eachHost } from "../store/hosts.ts";
import { purgePastTeamStarts } from "../store/team-bookings.ts";
import { eachTeam } from "../store/teams.ts";
import { purgeWantedDays } from "../store/wanted-days.ts";
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
  const more = [
    await purgeJobs(kv, now, MAX_PER_RUN),
    await purgeIdempotencyRecords(kv, now, MAX_PER_RUN),
    await purgeReplays(kv, now, MAX_PER_RUN),
    await purgeSessions(kv, now, MAX_PER_RUN),
    await purgeApiKeys(kv, now, MAX_PER_RUN),
    await purgeAuthLinks(kv, now, MAX_PER_RUN),
    await purgeTeamInvitations(kv, now, MAX_PER_RUN),
    await purgeEmailCounts(kv, now, MAX_PER_RUN),
    await purgePrivateLinks(kv, now, MAX_PER_RUN),
    await purgeWebhooks(kv, now, MAX_PER_RUN),
    await purgePastSlots(kv, now, MAX_PER_RUN),
    await purgePastTeamStarts(kv, now, MAX_PER_RUN),
    await purgeHostData(app, now),
  ];
  await purgeOrphanedSyncData(kv, now);
  return { state: "waiting", dueAt: now + (more.includes(true) ? CONTINUE_AFTER_MS : DAY) };
};

async function purgeHostData(app: App, now: number): Promise<boolean> {
  let more = false;
  for await (const host of eachHost(app.kv)) {
    await purgePastBusy(app.kv, host.id, now);
    // When this clock turns out to be ahead, the ledger comparison shows by how much.
    await app.checkLedger(host.id);
    if (await purgePastHolds(app.kv, host.id, now, MAX_PER_RUN)) more = true;
    await purgeLimitCounts(app.kv, host.id, now - DAY);
    await purgeCounts(app.kv, host.id, now);
    await purgeWantedDays(app.kv, host.id, now);
    if (await eraseExpiredGuestData(app, host, now, MAX_GUESTS_PER_RUN)) more = true;
    await renewHolidays(app, host);
  }
  for await (const { id } of eachTeam(app.kv)) {
    await purgeLimitCounts(app.kv, id, now - DAY);
    await purgeCounts(app.kv, id, now);
    await purgeWantedDays(app.kv, id, now);
  }
  return more;
}

/** Creates the purge job unless it exists. */
export async function ensurePurgeJob(app: App): Promise<void> {
  const now = app.now();
  const job = newJob({ hostId: "", work: { kind: "purge" }, dueAt: now }, now);
  await addJobOnce(app.kv, { ...job, id: "purge" });
}
