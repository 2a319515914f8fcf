import type { App } from "../app.ts";
import { forgetOld } from "../guest-data.ts";
import {
  clearAnswers,
  clearIdentityLinks,
  clearJobs,
  clearPrivateLinks,
  clearSessions,
} from "../store/clearing.ts";
import { clearLost, clearPastBusy } from "../store/clearing-calendars.ts";
import { clearPastHolds, clearPastSlots } from "../store/clearing-ledger.ts";
import { clearCounted } from "../store/counted.ts";
import { clearEmailCounts } from "../store/email-counts.ts";
import { eachHost } from "../store/hosts.ts";
import { addOnce, newJob } from "../store/jobs.ts";
import type { Doing } from "./run.ts";

const DAY = 86_400_000;
/** What one run takes of each kind; the rest follows a moment later. */
const MOST = 1_000, MOST_GUESTS = 100;
const MOMENT_MS = 2_000;

/**
 * Lets go what nobody needs any more, once a day, in bounded steps: each record by the time that it carries (RUN-10). A clock
 * that was just set, or is new to this run, deletes nothing: it might be days ahead.
 */
export const clearAway: Doing = async (app, job) => {
  if (job.work.kind !== "clear-away") throw new Error(`not a clearing: ${job.work.kind}`);
  const { kv } = app;
  const now = app.now(), wait = app.purgeGate.waitMs();
  if (wait > 0) return { state: "waiting", dueAt: now + wait };
  const more = [
    await clearJobs(kv, now, MOST),
    await clearAnswers(kv, now, MOST),
    await clearSessions(kv, now, MOST),
    await clearIdentityLinks(kv, now, MOST),
    await clearEmailCounts(kv, now, MOST),
    await clearPrivateLinks(kv, now, MOST),
    await clearPastSlots(kv, now, MOST),
    await clearOfHosts(app, now),
  ];
  await clearLost(kv, now);
  return { state: "waiting", dueAt: now + (more.includes(true) ? MOMENT_MS : DAY) };
};

async function clearOfHosts(app: App, now: number): Promise<boolean> {
  let more = false;
  for await (const host of eachHost(app.kv)) {
    await clearPastBusy(app.kv, host.id, now);
    // Should this clock turn out to be ahead, the comparison knows how far.
    await app.checkLedger(host.id);
    if (await clearPastHolds(app.kv, host.id, now, MOST)) more = true;
    await clearCounted(app.kv, host.id, now - DAY);
    if (await forgetOld(app, host, now, MOST_GUESTS)) more = true;
  }
  return more;
}

/** Has the clearing done from now on; once is enough for the life of a store. */
export async function beginClearing(app: App): Promise<void> {
  const now = app.now();
  const job = newJob({ hostId: "", work: { kind: "clear-away" }, dueAt: now }, now);
  await addOnce(app.kv, { ...job, id: "clear-away" });
}
