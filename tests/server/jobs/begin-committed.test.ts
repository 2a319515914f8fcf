import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { JobHandler } from "$lib/server/jobs/job-handler.ts";
import { jobLimits } from "$lib/server/jobs/job-limits.ts";
import { cancel, request } from "$lib/server/bookings/index.ts";
import { fanOutEvent } from "$lib/server/jobs/handlers.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { openLaneCalls } from "$lib/server/runtime/lane-calls.ts";
import type { Job, JobWork } from "$lib/server/store/job.ts";
import { getJob } from "$lib/server/store/jobs.ts";
import { alteredStore } from "../../support/altered-store.ts";
import { granted } from "../../support/granted.ts";
import { aJob, everyKind, storedJob } from "../../support/job-runs.ts";
import { type TestApp, testApp } from "../../support/test-app.ts";
import { bookingRequest, town } from "../../support/town.ts";
import { subscribe } from "../../support/webhooks/stage.ts";

const expire: JobWork = { kind: "expire", bookingId: "b" };
const done: JobHandler = () => Promise.resolve({ state: "done" });

/** A job as its commit left it. */
async function committed(app: TestApp, work?: JobWork, dueAt?: number) {
  const { id } = await aJob(app, dueAt, work);
  return await getJob(app.kv, id) as Deno.KvEntry<Job>;
}

/** The same store, with the families of keys that were read or listed. */
function reading(kv: Deno.Kv) {
  const families: string[] = [];
  const noting = alteredStore(kv, {
    get(...args: Parameters<Deno.Kv["get"]>) {
      families.push(String(args[0][0]));
      return kv.get(...args);
    },
    list(selector: { prefix: Deno.KvKey }, options: Deno.KvListOptions) {
      families.push(selector.prefix.join(" "));
      return kv.list(selector, options);
    },
  });
  return { kv: noting, families };
}

Deno.test("a job that was just committed begins without being read or looked for", async () => {
  const app = await testApp();
  const { kv, families } = reading(app.kv);
  const begun = Promise.withResolvers<string>();
  const runner = openJobRunner({ ...app, kv }, {
    ...everyKind(done),
    expire: (_, { id }) => {
      begun.resolve(id);
      return Promise.resolve({ state: "done" });
    },
  });
  await runner.drain();
  families.length = 0;
  const entry = await committed(app, expire);
  runner.wake([entry]);
  assert.equal(await begun.promise, entry.value.id);
  assert.deepEqual(families, []);
  await runner.stop(1_000);
  assert.equal((await storedJob(app, entry.value)).state, "done");
});

Deno.test("a job that was just committed waits its turn where others of its kind do", async () => {
  const app = await testApp();
  const order: string[] = [], ends: (() => void)[] = [];
  const full = Promise.withResolvers<void>();
  const runner = openJobRunner(app, {
    ...everyKind(done),
    sync: async (_, { id }) => {
      if (order.push(id) === jobLimits.sync.concurrency) full.resolve();
      await new Promise<void>((end) => ends.push(end));
      return { state: "done" };
    },
  });
  const before: Job[] = [];
  for (let n = 0; n <= jobLimits.sync.concurrency; n++) before.push(await aJob(app));
  app.at(app.now() + 1);
  runner.wake();
  await full.promise;
  const entry = await committed(app);
  runner.wake([entry]);
  const ended = runner.drain();
  while (order.length < before.length + 1) {
    ends.shift()?.();
    await new Promise((turn) => setTimeout(turn));
  }
  for (const end of ends) end();
  await ended;
  assert.equal(order.at(-1), entry.value.id);
  await runner.stop(0);
});

Deno.test("a job that was just committed and that another process has taken does not run here", async () => {
  const app = await testApp();
  const entry = await committed(app, expire);
  const seen: string[] = [];
  const noting = (name: string): JobHandler =>
    Object.assign<JobHandler, Pick<JobHandler, "prepare">>(
      () => Promise.resolve({ state: "done" }),
      {
        prepare: () => {
          seen.push(`${name} reads`);
          return Promise.resolve(() => {
            seen.push(`${name} writes`);
            return Promise.resolve({ state: "done" });
          });
        },
      },
    );
  const own = openJobRunner(app, { ...everyKind(done), expire: noting("own") });
  const other = openJobRunner(
    { ...app, instance: "other" },
    everyKind(() => new Promise(() => {})),
  );
  await own.drain();
  // The job is done there: the runner above had found it.
  const next = await committed(app, expire);
  other.wake();
  while ((await storedJob(app, next.value)).state === "waiting") {
    await new Promise((turn) => setTimeout(turn));
  }
  seen.length = 0;
  own.wake([next]);
  await own.drain();
  assert.deepEqual(seen, ["own reads"]);
  assert.equal((await storedJob(app, next.value)).leaseOwner, "other");
  const last = await committed(app, expire);
  own.wake([last]);
  await own.drain();
  assert.deepEqual(seen.slice(1), ["own reads", "own writes"]);
  assert.equal((await storedJob(app, entry.value)).state, "done");
  await other.stop(0);
  await own.stop(0);
});

Deno.test("a job whose preparation fails is tried again", async () => {
  const app = await testApp();
  const handler: JobHandler = Object.assign((...args: Parameters<JobHandler>) => done(...args), {
    prepare: () => Promise.reject(new Error("cannot read")),
  });
  const runner = openJobRunner(app, { ...everyKind(done), expire: handler });
  await runner.drain();
  const entry = await committed(app, expire);
  runner.wake([entry]);
  await runner.drain();
  await runner.stop(0);
  const { state, attempts, dueAt } = await storedJob(app, entry.value);
  assert.deepEqual([state, attempts], ["waiting", 1]);
  assert(dueAt > app.now());
});

Deno.test("a job that is committed for later does not begin now", async () => {
  const app = await testApp();
  const runner = openJobRunner(app, everyKind(done));
  await runner.drain();
  const entry = await committed(app, expire, app.now() + MINUTE);
  runner.wake([entry]);
  await runner.drain();
  assert.equal((await storedJob(app, entry.value)).state, "waiting");
  app.at(app.now() + MINUTE);
  await runner.drain();
  await runner.stop(0);
  assert.equal((await storedJob(app, entry.value)).state, "done");
});

Deno.test("a booking and its change tell of the jobs of their commits, as they are stored", async () => {
  const told: Deno.KvEntry<Job>[] = [], calls: (string | null)[] = [];
  const { app, host } = await town({
    app: {
      wakeJobs: (committed) => {
        told.push(...committed ?? []);
        if (!committed) calls.push(null);
      },
    },
    type: { slug: "call", decision: "instant" },
  });
  const { subscription } = await subscribe(app, host.id, { url: "https://hooks.example.org/" });
  calls.length = 0;
  const booked = await granted(request(app, bookingRequest({ slug: "call" })));
  const kinds = () => told.map(({ value }) => value.work.kind).sort();
  assert.deepEqual(kinds(), ["fan-out-event", "send-email", "send-email"]);
  for (const entry of told) assert.deepEqual(await getJob(app.kv, entry.value.id), entry);
  const event = told.find(({ value }) => value.work.kind === "fan-out-event")!.value;
  told.length = 0;
  const { id, revision } = booked.booking;
  const by = { actor: "host" as const, hostId: host.id };
  assert((await cancel(app, id, { by, reason: "", revision })).ok);
  assert(kinds().includes("send-email"));
  // Nobody has to look for more.
  assert.deepEqual(calls, []);

  told.length = 0;
  let called = 0;
  app.laneCalls.listen(subscription.id, () => called++);
  await fanOutEvent(app, event);
  assert.deepEqual(kinds(), ["deliver-webhooks"]);
  assert.equal(called, 1);
});

Deno.test("lane calls reach who listens, and nobody afterwards", () => {
  const calls = openLaneCalls(), heard: string[] = [];
  calls.call("lane");
  const end = calls.listen("lane", () => heard.push("first"));
  const endOther = calls.listen("lane", () => heard.push("second"));
  calls.listen("other", () => heard.push("other"));
  calls.call("lane");
  end();
  calls.call("lane");
  endOther();
  calls.call("lane");
  assert.deepEqual(heard, ["first", "second", "second"]);
});
