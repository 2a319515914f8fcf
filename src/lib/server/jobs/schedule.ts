import type { App } from "../app.ts";
import type { JobRunner } from "./run.ts";

const EVERY_MINUTE = "* * * * *";

/** Named schedules as cron expressions in UTC. */
const schedules = {
  sync: EVERY_MINUTE,
  "write-back": EVERY_MINUTE,
  expiry: EVERY_MINUTE,
  reminders: EVERY_MINUTE,
  purge: "17 * * * *",
};

/**
 * Wakes the runner for due jobs. Deno.cron keeps no record, skips overlapping runs and sleeps on when the wall clock
 * is set back, so the runner's timer and the stored jobs decide what runs and when.
 */
export function startSchedule({ stopping: signal }: App, runner: JobRunner): void {
  for (const [name, expression] of Object.entries(schedules)) {
    Deno.cron(name, expression, { signal }, () => runner.wake());
  }
}
