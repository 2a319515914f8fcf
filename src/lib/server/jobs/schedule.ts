import type { App } from "../app.ts";
import type { JobRunner } from "./run.ts";

const EVERY_MINUTE = "* * * * *";

/** Everything that happens at a time, by name, as cron expressions in UTC. */
const timed = {
  sync: EVERY_MINUTE,
  "write-back": EVERY_MINUTE,
  expiry: EVERY_MINUTE,
  reminders: EVERY_MINUTE,
  purge: "17 * * * *",
};

/**
 * Wakes the runner for whatever is due. Deno.cron keeps no record, skips a run that overlaps and sleeps on when the wall
 * clock is set back, so the runner's own timer and the jobs in the store decide what runs and when.
 */
export function startSchedule({ stopping: signal }: App, runner: JobRunner): void {
  for (const [name, expression] of Object.entries(timed)) {
    Deno.cron(name, expression, { signal }, () => runner.wake());
  }
}
