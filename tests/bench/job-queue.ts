/** How quickly jobs are begun and finished: with 100 of their kind due, with 100,000, and beside 100,000 of a kind without room. */
import type { JobWork } from "$lib/server/store/job.ts";
import { jobKinds } from "$lib/server/jobs/job-limits.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import type { JobHandler } from "$lib/server/jobs/job-handler.ts";
import { newJob, writeJob } from "$lib/server/store/jobs.ts";
import { testApp } from "../support/test-app.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { type Measured, median } from "./bench-table.ts";

const FEW = 100, MANY = 100_000;
const ROUNDS = 30;

const emailWork: JobWork = {
  kind: "send-email",
  emailKind: "guest-confirmed",
  to: "guest",
  bookingId: "b",
  hostId: "h",
  sequence: 0,
  at: 0,
};
const sync: JobWork = { kind: "sync", hostId: "h", connectionId: "c" };

export async function measureJobs(): Promise<Measured[]> {
  await using folder = await tempFolder();
  const few = await queue(`${folder.path}/few`, 0);
  const many = await queue(`${folder.path}/many`, MANY, emailWork);
  const beside = await queue(`${folder.path}/beside`, MANY, sync);
  const took = { few: [] as number[], many: [] as number[], beside: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [which, run] of Object.entries({ few, many, beside })) {
      const ms = await run.some();
      // The first third warms up.
      if (round >= ROUNDS / 3) took[which as keyof typeof took].push(ms);
    }
  }
  for (const { close } of [few, many, beside]) await close();
  const baseline = { what: "100 due", value: median(took.few) };
  const unit = `ms for ${FEW}`, aim = { most: 1.3, of: "ratio" as const };
  return [
    { what: "emails, 100,000 due", value: median(took.many), unit, baseline, aim },
    {
      what: "emails, beside 100,000 readings without room",
      value: median(took.beside),
      unit,
      baseline,
      aim,
    },
  ];
}

/** A store with so many due jobs and a runner of its own; `some` adds 100 emails and waits until as many are done. */
async function queue(path: string, count: number, work: JobWork = emailWork) {
  const app = await testApp({ kv: await Deno.openKv(path) });
  const add = async (work: JobWork, count: number) => {
    for (let i = 0; i < count; i += 100) {
      const op = app.kv.atomic();
      for (let n = i; n < i + 100; n++) {
        writeJob(op, newJob({ hostId: "h", work, dueAt: app.now() }, app.now()));
      }
      await op.commit();
    }
  };
  await add(work, count);
  let left = 0, reached = () => {};
  const stuck: JobHandler = () => new Promise(() => {});
  const send: JobHandler = async () => {
    if (left === 0) await new Promise<void>((on) => waiting.push(on));
    if (--left === 0) reached();
    return { state: "done" };
  };
  const waiting: (() => void)[] = [];
  const doings = Object.fromEntries(
    jobKinds.map((kind) => [kind, kind === "send-email" ? send : stuck]),
  );
  const runner = openJobRunner(app, doings as Record<JobWork["kind"], JobHandler>);
  runner.wake();
  return {
    async some(): Promise<number> {
      await add(emailWork, FEW);
      const { promise, resolve } = Promise.withResolvers<void>();
      reached = resolve;
      const begun = performance.now();
      left = FEW;
      for (const on of waiting.splice(0)) on();
      runner.wake();
      await promise;
      return performance.now() - begun;
    },
    async close() {
      await runner.stop(0);
      app.kv.close();
    },
  };
}
