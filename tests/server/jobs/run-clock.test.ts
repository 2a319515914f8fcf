import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { JobHandler } from "$lib/server/jobs/job-handler.ts";
import type { Job, JobWork } from "$lib/server/store/job.ts";
import { LEASE_MS, openJobRunner } from "$lib/server/jobs/run.ts";
import { rescheduleOverdue } from "$lib/server/jobs/reschedule-overdue.ts";
import { changeJob, getJob } from "$lib/server/store/jobs.ts";
import { testApp } from "../../support/test-app.ts";
import { aJob, everyKind, runDueWith, storedJob } from "../../support/job-runs.ts";

Deno.test("a clock that is set ahead gives nothing up: patience is the sum of its pauses", async () => {
  const app = await testApp();
  const job = await aJob(
    app,
    app.now(),
    { kind: "send-sign-in-email", hostId: "h", sealedEmail: "" } as JobWork,
  );
  const failing: JobHandler = () => Promise.reject(new Error("the server is away"));
  await runDueWith(app, failing);
  app.at(app.now() + 60 * DAY);
  await runDueWith(app, failing);
  assert.equal((await storedJob(app, job)).state, "waiting");
});

Deno.test("rescheduleOverdue after a jump: retries are due at once, leases are capped, own work is left alone", async () => {
  const app = await testApp();
  const retried = await aJob(app, app.now() + HOUR);
  const meeting = await aJob(app, app.now() + HOUR, { kind: "expire", bookingId: "b" });
  const [theirs, ours] = [await aJob(app), await aJob(app)];
  for (const [job, owner] of [[theirs, "another"], [ours, app.instance]] as const) {
    const entry = await getJob(app.kv, job.id) as Deno.KvEntry<Job>;
    const held = {
      ...job,
      state: "running" as const,
      leaseOwner: owner,
      dueAt: app.now() + 7 * DAY,
    };
    assert(await changeJob(app.kv, entry, held));
  }
  await rescheduleOverdue(app, 0);
  assert.equal((await storedJob(app, retried)).dueAt, app.now());
  assert.equal((await storedJob(app, meeting)).dueAt, meeting.dueAt);
  assert.equal((await storedJob(app, theirs)).dueAt, app.now() + LEASE_MS);
  assert.equal((await storedJob(app, ours)).dueAt, app.now() + 7 * DAY);
});

Deno.test("rescheduleOverdue: a program whose clock is a minute ahead keeps its leases", async () => {
  const app = await testApp();
  const job = await aJob(app);
  const entry = await getJob(app.kv, job.id) as Deno.KvEntry<Job>;
  const dueAt = app.now() + MINUTE + LEASE_MS;
  await changeJob(app.kv, entry, { ...job, state: "running", leaseOwner: "ahead", dueAt });
  const { versionstamp } = await getJob(app.kv, job.id);
  assert.equal(await rescheduleOverdue(app), 0);
  assert.equal((await getJob(app.kv, job.id)).versionstamp, versionstamp);
});

Deno.test("rescheduleOverdue: however often a clock is set, work is given up after full pauses only", async () => {
  const app = await testApp();
  const job = await aJob(app, app.now(), {
    kind: "send-agenda-email",
    hostId: "h",
    date: "2026-11-02",
  });
  const fails: JobHandler = () => Promise.reject(new Error("the mail server is away"));
  for (let jumps = 0; jumps < 40; jumps++) {
    await runDueWith(app, fails);
    assert.equal((await storedJob(app, job)).state, "waiting", `${jumps}`);
    await rescheduleOverdue(app, 0);
  }
});

Deno.test("what another program does is not begun by one whose clock has just jumped ahead; its own work is", async () => {
  const app = await testApp();
  const theirs = await aJob(app), seen: string[] = [];
  const busy = openJobRunner({ ...app, instance: "busy" }, everyKind(() => new Promise(() => {})));
  busy.wake();
  while ((await storedJob(app, theirs)).state !== "running") {
    await new Promise((r) => setTimeout(r));
  }
  const own = await aJob(app);
  const doing: JobHandler = (_, { id }) =>
    Promise.resolve({ state: "done" as const }).finally(() => seen.push(id));
  app.at(app.now() + 60 * DAY);
  app.clock = { ...app.clock, agreedForMs: () => 30_000 };
  await runDueWith(app, doing);
  assert.deepEqual(seen, [own.id]);
  app.clock = { ...app.clock, agreedForMs: () => LEASE_MS };
  await runDueWith(app, doing);
  assert.deepEqual(
    seen,
    [own.id, theirs.id],
    "a lease is over after its length by a clock that stands",
  );
  await busy.stop(0);
});

Deno.test("rescheduleOverdue: what a clock ahead put off beyond its kind's limit is due now; deadlines stay", async () => {
  const app = await testApp();
  const year = 365 * DAY;
  const email: JobWork = {
    kind: "send-email",
    emailKind: "expired",
    to: "guest",
    bookingId: "b",
    hostId: "h",
    sequence: 0,
    at: 0,
  };
  const late = [
    await aJob(app, app.now() + year, email),
    await aJob(app, app.now() + year),
    await aJob(app, app.now() + year, { kind: "schedule-agenda-email", hostId: "h", lastDate: "" }),
  ];
  const right = [
    await aJob(app, app.now() + DAY, email),
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
  for (const job of late) assert.equal((await storedJob(app, job)).dueAt, app.now(), job.work.kind);
  for (const job of right) {
    assert.equal((await storedJob(app, job)).dueAt, job.dueAt, job.work.kind);
  }
  const seen: string[] = [];
  await runDueWith(app, (_, job) => {
    seen.push(job.id);
    return Promise.resolve({ state: "done" });
  });
  assert.deepEqual(seen.sort(), late.map(({ id }) => id).sort());
});
