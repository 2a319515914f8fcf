/**
 * `rerun.ts TEST_FILE [TRIALS]`: loads a test file once and runs its tests again and again, each time with one early
 * return off. Without trials it runs each test once and says which early returns it came by.
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import "../support/seeded-draws.ts";

/** One early return, and the tests of the file that come by it, with how long each takes. */
export interface Trial {
  guard: number;
  tests: { test: number; ms: number }[];
}

/** A line of the output. */
export type Said =
  | { test: number; passed: boolean; ms: number; guards: number[] }
  | { tries: number }
  | { guard: number; isNoticed: boolean };

type Test = (context: { name: string; step: Step }) => unknown;
type Step = (name: string, run: Test) => Promise<true>;

/** A test that takes so many times as long counts as failed, since it may wait for ever. */
const PATIENCE = 5, LEAST_LIMIT_MS = 20_000;
const { setTimeout, clearTimeout } = globalThis;
const [file = "", trials] = Deno.args;
const tests: Test[] = [];
let off: number | undefined, passedBy = new Set<number>();
/** Fails the test that is running. */
let fail = (_error: unknown) => {};

Object.assign(globalThis, {
  guardStands: (guard: number) => {
    passedBy.add(guard);
    return guard !== off;
  },
});
const afterEach: (() => unknown)[] = [];
Object.assign(Deno, {
  test: Object.assign(
    (_name: string, ...given: unknown[]) => tests.push(given.at(-1) as Test),
    { afterEach: (run: () => unknown) => afterEach.push(run) },
  ),
});
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  fail(event.reason);
});
addEventListener("error", (event) => {
  event.preventDefault();
  fail(event.error);
});
for (const level of ["log", "info", "warn", "error", "debug"] as const) console[level] = () => {};

await import(pathToFileURL(resolve(file)).href);
if (trials) await tryEach(JSON.parse(Deno.readTextFileSync(trials)));
else await runOnce();
Deno.exit(0);

async function runOnce(): Promise<void> {
  for (const [n, test] of tests.entries()) {
    passedBy = new Set();
    const start = performance.now(), passed = await passes(test);
    say({ test: n, passed, ms: performance.now() - start, guards: [...passedBy] });
  }
}

async function tryEach(all: readonly Trial[]): Promise<void> {
  for (const [n, { guard, tests: those }] of all.entries()) {
    let isNoticed = false;
    for (const { test: index, ms } of those) {
      const test = tests[index]!, limitMs = Math.max(LEAST_LIMIT_MS, PATIENCE * ms);
      say({ tries: guard });
      // The first of a process is what a removed early return has left nothing to.
      if (n === 0 && !await passes(test) || await passes(test, guard, limitMs)) continue;
      const isClean = await passes(test);
      if (n > 0 && !isClean) Deno.exit(0);
      isNoticed = true;
      if (isClean) break;
      say({ guard, isNoticed });
      Deno.exit(0);
    }
    say({ guard, isNoticed });
  }
}

async function passes(test: Test, without?: number, limitMs = 600_000): Promise<boolean> {
  off = without;
  let timer: number | undefined;
  const end = new Promise<never>((_, reject) => {
    fail = reject;
    timer = setTimeout(() => reject(new Error("no end")), limitMs) as unknown as number;
  });
  const context = {
    name: "",
    step: async (_: string, run: Test) => (await run(context), true as const),
  };
  try {
    await Promise.race([(async () => await test(context))(), end]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    for (const run of afterEach) await run();
    off = undefined;
  }
}

function say(line: Said): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(line)}\n`));
}
