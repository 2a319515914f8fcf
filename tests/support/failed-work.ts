/** A host whose work went wrong. */
import assert from "node:assert/strict";
import type { Job, JobError, JobWork } from "$lib/server/store/job.ts";
import { changeJob, getJob, listJobsOfBooking, newJob, writeJob } from "$lib/server/store/jobs.ts";
import type { TestApp } from "./test-app.ts";
import { ask, town } from "./town.ts";

const down: JobError = { from: "mail-server", code: "unreachable", detail: "" };

/** Ada, whom Grace asked for a time, and the email to Grace in a state of its own. */
export async function failedEmail(change: Partial<Job> = { state: "failed" }) {
  const { app, host } = await town({ app: { sendMail: () => Promise.resolve() } });
  const { booking } = await ask(app);
  const jobs = await listJobsOfBooking(app.kv, booking.id);
  const { id } = jobs.find(({ work }) => work.kind === "send-email" && work.to === "guest")!;
  await changeWork(app, id, { attempts: 3, lastError: down, ...change });
  return { app, host, booking, id };
}

/** Changes a job as its runner would. */
export async function changeWork(app: TestApp, id: string, change: Partial<Job>): Promise<void> {
  const entry = await getJob(app.kv, id);
  assert(entry.versionstamp !== null);
  assert(await changeJob(app.kv, entry, { ...entry.value, ...change }));
}

/** A job of a host that went wrong. */
export async function failedWork(
  app: TestApp,
  hostId: string,
  work: JobWork,
  change: Partial<Job> = { state: "failed" },
): Promise<Job> {
  const job = newJob({ hostId, work, dueAt: app.now() }, app.now());
  await writeJob(app.kv.atomic(), job).commit();
  await changeWork(app, job.id, change);
  return (await getJob(app.kv, job.id)).value!;
}
