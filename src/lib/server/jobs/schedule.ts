import type { App } from "../app.ts";
import type { Runner } from "./run.ts";

/** Everything that is timed, on one page. Deno.cron has no memory and skips a run that overlaps: it wakes, no more. */
export function startSchedule(app: App, runner: Runner, callSyncs: (app: App) => Promise<void>): void {
  const { stopping: signal } = app;
  Deno.cron("requests past their deadline, letters and calendar writes that are due", "* * * * *", { signal }, () => {
    runner.wake();
  });
  Deno.cron("calendars to read again", "* * * * *", { signal }, async () => {
    await callSyncs(app).catch((error) => app.log.fault("call-syncs", error));
    runner.wake();
  });
}
