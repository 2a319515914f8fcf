import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { root } from "../../src/tasks/root.ts";
import { temporalResults } from "../support/temporal-results.ts";

async function withoutTemporal(args: string[]): Promise<{ code: number; output: string }> {
  const preloaded = ["without-temporal", "machine-zone-trap"]
    .map((name) => `--preload=tests/support/${name}.ts`);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [args[0]!, "-A", "--no-check", ...preloaded, ...args.slice(1)],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  return { code, output: text.decode(stdout) + (code === 0 ? "" : text.decode(stderr)) };
}

Deno.test("temporal: the polyfill gives every result of the native one, in every zone", async () => {
  const { code, output } = await withoutTemporal(["run", "tests/support/temporal-results.ts"]);
  assert.equal(code, 0, output);
  const { isNative, results } = JSON.parse(output);
  assert.equal(isNative, false);
  assert.ok("Temporal" in globalThis);
  assert.deepEqual(results, JSON.parse(JSON.stringify(temporalResults())));
});

Deno.test("temporal: the scheduling tests pass in a runtime without Temporal", async () => {
  const files = globSync("tests/{scheduling,icalendar}/*.test.ts", { cwd: root })
    .filter((file) => /scheduling|vtimezone|zone-transitions/.test(file))
    .filter((file) => !file.endsWith("/temporal.test.ts"));
  assert.ok(files.length > 15, files.join(" "));
  const { code, output } = await withoutTemporal(["test", ...files]);
  assert.equal(code, 0, output);
});

Deno.test("temporal: what uses Temporal in src/lib imports it from temporal.ts", async () => {
  const using: string[] = [];
  for (const file of globSync("src/lib/**/*.{ts,svelte}", { cwd: root })) {
    const source = await Deno.readTextFile(`${root}/${file}`);
    if (!/^(?! *(\*|\/\/)).*\bTemporal\./m.test(source) || file.endsWith("/temporal.ts")) continue;
    using.push(file);
    assert.match(source, /^import \{ Temporal(?:, zonedAt)? \} from ".*temporal\.ts";$/m, file);
  }
  assert.ok(using.length > 1, "the search finds the files");
});
