import assert from "node:assert/strict";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { JobHandler } from "$lib/server/jobs/job-handler.ts";
import { type JobRunner, LEASE_MS, openJobRunner } from "$lib/server/jobs/run.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { changeJob, getJob } from "$lib/server/store/jobs.ts";
import type { Job, JobWork } from "$lib/server/store/job.ts";
import { tellJobs } from "$lib/server/store/told-jobs.ts";
import { alteredStore } from "../../support/altered-store.ts";
import { aJob, everyKind, storedJob } from "../../support/job-runs.ts";
import { type TestApp, testApp } from "../../support/test-app.ts";
import { until } from "../../support/until.ts";

const expire: JobWork = { kind: "expire", bookingId: "b" };
const done: JobHandler = () => Promise.resolve({ state: "done" });

/** A runner that is told of every commit, and whose timers the test ends; nothing else wakes it. */
async function stage(handler = done, of: (app: TestApp) => TestApp = (app) => app) {
  const app = await testApp(), { setTimeout: real } = globalThis;
  const timers = new Map<number, { at: number; ring: () => void }>();
  const runner: JobRunner = openJobRunner(of(app), everyKind(handler));
  tellJobs(app.kv, runner.expect);
  await runner.drain();
  let id = 0;
  const { clearTimeout: realClear } = globalThis;
  globalThis.setTimeout = ((ring: () => void, ms = 0) => {
    // The pauses of a test that waits are real.
    if (ms !== 20 && ms < 1_000) return real(ring, ms);
    timers.set(--id, { at: app.now() + ms, ring });
    return id;
  }) as typeof setTimeout;
  globalThis.clearTimeout = (timer) => {
    if (!timers.delete(timer as number)) realClear(timer);
  };
  const next = () => Math.min(...[...timers.values()].map(({ at }) => at));
  return {
    app,
    runner,
    next,
    /** Moves the clock and ends the timers that end by then. */
    at(instant: number) {
      app.at(instant);
      for (const [id, { at, ring }] of [...timers]) {
        if (at <= instant && timers.delete(id)) ring();
      }
    },
    /** Ends all timers, whatever the clock shows. */
    end() {
      for (const [id, { ring }] of [...timers]) if (timers.delete(id)) ring();
    },
    becomes: (job: Job, state: Job["state"]) =>
      until(`the job is ${state}`, async () => (await storedJob(app, job)).state === state),
    async [Symbol.asyncDispose]() {
      globalThis.setTimeout = real;
      globalThis.clearTimeout = realClear;
      await runner.stop(0);
      app[Symbol.dispose]();
    },
  };
}

Deno.test("a job of any commit is begun at its instant by its timer alone, and nothing is set for none", async () => {
  await using jobs = await stage();
  assert.equal(jobs.next(), Infinity, "a program with nothing to do does not look");
  const { app } = jobs, start = app.now();
  const later = await aJob(app, start + 90 * MINUTE, expire);
  assert.equal(jobs.next(), start + 90 * MINUTE);
  const sooner = await aJob(app, start + MINUTE);
  assert.equal(jobs.next(), start + MINUTE);
  jobs.at(start + MINUTE);
  await jobs.becomes(sooner, "done");
  await until("the timer is set", () => jobs.next() === start + 90 * MINUTE);
  jobs.at(start + 90 * MINUTE);
  await jobs.becomes(later, "done");
});

Deno.test("what is due when it is committed is begun though nobody wakes the runner", async () => {
  await using jobs = await stage();
  const job = await aJob(jobs.app);
  jobs.at(jobs.app.now() + 20);
  await jobs.becomes(job, "done");
});

Deno.test("a job that a change makes due earlier is begun then; one whose commit fails says nothing", async () => {
  await using jobs = await stage();
  const { app } = jobs, start = app.now();
  const job = await aJob(app, start + DAY);
  const entry = await getJob(app.kv, job.id) as Deno.KvEntry<Job>;
  assert(await changeJob(app.kv, entry, { ...job, dueAt: start + 5 * MINUTE }));
  assert.equal(jobs.next(), start + 5 * MINUTE);
  assert.equal(await changeJob(app.kv, entry, { ...job, dueAt: start + MINUTE }), false);
  assert.equal(jobs.next(), start + 5 * MINUTE);
  jobs.at(start + 5 * MINUTE);
  await jobs.becomes(job, "done");
});

Deno.test("a timer that ends late, as after a computer's sleep, begins everything that is due", async () => {
  await using jobs = await stage();
  const { app } = jobs, start = app.now();
  const all = [
    await aJob(app, start + MINUTE),
    await aJob(app, start + 2 * MINUTE, expire),
    await aJob(app, start + 3 * MINUTE),
  ];
  jobs.at(start + DAY);
  for (const job of all) await jobs.becomes(job, "done");
});

Deno.test("a clock that was set back makes a timer wait for the rest", async () => {
  await using jobs = await stage();
  const { app } = jobs, start = app.now();
  const job = await aJob(app, start + MINUTE);
  app.at(start - MINUTE);
  jobs.end();
  assert.equal(jobs.next(), start + MINUTE);
  assert.equal((await storedJob(app, job)).state, "waiting");
  jobs.at(start + 2 * MINUTE);
  await jobs.becomes(job, "done");
});

Deno.test("a job in months is waited for without looking all the time", async () => {
  await using jobs = await stage();
  const { app } = jobs, start = app.now();
  const job = await aJob(app, start + 60 * DAY, expire);
  assert.equal(jobs.next(), start + 2 ** 31 - 1);
  for (const days of [25, 50]) {
    jobs.at(start + days * DAY);
    assert(jobs.next() > start + days * DAY + 9 * DAY);
  }
  jobs.at(start + 60 * DAY);
  await jobs.becomes(job, "done");
});

Deno.test("what another program holds is taken when its lease has ended", async () => {
  await using jobs = await stage();
  const { app } = jobs, start = app.now();
  const dead = openJobRunner({ ...app, instance: "dead" }, everyKind(() => new Promise(() => {})));
  const job = await aJob(app, start + MINUTE);
  app.at(start + MINUTE);
  dead.wake();
  await jobs.becomes(job, "running");
  // The claim of another program: this one's store did not tell of it.
  jobs.runner.lookFor(["sync"]);
  await until("the timer is set", () => jobs.next() === start + MINUTE + LEASE_MS);
  jobs.at(start + MINUTE + LEASE_MS);
  await jobs.becomes(job, "done");
  await dead.stop(0);
});

Deno.test("a job that another program takes under the runner's eyes is looked for after its lease", async () => {
  let isTaken = false;
  await using jobs = await stage(done, (app) => {
    // Another program claims the job between the look and the claim.
    const kv = alteredStore(app.kv, {
      async get(key: Deno.KvKey) {
        const entry = await app.kv.get<Job>(key);
        if (key[0] === "job" && isTaken && entry.value) {
          await app.kv.set(key, { ...entry.value, state: "running", leaseOwner: "other" });
          isTaken = false;
        }
        return entry;
      },
    });
    return { ...app, kv };
  });
  const { app } = jobs, start = app.now();
  isTaken = true;
  await aJob(app, start + MINUTE);
  jobs.at(start + MINUTE);
  await until("the timer is set", () => jobs.next() === start + MINUTE + LEASE_MS);
});

Deno.test("a kind that cannot be read is looked for again after five seconds", async () => {
  let isAway = false;
  await using jobs = await stage(done, (app) => {
    const { list } = app.kv;
    app.kv.list = ((...args: Parameters<typeof list>) => {
      if (isAway) throw new Error("the store is away");
      return list.apply(app.kv, args);
    }) as typeof list;
    return app;
  });
  const { app } = jobs, start = app.now();
  const job = await aJob(app, start + MINUTE);
  isAway = true;
  jobs.at(start + MINUTE);
  await until("the timer is set", () => jobs.next() === start + MINUTE + 5_000);
  isAway = false;
  jobs.at(start + MINUTE + 5_000);
  await jobs.becomes(job, "done");
  assert(app.logged.some(({ event }) => event === "job-look"));
});

Deno.test("a job's instant stands in the key that the store tells of", async () => {
  const app = await testApp();
  const told: unknown[] = [];
  tellJobs(app.kv, (...args) => told.push(args));
  await app.kv.atomic().set(["other"], 1).set(keys.jobDue("sync", 5, "id"), "h").commit();
  assert.deepEqual(told, [["sync", 5]]);
});
