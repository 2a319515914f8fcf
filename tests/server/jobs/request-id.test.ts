import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { jobKinds } from "$lib/server/jobs/job-limits.ts";
import type { JobHandler } from "$lib/server/jobs/job-handler.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { currentRequestId, onBehalfOf } from "$lib/server/runtime/request-id.ts";
import type { JobWork } from "$lib/server/store/job.ts";
import { addJobOnce, getJob, newJob } from "$lib/server/store/jobs.ts";
import { type TestApp, testApp } from "../../support/test-app.ts";

const email: JobWork = { kind: "send-unsent", hostId: "h" };
const sync: JobWork = { kind: "sync", hostId: "h", connectionId: "c" };

Deno.test("jobs act on behalf of the request that asked for them, whoever wakes the runner", async () => {
  const app = await testApp();
  const asked = await addFor(app, "request-one", email);
  const other = await addFor(app, "request-two", email);
  const own = await addFor(app, null, email);
  const seen = new Map<string, string | null>();
  const runner = runnerOf(app, (_app, job) => {
    seen.set(job.id, currentRequestId());
    return Promise.resolve({ state: "done" });
  });
  await onBehalfOf("request-three", () => runner.drain());
  assert.deepEqual([asked, other, own].map((id) => seen.get(id)), [
    "request-one",
    "request-two",
    null,
  ]);
  await runner.stop(0);
});

Deno.test("a job's log lines and the jobs it adds have the id of its request", async () => {
  const app = await testApp();
  await addFor(app, "request-one", sync);
  const runner = runnerOf(app, (_app, { work }) => {
    if (work.kind === "send-unsent") throw new Error("the server is down");
    const newJobs = [{ hostId: "h", work: email, dueAt: app.now() }];
    return Promise.resolve({ state: "done", newJobs });
  });
  await runner.drain();
  await runner.stop(0);
  assert.deepEqual(app.logged.map(({ event, request }) => [event, request]), [
    ["job-failed", "request-one"],
  ]);
});

Deno.test("a job that repeats without end is its request's once; one that waits stays its request's", async () => {
  const app = await testApp();
  const endless = await addFor(app, "request-one", sync);
  const waiting = await addFor(app, "request-one", email);
  const runner = runnerOf(
    app,
    () => Promise.resolve({ state: "waiting", dueAt: app.now() + MINUTE }),
  );
  await runner.drain();
  await runner.stop(0);
  assert.equal((await getJob(app.kv, endless)).value?.requestId, null);
  assert.equal((await getJob(app.kv, waiting)).value?.requestId, "request-one");
});

async function addFor(app: TestApp, requestId: string | null, work: JobWork): Promise<string> {
  const job = onBehalfOf(
    requestId,
    () => newJob({ hostId: "h", work, dueAt: app.now() }, app.now()),
  );
  await addJobOnce(app.kv, job);
  return job.id;
}

function runnerOf(app: TestApp, handler: JobHandler) {
  const handlers = Object.fromEntries(jobKinds.map((kind) => [kind, handler]));
  return openJobRunner(app, handlers as Record<JobWork["kind"], JobHandler>);
}
