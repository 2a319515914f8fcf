import assert from "node:assert/strict";
import { closingLines } from "./conclude.ts";
import { runAll, type RunResult } from "./run-all.ts";
import type { Job } from "./run-job.ts";

const count = `
  const count = (name: string) => {
    const path = new URL(name, import.meta.url), n = Number(readOr(path)) + 1;
    Deno.writeTextFileSync(path, String(n));
    return n;
  };
  function readOr(path: URL) { try { return Deno.readTextFileSync(path); } catch { return "0"; } }
`;

/** Made-up test files by name, run as the runner does. */
async function runFiles(
  files: Record<string, string>,
  more: Partial<Job> = {},
): Promise<RunResult & { attempts(name: string): number }> {
  const folder = await Deno.makeTempDir({ prefix: "invito-runner-" });
  try {
    const jobs = await Promise.all(
      Object.entries(files).map(async ([name, text]): Promise<Job> => {
        const path = `${folder}/${name}.test.ts`;
        await Deno.writeTextFile(path, text);
        return {
          name,
          kind: "in-process",
          args: ["test", "-A", "--no-check", path],
          env: {},
          hasTests: true,
          mayTryAgain: true,
          limitSeconds: 60,
          after: Promise.resolve(),
          ...more,
        };
      }),
    );
    const result = await runAll(jobs, new Map());
    const counts = new Map<string, number>();
    for (const { name } of Deno.readDirSync(folder)) {
      if (!name.endsWith(".ts")) {
        counts.set(name, Number(Deno.readTextFileSync(`${folder}/${name}`)));
      }
    }
    return { ...result, attempts: (name) => counts.get(name) ?? 0 };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const closing = (result: RunResult) => closingLines(result, false).filter((line) => line !== "");

Deno.test("a test that fails every second time counts as passed once, and is named as flaky", async () => {
  const result = await runFiles({
    twice: `${count}
      Deno.test("steady", () => void count("steady"));
      Deno.test("every (second) time", async (t) => {
        await t.step("before", () => {});
        await t.step("it", () => { if (count("second") % 2 === 1) throw new Error("no"); });
      });`,
  });
  assert.deepEqual(result.red, []);
  assert.equal(result.passed, 4);
  assert.deepEqual(closing(result), [
    "flaky: twice: every (second) time (passed at attempt 2, alone)",
    "4 passed, 0 failed",
  ]);
  assert.equal(result.attempts("steady"), 1, "what passed does not run again");
});

Deno.test("a red test runs three times, and is named at the end with what it said", async () => {
  const result = await runFiles({
    "a": `${count} Deno.test("is red", () => { throw new Error("here " + count("red")); });`,
    "b": `Deno.test("is green", () => {});`,
  });
  assert.equal(result.attempts("red"), 3);
  const lines = closing(result);
  assert.equal(lines[0], "Failed: a: is red");
  assert.match(lines[1]!, /Error: here 3/);
  assert.deepEqual(lines.slice(-2), ["red: a: is red", "1 passed, 1 failed"]);
});

Deno.test("a red test of an invariant runs once", async () => {
  const invariant =
    `${count} Deno.test("holds", () => { if (count("n") === 1) throw new Error(); });`;
  const result = await runFiles({ invariant }, { mayTryAgain: false });
  assert.equal(result.attempts("n"), 1);
  assert.deepEqual(closing(result).slice(-2), ["red: invariant: holds", "0 passed, 1 failed"]);
});

Deno.test("a file without an end is killed at its limit with all that it started, and is named", async () => {
  const marker = `${80_000 + Deno.pid}.25`;
  const result = await runFiles({
    endless: `Deno.test("waits", async () => {
      // A process group of its own, as a browser has.
      await new Deno.Command("setsid", { args: ["sleep", "${marker}"] }).output();
    });`,
  }, { limitSeconds: 1, mayTryAgain: false });
  assert.deepEqual(closing(result).slice(-2), [
    "red: endless: no end within 1 s",
    "0 passed, 1 failed",
  ]);
  const { stdout } = await new Deno.Command("pgrep", { args: ["-f", `^sleep ${marker}`] }).output();
  assert.equal(new TextDecoder().decode(stdout), "");
});

Deno.test("a file of which no test ran is named: one that cannot be loaded, that ends early, or is empty", async () => {
  const result = await runFiles({
    "unloadable": `import "./nowhere.ts"; Deno.test("never", () => {});`,
    "exits": `Deno.test("leaves", () => {}); Deno.exit(3);`,
    "exits as if all were well": `Deno.test("leaves", () => {}); Deno.exit(0);`,
    "has no test": `export {};`,
    "green": `Deno.test("is green", () => {});`,
  });
  assert.deepEqual(closing(result).slice(-5).sort(), [
    "1 passed, 4 failed",
    "red: exits as if all were well: no test ran",
    "red: exits: no test ran",
    "red: has no test: no test ran",
    "red: unloadable: no test ran",
  ]);
  assert.match(result.red.map(({ text }) => text).join("\n"), /nowhere\.ts/);
});

Deno.test("a command without tests counts as one, and a job whose preparation failed as one that failed", async () => {
  const { red, passed } = await runFiles({ "fine": "" }, { args: ["eval", ""], hasTests: false });
  assert.deepEqual([red, passed], [[], 1]);
  const built = Promise.reject(new Error("the build failed"));
  built.catch(() => {});
  const two = { "page": "", "other": "" };
  const result = await runFiles(two, { after: built, mayTryAgain: false });
  assert.deepEqual(result.red.map(({ test, text }) => [test, text]), [
    ["was not started", "the build failed"],
    ["was not started", "the build failed"],
  ]);
});

Deno.test("what took twice as long as recorded is said before everything else, and what did not run after it", () => {
  const lines = closingLines({
    passed: 7,
    flaky: [{ file: "f", test: "now and then", attempt: 3 }],
    red: [{ file: "r", test: "never", text: "why" }],
    skipped: ["nginx: not installed"],
    slower: [{ file: "s", seconds: 30, recorded: 12.34 }],
    times: new Map(),
    kinds: new Map(),
    secondRoundSeconds: 0,
  }, false);
  assert.deepEqual(lines.slice(lines.indexOf("slower: s: 30.0 s, recorded 12.3 s")), [
    "slower: s: 30.0 s, recorded 12.3 s",
    "flaky: f: now and then (passed at attempt 3, alone)",
    "red: r: never",
    "Not run here:",
    "  nginx: not installed",
    "",
    "7 passed, 1 failed",
  ]);
});
