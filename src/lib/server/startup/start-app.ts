import { warnIfOpenToAll } from "../auth/issuer-admission.ts";
import { watchClock } from "../jobs/clock-watch.ts";
import { watchInstances } from "../jobs/watch-instances.ts";
import { readyPage } from "../http/ready-pages.ts";
import { TICK_MS } from "../runtime/admission.ts";
import { isRemoteDatabase, type Settings } from "../runtime/settings.ts";
import { createApp } from "./create-app.ts";
import type { Running } from "./runtime-globals.ts";
import { ensureCountJob } from "../jobs/count-bookings.ts";
import { ensurePurgeJob } from "../jobs/purge.ts";
import { rescheduleOverdue } from "../jobs/reschedule-overdue.ts";
import { type JobRunner, openJobRunner } from "../jobs/run.ts";
import { startSchedule } from "../jobs/schedule.ts";
import { jobHandlers } from "../jobs/handlers.ts";
import { releaseStaleLeases } from "../store/due-jobs.ts";
import { tellJobs } from "../store/told-jobs.ts";
import { checkLedgers } from "../availability/ledger-check.ts";

const STOP_TIMEOUT_MS = 3_000;
/** How long times that guests wanted are explained once the program stops: many would take seconds. */
const WANTED_TIMEOUT_MS = 500;
/** How long the check of all ledgers leaves the start, and the first page, to itself. */
const QUIET_START_MS = 250;

/** Starts the store, jobs and schedules. `listening` is the base URL when none is configured. */
export async function startApp(settings: Settings, listening: string): Promise<Running> {
  const stopping = new AbortController();
  let runner: JobRunner | null = null;
  const app = await createApp(settings, listening, {
    wakeJobs: (committed) => runner?.wake(committed),
    stopping: stopping.signal,
  });
  const { kv, now } = app;
  warnIfOpenToAll(app);

  const isShared = isRemoteDatabase(settings.dbPath);
  // The only process of a database file may take over what earlier ones had claimed.
  if (!isShared) await releaseStaleLeases(kv, app.instance, now());
  await rescheduleOverdue(app);
  runner = openJobRunner(app, jobHandlers);
  tellJobs(kv, runner.expect);
  await ensurePurgeJob(app);
  await ensureCountJob(app);
  startSchedule(app, runner);
  const clock = watchClock(app);
  await clock.check();
  const instances = isShared ? watchInstances(app) : null;
  await instances?.check();
  runner.wake();
  const ticking = setInterval(app.admission.tick, TICK_MS);
  const ledgerCheck = waitForStart(stopping.signal).then(() => checkLedgers(app)).catch((error) => {
    app.log.fault("ledger-check", error);
  });
  void ledgerCheck.then(() => stopping.signal.aborted ? null : app.dailyBackup?.look());

  return {
    app,
    ready: (head, host, socket) => readyPage(app, head, host, socket),
    async stop() {
      stopping.abort();
      // At once, so that nothing is claimed that would only be put back.
      const jobsEnd = runner?.stop(STOP_TIMEOUT_MS);
      clearInterval(ticking);
      await clock.stop();
      await ledgerCheck;
      await app.visits.flush();
      await app.wanted.stop(WANTED_TIMEOUT_MS);
      // Last: an email that is accepted after its lease was released is sent again.
      await jobsEnd;
      await app.responseParser.close();
      await instances?.stop();
      kv.close();
    },
  };
}

/** Waits until the program has started, or is to stop. */
function waitForStart(stopping: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, QUIET_START_MS);
    stopping.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
