import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import { runNotifications } from "$lib/server/jobs/run-notifications.ts";
import type { Job } from "$lib/server/store/job.ts";
import { addJobOnce, getJob, newJob } from "$lib/server/store/jobs.ts";
import { type TestApp, testApp, testHost } from "../../support/test-app.ts";

async function addAgenda(app: TestApp, hostId: string, given: Partial<Job>): Promise<Job> {
  const work = { kind: "send-agenda-email", hostId, date: "2026-11-02" } as const;
  const job = { ...newJob({ hostId, work, dueAt: app.now() }, app.now()), ...given };
  await addJobOnce(app.kv, job);
  return job;
}

Deno.test("runNotifications: what is due and what waits after a failure, of this host alone", async () => {
  let woken = 0;
  const app = await testApp({ wakeJobs: () => woken++ });
  const ada = await testHost(app), eve = await testHost(app, { username: "eve" });
  const later = app.now() + HOUR;
  await addAgenda(app, ada.id, {});
  const failed = await addAgenda(app, ada.id, { dueAt: later, totalBackoffMs: 5_000 });
  const planned = await addAgenda(app, ada.id, { dueAt: later });
  const foreign = await addAgenda(app, eve.id, { dueAt: later, totalBackoffMs: 5_000 });
  const running = await addAgenda(app, ada.id, {
    dueAt: later,
    state: "running",
    totalBackoffMs: 1,
  });
  assert.equal(await runNotifications(app, ada.id), 2);
  assert.equal(woken, 1);
  const dueAt = async ({ id }: Job) => (await getJob(app.kv, id)).value?.dueAt;
  assert.equal(await dueAt(failed), app.now());
  for (const each of [planned, foreign, running]) assert.equal(await dueAt(each), later);
});
