import type { App } from "../../lib/server/app.ts";
import { type JobRunner, openJobRunner } from "../../lib/server/jobs/run.ts";
import { jobHandlers } from "../../lib/server/jobs/handlers.ts";
import { createApp } from "../../lib/server/startup/create-app.ts";
import type { Settings } from "../../lib/server/runtime/settings.ts";
import { openLog } from "../../lib/server/runtime/log.ts";
import { eachJob } from "../../lib/server/store/scan.ts";
import { DAY } from "../../lib/scheduling/durations.ts";

/** An app with a manual clock that sends nothing: emails stay unsent, calendars are stubs. */
export interface SeedTown {
  app: App;
  /** Sets the clock and runs all jobs that are due by then. */
  at(instant: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens the data folder for the seed; the caller holds its lock. */
export async function openSeedTown(settings: Settings, start: number): Promise<SeedTown> {
  let now = start;
  const stopping = new AbortController();
  const held: { runner: JobRunner | null } = { runner: null };
  const app = await createApp({ ...settings, bookingTtlMs: DAY }, "http://localhost", {
    now: () => now,
    wakeJobs: () => held.runner?.wake(),
    stopping: stopping.signal,
    sendMail: null,
    log: openLog(() => {}),
    fetch: () => Promise.reject(new Error("the seed asks nobody")),
  });
  held.runner = openJobRunner(app, jobHandlers);
  return {
    app,
    async at(instant) {
      now = instant;
      held.runner?.wake();
      while (await isBusy(app)) await new Promise((wake) => setTimeout(wake, 5));
    },
    async close() {
      stopping.abort();
      await held.runner?.stop(1000);
      app.kv.close();
    },
  };
}

async function isBusy(app: App): Promise<boolean> {
  for await (const job of eachJob(app.kv)) {
    if (job.state === "running") return true;
    if (job.state === "waiting" && job.dueAt <= app.now()) return true;
  }
  return false;
}
