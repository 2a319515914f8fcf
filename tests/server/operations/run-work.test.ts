import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import { getWork, listProblems, listWork } from "$lib/server/operations/list-work.ts";
import { retryAll, runNow } from "$lib/server/operations/run-work.ts";
import { workStates } from "$lib/server/operations/work.ts";
import { getJob } from "$lib/server/store/jobs.ts";
import { runDueWith } from "../../support/job-runs.ts";
import { testHost } from "../../support/test-app.ts";
import { changeWork, failedEmail, failedWork } from "../../support/failed-work.ts";

Deno.test("runNow: twice at once, the work runs once", async () => {
  const { app, host, id } = await failedEmail();
  using _ = app;
  const asked = await Promise.all([runNow(app, host.id, id), runNow(app, host.id, id)]);
  assert(asked.some(({ ok }) => ok));
  let runs = 0;
  const count = (_: unknown, job: { id: string }) => {
    if (job.id === id) runs++;
    return Promise.resolve({ state: "done" as const });
  };
  await Promise.all([runDueWith(app, count), runDueWith(app, count), runNow(app, host.id, id)]);
  assert.equal(runs, 1);
  const late = await runNow(app, host.id, id);
  assert.equal(!late.ok && late.refusal.code, "changed");
});

Deno.test("runNow: refused for another host, a sign-in email, work that runs and work that waits for its time", async () => {
  const { app, host, booking, id } = await failedEmail();
  const refusal = async (hostId: string, jobId: string) => {
    const run = await runNow(app, hostId, jobId);
    return run.ok ? null : run.refusal.code;
  };
  const stranger = await testHost(app, { username: "eve" });
  assert.equal(await refusal(stranger.id, id), "not-found");
  assert.deepEqual([await getWork(app, stranger.id, id), (await getWork(app, host.id, id))?.id], [
    null,
    id,
  ]);
  assert.equal((await getJob(app.kv, id)).value!.state, "failed");
  const signIn = { kind: "send-sign-in-email", hostId: host.id, sealedEmail: "" } as const;
  assert.equal(await refusal(host.id, (await failedWork(app, host.id, signIn)).id), "not-found");
  await changeWork(app, id, { state: "running", leaseOwner: "another" });
  assert.equal(await refusal(host.id, id), "changed");
  const { jobs } = await listWork(app, host.id, { states: ["scheduled"], limit: 10 });
  const expiry = jobs.find(({ work }) => work.kind === "expire" && work.bookingId === booking.id)!;
  assert.equal(await refusal(host.id, expiry.id), "changed");
});

Deno.test("listProblems: names what is tried again until it is done, also while it runs", async () => {
  const later = { state: "waiting", totalBackoffMs: 5_000 } as const;
  const { app, host, id } = await failedEmail(later);
  const problems = async () => (await listProblems(app, host.id)).map((job) => job.id);
  assert.deepEqual(await problems(), [id]);
  await changeWork(app, id, { state: "running", leaseOwner: app.instance });
  assert.deepEqual(await problems(), [id]);
  await changeWork(app, id, { state: "failed" });
  assert.deepEqual(await problems(), [id]);
  await changeWork(app, id, { state: "done" });
  assert.deepEqual(await problems(), []);
});

Deno.test("retryAll: runs one group, as far as the key may; an email about a meeting that is over stays unsent", async () => {
  const { app, host, booking, id } = await failedEmail();
  const write = {
    kind: "write-calendar",
    bookingId: booking.id,
    hostId: host.id,
    connectionId: "c",
  } as const;
  const entry = await failedWork(app, host.id, write);
  assert.equal(await retryAll(app, host.id, "entries"), 1);
  assert.equal((await getJob(app.kv, id)).value!.state, "failed");
  await changeWork(app, entry.id, { state: "failed" });
  assert.equal(await retryAll(app, host.id, null, (scope) => scope === "bookings"), 1);
  assert.equal((await getJob(app.kv, entry.id)).value!.state, "failed");

  await changeWork(app, id, { state: "unsent" });
  app.at(booking.end + HOUR);
  assert.equal(await retryAll(app, host.id, "emails"), 0);
});

Deno.test("listWork: a page at a time, of one state, and only the host's own", async () => {
  const { app, host, id } = await failedEmail();
  const failed = await listWork(app, host.id, { states: ["failed"], limit: 10 });
  assert.deepEqual(failed.jobs.map((job) => job.id), [id]);
  const first = await listWork(app, host.id, { states: workStates, limit: 1 });
  assert(first.cursor);
  const second = await listWork(app, host.id, {
    states: workStates,
    limit: 1,
    cursor: first.cursor,
  });
  assert.notEqual(second.jobs[0]!.id, first.jobs[0]!.id);
  const stranger = await testHost(app, { username: "eve" });
  assert.deepEqual((await listWork(app, stranger.id, { states: workStates, limit: 10 })).jobs, []);
});

Deno.test("retryAll: what is being tried is tried again once its try has failed", async () => {
  const trying = { state: "running", totalBackoffMs: 5_000, leaseOwner: "another" } as const;
  for (const end of ["waiting", "done"] as const) {
    const { app, host, id } = await failedEmail(trying);
    using _ = app;
    const retried = retryAll(app, host.id, "emails");
    // Listed as running by then, and looked at again every 200 ms.
    await new Promise((listed) => setTimeout(listed, 100));
    await changeWork(app, id, { state: end, leaseOwner: null, dueAt: app.now() + HOUR });
    assert.equal(await retried, end === "waiting" ? 1 : 0);
    const job = (await getJob(app.kv, id)).value!;
    assert.equal(job.state, end);
    if (end === "waiting") assert.equal(job.dueAt, app.now());
  }
});
