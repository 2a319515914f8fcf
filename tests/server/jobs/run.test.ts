import assert from "node:assert/strict";
import type { JobHandler, JobResult } from "$lib/server/jobs/job-handler.ts";
import type { Job, JobWork, NewJob } from "$lib/server/store/job.ts";
import { LEASE_MS, openJobRunner } from "$lib/server/jobs/run.ts";
import { rescheduleOverdue } from "$lib/server/jobs/reschedule-overdue.ts";
import { retryJob } from "$lib/server/jobs/retry.ts";
import { commit } from "$lib/server/store/commit.ts";
import { eachUnfinishedJob, releaseStaleLeases } from "$lib/server/store/due-jobs.ts";
import {
  changeJob,
  getJob,
  listJobsNeedingAttention,
  newJob,
  writeJob,
} from "$lib/server/store/jobs.ts";
import { type TestApp, testApp } from "../../support/test-app.ts";

const HOUR = 3_600_000;

function doings(doing: JobHandler): Record<JobWork["kind"], JobHandler> {
  return {
    "send-email": doing,
    "send-sign-in-email": doing,
    "send-calendar-alert": doing,
    "write-calendar": doing,
    "schedule-reminders": doing,
    "schedule-agenda-email": doing,
    "send-agenda-email": doing,
    "notify-seats": doing,
    "expire": doing,
    "sync": doing,
    "erase-account": doing,
    "erase-test-booking": doing,
    "send-unsent": doing,
    "purge": doing,
  };
}

async function aJob(
  app: TestApp,
  dueAt = app.now(),
  work: JobWork = { kind: "sync", hostId: "h", connectionId: "c" },
) {
  const job = newJob({ hostId: "h", work, dueAt }, app.now());
  await writeJob(app.kv.atomic(), job).commit();
  return job;
}

async function state(app: TestApp, job: Job) {
  return (await getJob(app.kv, job.id)).value!;
}

/** Runs whatever is due and waits until all of it has ended. */
async function runDue(app: TestApp, doing: JobHandler) {
  const runner = openJobRunner(app, doings(doing));
  await runner.drain();
  await runner.stop(0);
}

Deno.test("a due job is done once, one that is not due is left alone", async () => {
  using app = await testApp();
  const due = await aJob(app);
  const later = await aJob(app, app.now() + HOUR);
  const seen: string[] = [];
  const doing: JobHandler = (_, job) => {
    seen.push(job.id);
    return Promise.resolve<JobResult>({ state: "done" });
  };
  await runDue(app, doing);
  await runDue(app, doing);
  assert.deepEqual(seen, [due.id]);
  assert.equal((await state(app, due)).state, "done");
  assert.equal((await state(app, later)).state, "waiting");
});

Deno.test("a job that throws is retried later each time with its error, and fails when its retries are used up", async () => {
  using app = await testApp();
  const job = await aJob(
    app,
    app.now(),
    { kind: "send-sign-in-email", hostId: "h", sealedEmail: "" } as JobWork,
  );
  const failing: JobHandler = () => Promise.reject(new Error("the server is away"));
  let last = 0;
  for (let i = 1; i <= 4; i++) {
    await runDue(app, failing);
    const now = await state(app, job);
    assert.equal(now.state, "waiting");
    assert.equal(now.attempts, i);
    assert.equal(now.lastError, "the server is away");
    assert(now.dueAt - app.now() > last / 2);
    last = now.dueAt - app.now();
    app.at(now.dueAt);
  }
  // Ten minutes of pauses in all, by no clock.
  for (let i = 5; (await state(app, job)).state === "waiting"; i++) {
    assert(i < 10, "it is never given up");
    app.at((await state(app, job)).dueAt);
    await runDue(app, failing);
  }
  assert.equal((await state(app, job)).state, "failed");
  assert.deepEqual(await listJobsNeedingAttention(app.kv, "h", "failed"), [job.id]);

  assert.equal((await retryJob(app, "somebody", job.id)).ok, false);
  assert((await retryJob(app, "h", job.id)).ok);
  await runDue(app, () => Promise.resolve({ state: "done" }));
  assert.equal((await state(app, job)).state, "done");
  assert.deepEqual(await listJobsNeedingAttention(app.kv, "h", "failed"), []);
});

Deno.test("a clock that is set ahead gives nothing up: patience is the sum of its pauses", async () => {
  using app = await testApp();
  const job = await aJob(
    app,
    app.now(),
    { kind: "send-sign-in-email", hostId: "h", sealedEmail: "" } as JobWork,
  );
  const failing: JobHandler = () => Promise.reject(new Error("the server is away"));
  await runDue(app, failing);
  app.at(app.now() + 60 * 24 * HOUR);
  await runDue(app, failing);
  assert.equal((await state(app, job)).state, "waiting");
});

Deno.test("rescheduleOverdue after a jump: retries are due at once, leases are capped, own work is left alone", async () => {
  using app = await testApp();
  const retried = await aJob(app, app.now() + HOUR);
  const meeting = await aJob(app, app.now() + HOUR, { kind: "expire", bookingId: "b" });
  const [theirs, ours] = [await aJob(app), await aJob(app)];
  for (const [job, owner] of [[theirs, "another"], [ours, app.instance]] as const) {
    const entry = await getJob(app.kv, job.id) as Deno.KvEntry<Job>;
    const held = {
      ...job,
      state: "running" as const,
      leaseOwner: owner,
      dueAt: app.now() + 7 * 24 * HOUR,
    };
    assert(await changeJob(app.kv, entry, held));
  }
  await rescheduleOverdue(app, 0);
  assert.equal((await state(app, retried)).dueAt, app.now());
  assert.equal((await state(app, meeting)).dueAt, meeting.dueAt);
  assert.equal((await state(app, theirs)).dueAt, app.now() + LEASE_MS);
  assert.equal((await state(app, ours)).dueAt, app.now() + 7 * 24 * HOUR);
});

Deno.test("two programs over one store do each job once", async () => {
  using app = await testApp();
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
      runDue(app, doing),
      runDue({ ...app, instance: "other" } as TestApp, doing),
    ]);
  }
  assert.equal(seen.length, jobs.length);
  assert.equal(new Set(seen).size, jobs.length);
});

Deno.test("a job whose program died is redone at its lease's end, or at once by a start that has the file alone", async () => {
  using app = await testApp();
  const job = await aJob(app);
  const dead = openJobRunner({ ...app, instance: "dead" }, doings(() => new Promise(() => {})));
  dead.wake();
  while ((await state(app, job)).state !== "running") await new Promise((r) => setTimeout(r));
  const done: JobHandler = () => Promise.resolve({ state: "done" });
  await runDue(app, done);
  assert.equal((await state(app, job)).state, "running", "the lease holds");
  assert.equal(await releaseStaleLeases(app.kv, app.instance, app.now()), 1);
  await runDue(app, done);
  assert.equal((await state(app, job)).state, "done");
  await dead.stop(0);
  assert.equal((await state(app, job)).state, "done", "the dead program's stop gives back nothing");
});

Deno.test("rescheduleOverdue: however often a clock is set, work is given up after full pauses only", async () => {
  using app = await testApp();
  const job = await aJob(app, app.now(), {
    kind: "send-agenda-email",
    hostId: "h",
    date: "2026-11-02",
  });
  const fails: JobHandler = () => Promise.reject(new Error("the mail server is away"));
  for (let jumps = 0; jumps < 40; jumps++) {
    await runDue(app, fails);
    assert.equal((await state(app, job)).state, "waiting", `${jumps}`);
    await rescheduleOverdue(app, 0);
  }
});

Deno.test("what another program does is not begun by one whose clock has just jumped ahead; its own work is", async () => {
  using app = await testApp();
  const theirs = await aJob(app), seen: string[] = [];
  const busy = openJobRunner({ ...app, instance: "busy" }, doings(() => new Promise(() => {})));
  busy.wake();
  while ((await state(app, theirs)).state !== "running") await new Promise((r) => setTimeout(r));
  const own = await aJob(app);
  const doing: JobHandler = (_, { id }) =>
    Promise.resolve({ state: "done" as const }).finally(() => seen.push(id));
  app.at(app.now() + 60 * 24 * HOUR);
  app.clock = { ...app.clock, agreedForMs: () => 30_000 };
  await runDue(app, doing);
  assert.deepEqual(seen, [own.id]);
  app.clock = { ...app.clock, agreedForMs: () => LEASE_MS };
  await runDue(app, doing);
  assert.deepEqual(
    seen,
    [own.id, theirs.id],
    "a lease is over after its length by a clock that stands",
  );
  await busy.stop(0);
});

Deno.test("stop gives back what is not done in time", async () => {
  using app = await testApp();
  const job = await aJob(app);
  const runner = openJobRunner(app, doings(() => new Promise(() => {})));
  runner.wake();
  while ((await state(app, job)).state !== "running") await new Promise((r) => setTimeout(r));
  await runner.stop(1);
  assert.equal((await state(app, job)).state, "waiting");
});

Deno.test("one slow kind of work does not hold up another", async () => {
  using app = await testApp();
  for (let i = 0; i < 20; i++) await aJob(app);
  const letter = await aJob(app, app.now(), {
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
    ...doings(() => new Promise(() => {})),
    "send-email": () => {
      resolve();
      return Promise.resolve({ state: "done" });
    },
  });
  runner.wake();
  await promise;
  await runner.stop(1);
  assert.equal((await state(app, letter)).state, "done");
});

Deno.test("rescheduleOverdue: what a clock ahead put off beyond its kind's limit is due now; deadlines stay", async () => {
  using app = await testApp();
  const year = 365 * 24 * HOUR;
  const letter: JobWork = {
    kind: "send-email",
    emailKind: "expired",
    to: "guest",
    bookingId: "b",
    hostId: "h",
    sequence: 0,
    at: 0,
  };
  const late = [
    await aJob(app, app.now() + year, letter),
    await aJob(app, app.now() + year),
    await aJob(app, app.now() + year, { kind: "schedule-agenda-email", hostId: "h", lastDate: "" }),
  ];
  const right = [
    await aJob(app, app.now() + 24 * HOUR, letter),
    await aJob(app, app.now() + year, { kind: "expire", bookingId: "b" }),
    await aJob(app, app.now() + year, {
      kind: "schedule-reminders",
      bookingId: "b",
      hostId: "h",
      sequence: 0,
      handledUntil: 0,
    }),
  ];
  assert.equal(await rescheduleOverdue(app), late.length);
  for (const job of late) assert.equal((await state(app, job)).dueAt, app.now(), job.work.kind);
  for (const job of right) assert.equal((await state(app, job)).dueAt, job.dueAt, job.work.kind);
  const seen: string[] = [];
  await runDue(app, (_, job) => {
    seen.push(job.id);
    return Promise.resolve({ state: "done" });
  });
  assert.deepEqual(seen.sort(), late.map(({ id }) => id).sort());
});

Deno.test("eachUnfinishedJob: a host's own jobs of the given kinds; those of other hosts are not read", async () => {
  using app = await testApp();
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
  for (const wish of [...[1, 2, 3].map(remind), expire("ada"), expire("grace")]) {
    assert(await commit(writeJob(app.kv.atomic(), newJob(wish, app.now()))));
  }
  const read: string[] = [];
  const get: Deno.Kv["get"] = (key, options) => {
    read.push(String(key[0]));
    return app.kv.get(key, options);
  };
  const kv = new Proxy(app.kv, {
    get: (target, name) => name === "get" ? get : Reflect.get(target, name).bind(target),
  });
  const found = await Array.fromAsync(eachUnfinishedJob(kv, "ada", ["expire"]));
  assert.deepEqual(found.map(({ value }) => value.work), [expire("ada").work]);
  assert.equal(read.length, 1);
});
