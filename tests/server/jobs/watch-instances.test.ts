import assert from "node:assert/strict";
import { watchInstances } from "$lib/server/jobs/watch-instances.ts";
import { forgetInstance, listInstances, writeSignOfLife } from "$lib/server/kv/instances.ts";
import { addJobOnce, changeJob, getJob, newJob } from "$lib/server/store/jobs.ts";
import type { Job } from "$lib/server/store/job.ts";
import { testApp } from "../../support/test-app.ts";

/** A program whose monotonic clock the test moves; its wall clock says nothing here. */
async function watching() {
  let elapsed = 0.375;
  let wakes = 0;
  const app = await testApp({ elapsed: () => elapsed, wakeJobs: () => wakes++ });
  const watch = watchInstances(app);
  const pass = async (ms: number) => {
    elapsed += ms;
    await watch.check();
  };
  return { app, watch, pass, wakes: () => wakes };
}

async function claimedJob(kv: Deno.Kv, leaseOwner: string): Promise<string> {
  const job = newJob({ hostId: "ada", work: { kind: "purge" }, dueAt: 0 }, 0);
  await addJobOnce(kv, job);
  const entry = await getJob(kv, job.id) as Deno.KvEntry<Job>;
  await changeJob(kv, entry, { ...job, state: "running", leaseOwner, dueAt: 300_000 });
  return job.id;
}

Deno.test("watchInstances: the jobs of a program without a sign of life are due again, no others", async () => {
  const { app, watch, pass } = await watching();
  const [dead, living] = [await claimedJob(app.kv, "dead"), await claimedJob(app.kv, "living")];
  await writeSignOfLife(app.kv, "dead", 9e15);
  for (let seconds = 0; seconds <= 15; seconds += 3) {
    assert.equal((await getJob(app.kv, dead)).value?.state, "running");
    await writeSignOfLife(app.kv, "living", 0);
    await pass(seconds === 0 ? 0 : 3_000);
  }
  assert.equal((await getJob(app.kv, dead)).value?.state, "waiting");
  assert.equal((await getJob(app.kv, living)).value?.state, "running");
  const left = (await listInstances(app.kv)).map(({ instance }) => instance);
  assert.deepEqual(left.sort(), [app.instance, "living"].sort());
  await watch.stop();
  assert.deepEqual((await listInstances(app.kv)).map(({ instance }) => instance), ["living"]);
  app[Symbol.dispose]();
});

Deno.test("watchInstances: what a program that is gone was waiting for is looked for, had it work or not", async () => {
  const { app, watch, pass, wakes } = await watching();
  await writeSignOfLife(app.kv, "dead", 0);
  await writeSignOfLife(app.kv, "stopped", 0);
  await pass(0);
  assert.equal(wakes(), 0);
  // It ends in order, and takes its sign with it.
  const own = (await listInstances(app.kv)).find(({ instance }) => instance === "stopped")!;
  await forgetInstance(app.kv, "stopped", own.versionstamp);
  await pass(3_000);
  assert.equal(wakes(), 1);
  await pass(3_000);
  assert.equal(wakes(), 1);
  await pass(9_000);
  assert.equal(wakes(), 2, "the one without a sign");
  await pass(3_000);
  assert.equal(wakes(), 2);
  await watch.stop();
  app[Symbol.dispose]();
});
