import assert from "node:assert/strict";
import { runPool } from "./pool.ts";
import type { Job } from "./run-job.ts";

const job = (name: string, code = "", after: Promise<unknown> = Promise.resolve()): Job => ({
  name,
  kind: "checks",
  args: ["eval", code],
  env: {},
  hasTests: false,
  mayTryAgain: false,
  limitSeconds: 60,
  after,
});

async function run(
  jobs: Job[],
  times: Record<string, [number, number]>,
  width: number,
  onEnd: Parameters<typeof runPool>[2],
): Promise<void> {
  const recorded = Object.entries(times).map(([name, [seconds, cpuSeconds]]) =>
    [name, { seconds, cpuSeconds }] as const
  );
  await runPool(jobs, new Map(recorded), onEnd, width);
}

Deno.test("runPool: what is not recorded first, then the longest first", async () => {
  const times: Record<string, [number, number]> = { short: [1, 1], long: [9, 9], middle: [5, 5] };
  const jobs = ["short", "new", "long", "middle"].map((name) => job(name));
  const ended: string[] = [];
  await run(jobs, times, 1, ({ name }) => void ended.push(name));
  assert.deepEqual(ended, ["new", "long", "middle", "short"]);
});

Deno.test("runPool: a job waits for what it needs, and others do not wait for it", async () => {
  const there = Promise.withResolvers<void>();
  const jobs = [job("needs it", "", there.promise), job("a"), job("b")];
  const ended: string[] = [];
  await run(jobs, {}, 1, ({ name }) => {
    ended.push(name);
    if (ended.length === 2) there.resolve();
  });
  assert.deepEqual(ended, ["a", "b", "needs it"]);
});

Deno.test("runPool: beside as many as there are processors, one that mostly waits, and none that computes", async () => {
  const folder = await Deno.makeTempDir();
  const there = `const isThere = (name) => {
    try { return Deno.statSync("${folder}/" + name).isFile; } catch { return false; }
  };`;
  // Each ends when all three have begun, and the fourth must not have begun before.
  const all = ["a", "b", "waits"], isEach = `${JSON.stringify(all)}.every(isThere)`;
  const meet = (name: string) =>
    job(
      name,
      `${there} Deno.writeTextFileSync("${folder}/${name}", "");
       while (!${isEach}) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);`,
    );
  const jobs = [...all.map(meet), job("computes", `${there} if (!${isEach}) Deno.exit(1);`)];
  const times: Record<string, [number, number]> = {
    a: [30, 27],
    b: [20, 18],
    computes: [10, 10],
    waits: [5, 0.5],
  };
  const failed: string[] = [];
  await run(jobs, times, 2, ({ name }, { cases }) => {
    if (cases[0]!.result === "failed") failed.push(name);
  });
  assert.deepEqual(failed, []);
  await Deno.remove(folder, { recursive: true });
});
