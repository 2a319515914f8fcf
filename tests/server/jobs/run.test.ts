import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { JobHandler, JobResult } from "$lib/server/jobs/job-handler.ts";
import type { JobWork, NewJob } from "$lib/server/store/job.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { retryJob } from "$lib/server/jobs/retry.ts";
import { commit } from "$lib/server/kv/commit.ts";
import { eachUnfinishedJob, releaseStaleLeases } from "$lib/server/store/due-jobs.ts";
import { listJobsNeedingAttention, newJob, writeJob } from "$lib/server/store/jobs.ts";
import { alteredStore } from "../../support/altered-store.ts";
import { type TestApp, testApp } from "../../support/test-app.ts";
import { aJob, everyKind, runDueWith, storedJob } from "../../support/job-runs.ts";

Deno.test("a due job is done once, one that is not due is left alone", async () => {
  const app = await testApp();
  const due = await aJob(app);
  const later = await aJob(app, app.now() + HOUR);
  const seen: string[] = [];
  const doing: JobHandler = (_, job) => {
    seen.push(job.id);
    return Promise.resolve<JobResult>({ state: "done" });
  };
  await runDueWith(app, doing);
  await runDueWith(app, doing);
  assert.deepEqual(seen, [due.id]);
  assert.equal((await storedJob(app, due)).state, "done");
  assert.equal((await storedJob(app, later)).state, "waiting");
});

Deno.test("a job that throws is retried later each time with its error, and fails when its retries are used up", async () => {
  const app = await testApp();
  const job = await aJob(
    app,
    app.now(),
    { kind: "send-sign-in-email", hostId: "h", sealedEmail: "" } as JobWork,
  );
  const failing: JobHandler = () => Promise.reject(new Error("the server is away"));
  let last = 0;
  for (let i = 1; i <= 4; i++) {
    await runDueWith(app, failing);
    const now = await storedJob(app, job);
    assert.equal(now.state, "waiting");
    assert.equal(now.attempts, i);
    assert.deepEqual(now.lastError, { from: "program", code: "", detail: "the server is away" });
    assert(now.dueAt - app.now() > last / 2);
    last = now.dueAt - app.now();
    app.at(now.dueAt);
  }
  // Ten minutes of pauses in all, by no clock.
  for (let i = 5; (await storedJob(app, job)).state === "waiting"; i++) {
    assert(i < 10, "it is never given up");
    app.at((await storedJob(app, job)).dueAt);
    await runDueWith(app, failing);
  }
  assert.equal((await storedJob(app, job)).state, "failed");
  assert.deepEqual(await listJobsNeedingAttention(app.kv, "h", "failed"), [job.id]);

  assert.equal((await retryJob(app, "somebody", job.id)).ok, false);
  assert((await retryJob(app, "h", job.id)).ok);
  await runDueWith(app, () => Promise.resolve({ state: "done" }));
  assert.equal((await storedJob(app, job)).state, "done");
  assert.deepEqual(await listJobsNeedingAttention(app.kv, "h", "failed"), []);
});

Deno.test("two programs over one store do each job once", async () => {
  const app = await testApp();
  const jobs = [];
  for (let i = 0; i < 30; i++) jobs.push(await aJob(app));
  const seen: string[] = [];
  const doing: JobHandler = async (_, job) => {
    seen.push(job.id);
    await new Promise((resolve) => queueMicrotask(() => resolve(null)));
    return { state: "done" };
  };
  for (let round = 0; round < 10; round++) {
    await Promise.all([
      runDueWith(app, doing),
      runDueWith({ ...app, instance: "other" } as TestApp, doing),
    ]);
  }
  assert.equal(seen.length, jobs.length);
  assert.equal(new Set(seen).size, jobs.length);
});

Deno.test("a job whose program died is redone at its lease's end, or at once by a start that has the file alone", async () => {
  const app = await testApp();
  const job = await aJob(app);
  const dead = openJobRunner({ ...app, instance: "dead" }, everyKind(() => new Promise(() => {})));
  dead.wake();
  while ((await storedJob(app, job)).state !== "running") await new Promise((r) => setTimeout(r));
  const done: JobHandler = () => Promise.resolve({ state: "done" });
  await runDueWith(app, done);
  assert.equal((await storedJob(app, job)).state, "running", "the lease holds");
  assert.equal(await releaseStaleLeases(app.kv, app.instance, app.now()), 1);
  await runDueWith(app, done);
  assert.equal((await storedJob(app, job)).state, "done");
  await dead.stop(0);
  assert.equal(
    (await storedJob(app, job)).state,
    "done",
    "the dead program's stop gives back nothing",
  );
});

Deno.test("stop gives back what is not done in time", async () => {
  const app = await testApp();
  const job = await aJob(app);
  const runner = openJobRunner(app, everyKind(() => new Promise(() => {})));
  runner.wake();
  while ((await storedJob(app, job)).state !== "running") await new Promise((r) => setTimeout(r));
  await runner.stop(1);
  assert.equal((await storedJob(app, job)).state, "waiting");
});

Deno.test("a job that was not begun is as it was before its claim", async () => {
  const app = await testApp();
  const job = await aJob(app, app.now() - 1);
  const runner = openJobRunner(
    app,
    everyKind(() => {
      void runner.stop(1_000);
      return Promise.resolve({ state: "unbegun" });
    }),
  );
  await runner.drain();
  assert.deepEqual(await storedJob(app, job), job);
  assert.deepEqual(app.logged, []);
});

Deno.test("one slow kind of work does not hold up another", async () => {
  const app = await testApp();
  for (let i = 0; i < 20; i++) await aJob(app);
  const email = await aJob(app, app.now(), {
    kind: "send-email",
    emailKind: "expired",
    to: "guest",
    bookingId: "b",
    hostId: "h",
    sequence: 0,
    at: 0,
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  const runner = openJobRunner(app, {
    ...everyKind(() => new Promise(() => {})),
    "send-email": () => {
      resolve();
      return Promise.resolve({ state: "done" });
    },
  });
  runner.wake();
  await promise;
  await runner.stop(1);
  assert.equal((await storedJob(app, email)).state, "done");
});

Deno.test("eachUnfinishedJob: a host's own jobs of the given kinds; those of other hosts are not read", async () => {
  const app = await testApp();
  const remind = (n: number): NewJob => ({
    hostId: "ada",
    work: {
      kind: "schedule-reminders",
      bookingId: `b${n}`,
      hostId: "ada",
      sequence: 0,
      handledUntil: 0,
    },
    dueAt: app.now() + n,
  });
  const expire = (hostId: string): NewJob => ({
    hostId,
    work: { kind: "expire", bookingId: hostId },
    dueAt: app.now() + 900,
  });
  for (const input of [...[1, 2, 3].map(remind), expire("ada"), expire("grace")]) {
    assert(await commit(writeJob(app.kv.atomic(), newJob(input, app.now()))));
  }
  const read: string[] = [];
  const get: Deno.Kv["get"] = (key, options) => {
    read.push(String(key[0]));
    return app.kv.get(key, options);
  };
  const kv = alteredStore(app.kv, { get });
  const found = await Array.fromAsync(eachUnfinishedJob(kv, "ada", ["expire"]));
  assert.deepEqual(found.map(({ value }) => value.work), [expire("ada").work]);
  assert.equal(read.length, 1);
});

Deno.test("an email that is sent makes the runner look for emails, and every other job for all kinds", async () => {
  const app = await testApp();
  const { list } = app.kv, looked: unknown[] = [];
  app.kv.list = <T>(...args: Parameters<typeof list>) => {
    const [selector] = args;
    if ("prefix" in selector) looked.push(selector.prefix[1]);
    return list.apply(app.kv, args) as Deno.KvListIterator<T>;
  };
  const looksFor = async (kind: JobWork["kind"]) => {
    const job = await aJob(app, app.now(), { kind, hostId: "h", sealedEmail: "" } as JobWork);
    looked.length = 0;
    await runDueWith(app, () => Promise.resolve({ state: "done" }));
    assert.equal((await storedJob(app, job)).state, "done");
    return looked.filter((each) => each === "sync").length;
  };
  assert.equal(await looksFor("send-email"), 1);
  assert.equal(await looksFor("expire"), 2);
});
