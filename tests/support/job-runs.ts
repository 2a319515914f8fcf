/** Jobs for the runner, runs of what is due, and of the purge. */
import assert from "node:assert/strict";
import type { App } from "$lib/server/app.ts";
import type { JobHandler } from "$lib/server/jobs/job-handler.ts";
import type { Job, JobWork } from "$lib/server/store/job.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { purge } from "$lib/server/jobs/purge.ts";
import { getJob, newJob, writeJob } from "$lib/server/store/jobs.ts";
import type { TestApp } from "./test-app.ts";

/** One handler for every kind of job. */
export function everyKind(handler: JobHandler): Record<JobWork["kind"], JobHandler> {
  return {
    "send-email": handler,
    "send-sign-in-email": handler,
    "send-team-invitation": handler,
    "send-calendar-alert": handler,
    "send-key-alert": handler,
    "fan-out-event": handler,
    "empty-webhooks": handler,
    "deliver-webhooks": handler,
    "send-webhook-alert": handler,
    "send-departure": handler,
    "write-calendar": handler,
    "schedule-reminders": handler,
    "schedule-agenda-email": handler,
    "send-agenda-email": handler,
    "notify-seats": handler,
    "expire": handler,
    "sync": handler,
    "erase-account": handler,
    "leave-team": handler,
    "close-team": handler,
    "erase-test-booking": handler,
    "send-unsent": handler,
    "purge": handler,
    "count-bookings": handler,
  };
}

/** Stores a job, due now unless said otherwise. */
export async function aJob(
  app: TestApp,
  dueAt = app.now(),
  work: JobWork = { kind: "sync", hostId: "h", connectionId: "c" },
) {
  const job = newJob({ hostId: "h", work, dueAt }, app.now());
  await writeJob(app.kv.atomic(), job).commit();
  return job;
}

/** The job as it is stored. */
export async function storedJob(app: TestApp, job: Job) {
  return (await getJob(app.kv, job.id)).value!;
}

/** Does everything that is due now. */
export async function runDue(app: App): Promise<void> {
  const runner = openJobRunner(app, jobHandlers);
  await runner.drain();
  await runner.stop(1_000);
}

/** Runs whatever is due with one handler, and waits until all of it has ended. */
export async function runDueWith(app: TestApp, handler: JobHandler) {
  const runner = openJobRunner(app, everyKind(handler));
  await runner.drain();
  await runner.stop(0);
}

const purgeWork = { kind: "purge" as const };

/** Runs one step of the purge; after how many milliseconds it wants to run again. */
export async function runPurge(app: App) {
  const end = await purge(app, newJob({ hostId: "", work: purgeWork, dueAt: 0 }, app.now()));
  assert(end.state === "waiting");
  return end.dueAt - app.now();
}

/** How many records there are of a kind. */
export async function countRecords(app: TestApp, family: string): Promise<number> {
  let n = 0;
  for await (const _ of app.kv.list({ prefix: [family] })) n++;
  return n;
}
