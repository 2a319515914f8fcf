import type { App } from "../app.ts";
import type { Runner } from "./run.ts";

/** Everything that is timed, on one page. Deno.cron has no memory and skips a run that overlaps: it wakes, no more. */
export function startSchedule({ stopping: signal }: App, runner: Runner): void {
  Deno.cron("expiry and write-back", "* * * * *", { signal }, () => runner.wake());
}
