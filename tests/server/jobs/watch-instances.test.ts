import assert from "node:assert/strict";
import { watchInstances } from "$lib/server/jobs/watch-instances.ts";
import { listInstances, writeSignOfLife } from "$lib/server/store/instances.ts";
import { addJobOnce, changeJob, getJob, newJob } from "$lib/server/store/jobs.ts";
import type { Job } from "$lib/server/store/job.ts";
import { testApp } from "../../support/test-app.ts";

/** A program whose monotonic clock the test moves; its wall clock says nothing here. */
async function watching() {
  let elapsed = 0.375;
  const app = await testApp({ elapsed: () => elapsed });
  const watch = watchInstances(app);
  const pass = async (ms: number) => {
    elapsed += ms;
    await watch.check();
  };
  return { app, watch, pass };
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
