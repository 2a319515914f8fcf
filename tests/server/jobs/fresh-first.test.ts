import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import { sendSignInLink } from "$lib/server/auth/magic-links.ts";
import { request } from "$lib/server/bookings/index.ts";
import { openSmtp } from "$lib/server/email/send.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import type { JobHandler } from "$lib/server/jobs/job-handler.ts";
import { jobLimits } from "$lib/server/jobs/job-limits.ts";
import { notifySeats } from "$lib/server/jobs/notify-seats.ts";
import { type JobRunner, MOST_FRESH, openJobRunner } from "$lib/server/jobs/run.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getJob, newJob } from "$lib/server/store/jobs.ts";
import type { Job, JobWork } from "$lib/server/store/job.ts";
import { openStore } from "$lib/server/kv/open-store.ts";
import { startMisbehavingSmtp } from "../../support/faulty-smtp-server.ts";
import { granted } from "../../support/granted.ts";
import { aJob, everyKind, storedJob } from "../../support/job-runs.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { type TestApp, testApp } from "../../support/test-app.ts";
import { bookingRequest, mondayTen, town } from "../../support/town.ts";
import { until } from "../../support/until.ts";

const places = jobLimits["send-email"].concurrency;
const aLetter = (bookingId = "b", hostId = "h"): Extract<JobWork, { kind: "send-email" }> => ({
  kind: "send-email",
  emailKind: "reminder",
  to: "guest",
  bookingId,
  hostId,
  sequence: 0,
  at: 0,
});
const done: JobHandler = () => Promise.resolve({ state: "done" });

/** An email as its commit left it. */
async function committed(app: TestApp, dueAt = app.now()) {
  const { id } = await aJob(app, dueAt, aLetter());
  return await getJob(app.kv, id) as Deno.KvEntry<Job>;
}

/** A runner whose emails end when they are told to, with the ids of those that were begun, in their order. */
function openStage(app: TestApp) {
  const begun: string[] = [], ends: (() => void)[] = [];
  let isHeld = true;
  const runner = openJobRunner(app, {
    ...everyKind(done),
    "send-email": async (_, { id }) => {
      begun.push(id);
      if (isHeld) await new Promise<void>((end) => ends.push(end));
      return { state: "done" };
    },
  });
  return {
    runner,
    begun,
    /** Ends the earliest of those under way. */
    endOne: () => ends.shift()?.(),
    /** Ends what is under way, and from now on everything at once. */
    endAll() {
      isHeld = false;
      for (const end of ends.splice(0)) end();
    },
    /** Ends some of those under way, the earliest first, and answers what is begun in their place. */
    async next(count: number) {
      const before = begun.length;
      for (const end of ends.splice(0, count)) end();
      await until("as many as ended", () => begun.length >= before + count);
      return begun.slice(before);
    },
    /** Answers what is begun with all places free. */
    async first() {
      await until("all places", () => begun.length >= places);
      return begun.slice();
    },
  };
}

Deno.test("emails of a booking and a sign-in link just asked for go before thousands that are due", async () => {
  await using folder = await tempFolder();
  await using server = await startMisbehavingSmtp();
  const stopping = new AbortController();
  const smtp = { host: "127.0.0.1", port: server.port, user: "", password: "" };
  const send = openSmtp(smtp, {
    domain: "meet.example.org",
    stopping: stopping.signal,
    security: "none",
  });
  let runner: JobRunner | null = null;
  const { app, host } = await town({
    app: {
      kv: await openStore(`${folder.path}/invito.db`),
      wakeJobs: (jobs) => runner?.wake(jobs),
      sendMail: send,
    },
    type: { slug: "call", decision: "instant" },
  });
  app.settings.smtp = { ...smtp, from: { name: "Invito", address: "invito@example.org" } };
  const { id, sequence } = granted(await request(app, bookingRequest({ slug: "call" }))).booking;
  const work = { ...aLetter(id, host.id), sequence, reminderId: "day-before" };
  for (let n = 0; n < 3_000; n += 100) {
    const op = app.kv.atomic();
    for (let each = 0; each < 100; each++) {
      const job = newJob({ hostId: host.id, work, dueAt: app.now() - 1 }, app.now());
      op.set(keys.job(job.id), job).set(keys.jobDue(work.kind, job.dueAt, job.id), host.id);
    }
    await op.commit();
  }
  const others = () => server.taken.filter(({ to }) => to[0] === "grace@example.com").length;
  const isTaken = (address: string) => server.taken.some(({ to }) => to[0] === address);
  const isSignIn = ({ raw }: { raw: string }) => /^Subject: Your sign-in link/m.test(raw);
  runner = openJobRunner(app, jobHandlers);
  runner.wake();
  await until("some of those that were due", () => others() > 2 * places);

  const guest = { email: "tilda@example.net" };
  const start = mondayTen + HOUR;
  const before = others();
  assert((await request(app, bookingRequest({ slug: "call", start, guest }))).ok);
  assert((await sendSignInLink(app, "ada@example.org", "203.0.113.7")).ok);
  await until(
    "both",
    () => isTaken(guest.email) && server.taken.some(isSignIn) || others() > before + 600,
  );
  assert(others() <= before + 300, `${others() - before} of those that were due went before it`);
  await until("the backlog", () => others() > before + 2 * places);
  await runner.stop(20_000);
  stopping.abort();
  assert.equal(server.taken.filter(isSignIn).length, 1);
  assert.equal(server.taken.filter(({ to }) => to[0] === guest.email).length, 1);
});

Deno.test("what was just committed goes first, but one place is for what has waited longest", async () => {
  const app = await testApp();
  const { runner, first, next } = openStage(app);
  const waiting: string[] = [];
  for (let n = 0; n < 3 * places; n++) waiting.push((await aJob(app, n, aLetter())).id);
  runner.wake();
  assert.deepEqual((await first()).sort(), waiting.splice(0, places).sort());
  const fresh: Deno.KvEntry<Job>[] = [];
  for (let n = 0; n < 2 * places; n++) fresh.push(await committed(app));
  runner.wake(fresh);
  const ids = fresh.map(({ value }) => value.id);
  const isFresh = (id: string) => ids.includes(id);
  for (let round = 0; round < 2; round++) {
    const begun = await next(places);
    assert.deepEqual(begun.filter(isFresh).sort(), ids.slice(round * 3, round * 3 + 3).sort());
    assert.deepEqual(begun.filter((id) => !isFresh(id)), waiting.splice(0, 1));
  }
  await runner.stop(0);
});

Deno.test("places that become free while one is being claimed are for what goes first, too", async () => {
  const app = await testApp();
  const { runner, first, endOne, endAll, begun } = openStage(app);
  for (let n = 0; n < 3 * places; n++) await aJob(app, n, aLetter());
  runner.wake();
  const before = await first();
  const fresh: Deno.KvEntry<Job>[] = [];
  for (let n = 1; n < places; n++) fresh.push(await committed(app));
  const ids = fresh.map(({ value }) => value.id);
  const claim = Promise.withResolvers<void>(), { atomic } = app.kv;
  app.kv.atomic = () => {
    const op = atomic.call(app.kv), { set, commit } = op;
    let isClaim = false;
    op.set = (key, value, options) => {
      isClaim ||= key[0] === "job_claim" && key[1] === ids[0];
      return set.call(op, key, value, options);
    };
    op.commit = async () => {
      if (isClaim) endAll();
      if (isClaim) await claim.promise;
      return await commit.call(op);
    };
    return op;
  };
  runner.wake(fresh);
  endOne();
  await until("the end of the others", async () => {
    const jobs = await Promise.all(before.map((id) => getJob(app.kv, id)));
    return jobs.every(({ value }) => value?.state === "done");
  });
  claim.resolve();
  await runner.drain();
  await runner.stop(0);
  const next = begun.slice(places, 2 * places);
  assert.deepEqual(next.filter((id) => ids.includes(id)).sort(), ids.toSorted());
});

Deno.test("an email that is committed for a moment later goes first once it is due", async () => {
  const app = await testApp();
  const { runner, first, next } = openStage(app);
  for (let n = 0; n < 3 * places; n++) await aJob(app, n, aLetter());
  runner.wake();
  await first();
  const entry = await committed(app, app.now() + 15_000);
  runner.wake([entry]);
  assert(!(await next(1)).includes(entry.value.id));
  app.at(app.now() + 15_000);
  assert.deepEqual(await next(1), [entry.value.id]);
  await runner.stop(0);
});

Deno.test("of what was just committed only so many are kept to go first, and the others wait their turn", async () => {
  const app = await testApp();
  const { runner, first, endAll, begun } = openStage(app);
  for (let n = 0; n < 2 * MOST_FRESH; n++) await aJob(app, n, aLetter());
  runner.wake();
  await first();
  const [kept, other] = [await committed(app), await committed(app)];
  const gone = Array.from({ length: MOST_FRESH - 1 }, (_, n) => ({
    ...kept,
    value: { ...kept.value, id: `gone ${n}` },
  }));
  runner.wake([...gone, kept, other]);
  endAll();
  await runner.drain();
  await runner.stop(0);
  assert.equal(begun.at(-1), other.value.id);
  assert(begun.indexOf(kept.value.id) < begun.length - places);
});

Deno.test("a change of a shared slot tells of the emails of its seats, as they are stored", async () => {
  const told: Deno.KvEntry<Job>[] = [];
  const { app, host } = await town();
  const booked = await granted(request(app, bookingRequest()));
  app.wakeJobs = (jobs) => void told.push(...jobs ?? []);
  const { id, revision, start, end } = booked.booking;
  const work: JobWork = {
    kind: "notify-seats",
    hostId: host.id,
    seats: [{ id, revision, event: "cancelled" }],
    previousTime: { start, end },
    at: app.now(),
    listeners: [],
  };
  const job = newJob({ hostId: host.id, work, dueAt: app.now() }, app.now());
  assert.deepEqual(await notifySeats(app, job), { state: "done" });
  assert(told.some(({ value }) => value.work.kind === "send-email"));
  for (const entry of told) assert.deepEqual(await getJob(app.kv, entry.value.id), entry);
  told.length = 0;
  await notifySeats(app, job);
  assert.deepEqual(told, [], "once");
});

Deno.test("what is kept to go first runs once, whoever has it: another program, or the next start", async () => {
  const app = await testApp();
  const { runner, first, next } = openStage(app);
  for (let n = 0; n < 2 * places; n++) await aJob(app, n, aLetter());
  runner.wake();
  const begun = await first();
  const [taken, left] = [await committed(app), await committed(app)];
  const { value: work } = taken;
  runner.wake([taken, left]);
  const claimed = { ...work, state: "running", leaseOwner: "other" } as const;
  await app.kv.set(keys.job(work.id), claimed);
  for (let n = 0; n < places; n++) begun.push(...await next(1));
  assert(begun.includes(left.value.id));
  assert(!begun.includes(work.id), "another program has it");

  const last = await committed(app);
  runner.wake([last]);
  await runner.stop(0);
  const seen: string[] = [];
  const restarted = openJobRunner(app, {
    ...everyKind(done),
    "send-email": (_, { id }) => (seen.push(id), Promise.resolve({ state: "done" })),
  });
  await restarted.drain();
  await restarted.stop(0);
  assert(seen.includes(last.value.id));
  assert.equal((await storedJob(app, last.value)).state, "done");
});
