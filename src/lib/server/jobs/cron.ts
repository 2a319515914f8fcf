import type { App } from "../app.ts";
import type { JobRunner } from "./run.ts";

/**
 * Everything that is timed, on one page. Deno.cron has no memory, skips a run that overlaps and sleeps on when the wall
 * clock is set back: it wakes, no more. What must happen all the same, the runner's own timer looks for.
 */
export function startCron({ stopping: signal }: App, runner: JobRunner): void {
  Deno.cron("expiry and write-back", "* * * * *", { signal }, () => runner.wake());
}
