import assert from "node:assert/strict";
import { frameOf } from "../../src/tasks/doctor/watch-frame.ts";
import { readSamples } from "../../src/tasks/doctor/prometheus-text.ts";
import { openMeasures } from "$lib/server/runtime/measures.ts";
import { testSecret } from "../support/test-app.ts";
import { startWithHost } from "../support/running-program.ts";
import { runInTerminal, runTaskCommand } from "../support/run-task.ts";
import { tempFolder } from "../support/temp-folder.ts";

Deno.test("readSamples reads what the program writes, with quoted labels", () => {
  const samples = readSamples(
    '# HELP a A.\na{route="/x/[id]",status="2xx"} 3\na{route="{\\"}"} 4\nb 1.5\n',
  );
  assert.equal(samples.total("a"), 7);
  assert.equal(samples.total("a", { status: "2xx" }), 3);
  assert.equal(samples.total("b"), 1.5);
  assert.equal(samples.total("c"), 0);
});

Deno.test("frameOf: requests since the look before, and how quick they were", () => {
  const { requests, lines } = openMeasures();
  for (let i = 0; i < 100; i++) requests.observe(4_000, "/a", "GET", "2xx");
  const before = look(0, lines());
  for (let i = 0; i < 20; i++) requests.observe(i === 0 ? 90 : 4, "/a", "GET", "2xx");
  const after = look(2_000, lines());
  const text = frameOf("http://localhost:8000", after, before).join("\n");
  assert.match(text, /^Requests +10\.0 a second, 95 % within 5 ms,/m);
  assert.match(frameOf("http://localhost:8000", before, null).join("\n"), /95 % within 5000 ms/);
  const failing = { ...after, ready: { ok: false, ms: 3_000 } };
  assert.match(frameOf("http://localhost:8000", failing, before).join("\n"), /^Ready +NO/m);
});

function look(at: number, lines: string[]) {
  return { at, ready: { ok: true, ms: 1 }, samples: readSamples(lines.join("\n")) };
}

Deno.test("doctor: a report, the same as JSON, and a watch of the running program that ends by a key", async (t) => {
  await using program = await startWithHost();
  const { dataDir } = program, withSecret = { INVITO_SESSION_SECRET: testSecret };
  await t.step("report", async () => {
    const { code, stdout } = await runTaskCommand("doctor", dataDir);
    assert.equal(code, 1, "the secret of this program is not in its folder");
    assert.match(stdout, new RegExp(`\nRunning as process ${program.pid} at ${program.address}`));
    assert.match(stdout, /^Must be fixed\n {2}Secret: .*\n {4}→ /m);
  });
  await t.step("JSON", async () => {
    const { code, stdout } = await runTaskCommand("doctor", dataDir, ["--json"]);
    const report = JSON.parse(stdout);
    assert.deepEqual([code, report.ok, report.running.pid], [1, false, program.pid]);
    assert(
      report.findings.every(({ tone, hint }: { tone: string; hint?: string }) =>
        tone === "good" || hint
      ),
    );
  });
  await t.step("watch, a number of times", async () => {
    const args = ["--watch", "--times", "2"];
    const { code, stdout } = await runTaskCommand("doctor", dataDir, args, withSecret);
    assert.equal(code, 0, stdout);
    assert.equal(stdout.match(/^Ready +yes/gm)?.length, 2);
    assert.match(stdout, /^Jobs +\d+ waiting, 0 overdue/m);
    assert.match(stdout, /^Memory +\d+ MB/m);
    assert.match(stdout, /^Requests +\d+\.\d a second/m);
  });
  await t.step("watch with another secret says what is missing", async () => {
    const { code, stdout } = await runTaskCommand("doctor", dataDir, ["--watch", "--times", "1"]);
    assert.equal(code, 1, stdout);
    assert.match(stdout, /answers only who has its session secret/);
  });
  await t.step("watch in a terminal, until q", async () => {
    await Deno.writeTextFile(`${dataDir}/secret`, testSecret, { mode: 0o600 });
    const { code, text } = await runInTerminal("doctor", dataDir, ["--watch"], {
      key: "q",
      after: "Ctrl+C",
    });
    assert.equal(code, 0, text);
    assert(text.includes("\x1b[H\x1b[J"), "it is drawn in place");
    assert.match(text, /q or Ctrl\+C ends/);
  });
});

Deno.test("doctor --watch says that nothing runs; what it does not know is refused", async () => {
  await using folder = await tempFolder();
  const idle = await runTaskCommand("doctor", folder.path, ["--watch"]);
  assert.equal(idle.code, 1);
  assert.match(idle.stderr, /isn’t running/);
  const wrong = await runTaskCommand("doctor", folder.path, ["--wach"]);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /^Usage: /);
});
