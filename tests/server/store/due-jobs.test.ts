import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Job, JobWork } from "$lib/server/store/job.ts";
import { jobKinds, jobLimits } from "$lib/server/jobs/job-limits.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import type { JobHandler } from "$lib/server/jobs/job-handler.ts";
import { eachDueJob, releaseStaleLeases } from "$lib/server/store/due-jobs.ts";
import { changeJob, getJob, newJob, writeJob } from "$lib/server/store/jobs.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { alteredStore } from "../../support/altered-store.ts";
import { type TestApp, testApp } from "../../support/test-app.ts";

const works = {
  sync: { kind: "sync", hostId: "h", connectionId: "c" },
  expire: { kind: "expire", bookingId: "b" },
} satisfies Record<string, JobWork>;

async function fill(app: TestApp, work: JobWork, count: number, dueAt = app.now()): Promise<Job[]> {
  const jobs = Array.from({ length: count }, () => newJob({ hostId: "h", work, dueAt }, app.now()));
  for (let i = 0; i < count; i += 100) {
    const op = app.kv.atomic();
    for (const job of jobs.slice(i, i + 100)) writeJob(op, job);
    await op.commit();
  }
  return jobs;
}

/** Every kind does the same. */
function all(doing: JobHandler): Record<JobWork["kind"], JobHandler> {
  return Object.fromEntries(jobKinds.map((kind) => [kind, doing])) as Record<
    JobWork["kind"],
    JobHandler
  >;
}

/** The store, with a count of how many records were asked for: of the index by kind, and of jobs. */
function counting(kv: Deno.Kv) {
  const read = { due: {} as Record<string, number>, jobs: 0 };
  const counted = alteredStore(kv, {
    list(selector: { prefix: Deno.KvKey }, options: Deno.KvListOptions) {
      const kind = String(selector.prefix[1]);
      if (selector.prefix[0] === "job_due") {
        read.due[kind] = (read.due[kind] ?? 0) + (options.batchSize ?? 100);
      }
      return kv.list(selector, options);
    },
    get(key: Deno.KvKey) {
      if (key[0] === "job") read.jobs++;
      return kv.get(key);
    },
  });
  return { kv: counted, read };
}

Deno.test("the runner reads no kind that has no room, and of the others no more than there is room for", async () => {
  const app = await testApp();
  await fill(app, works.sync, 1_000);
  await fill(app, works.expire, 50);
  const { kv, read } = counting(app.kv);
  const stuck = new Set<string>();
  const { promise: full, resolve } = Promise.withResolvers<void>();
  const runner = openJobRunner({ ...app, kv }, {
    ...all(() => Promise.resolve({ state: "done" })),
    sync: (_, job) => {
      if (stuck.add(job.id).size === jobLimits.sync.concurrency) resolve();
      return new Promise(() => {});
    },
  });
  runner.wake();
  await full;
  const atFirst = read.due.sync!;
  assert(
    atFirst <= jobLimits.sync.concurrency + 1,
    `${atFirst} entries for ${jobLimits.sync.concurrency} places`,
  );
  for await (
    const _ of until(async () => (await Array.fromAsync(eachDueJob(app.kv, "expire"))).length === 0)
  ) {
    runner.wake();
  }
  assert.equal(read.due.sync, atFirst);
  await runner.stop(0);
});

Deno.test("an index row without a due job delays no other, and goes", async () => {
  const app = await testApp();
  const gone = Array.from({ length: 40 }, (_, n) => keys.jobDue("expire", n, `gone${n}`));
  for (const key of gone) await app.kv.set(key, "h");
  const [job] = await fill(app, works.expire, 1);
  const runner = openJobRunner(app, all(() => Promise.resolve({ state: "done" })));
  await runner.drain();
  await runner.stop(0);
  assert.equal((await getJob(app.kv, job!.id)).value?.state, "done");
  assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: keys.jobsDue() })), []);
});

Deno.test("releaseStaleLeases reads leased jobs, not those that are due", async () => {
  const app = await testApp();
  await fill(app, works.expire, 300);
  const [claimed] = await fill(app, works.sync, 1);
  const was = await getJob(app.kv, claimed!.id) as Deno.KvEntry<Job>;
  await changeJob(app.kv, was, {
    ...claimed!,
    state: "running",
    leaseOwner: "dead",
    dueAt: app.now() + 1,
  });
  const { kv, read } = counting(app.kv);
  assert.equal(await releaseStaleLeases(kv, app.instance, app.now()), 1);
  assert.deepEqual(read, { due: {}, jobs: 1 });
  assert.equal((await getJob(app.kv, claimed!.id)).value?.state, "waiting");
  assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: keys.jobClaims() })), []);
});

Deno.test("a job dated in the future causes no read of what is due, and begins at its time", async () => {
  const app = await testApp();
  await fill(app, works.sync, 200, app.now() + HOUR);
  const [first] = await fill(app, works.sync, 1);
  const seen: string[] = [];
  const doing: JobHandler = (_, job) => {
    seen.push(job.id);
    return Promise.resolve({ state: "done" });
  };
  const runner = openJobRunner(app, all(doing));
  await runner.drain();
  assert.deepEqual(seen, [first!.id]);
  app.at(app.now() + HOUR);
  await runner.drain();
  await runner.stop(0);
  assert.equal(seen.length, 201);
});

Deno.test("a kind that cannot be claimed now holds up no other, and is tried again", async () => {
  const app = await testApp();
  const [sync] = await fill(app, works.sync, 1), [expiry] = await fill(app, works.expire, 1);
  let isBroken = true;
  const kv = alteredStore(app.kv, {
    get(key: Deno.KvKey) {
      if (isBroken && key[1] === sync!.id) throw new Error("disk I/O error");
      return app.kv.get(key);
    },
  });
  const runner = openJobRunner({ ...app, kv }, all(() => Promise.resolve({ state: "done" })));
  await runner.drain();
  assert.equal((await getJob(app.kv, expiry!.id)).value?.state, "done");
  isBroken = false;
  await runner.drain();
  await runner.stop(0);
  assert.equal((await getJob(app.kv, sync!.id)).value?.state, "done");
});

/** Goes round, a turn of the event loop each, until something holds. */
async function* until(holds: () => Promise<boolean>): AsyncGenerator<void> {
  while (!await holds()) {
    yield;
    await new Promise((turn) => setTimeout(turn));
  }
}
