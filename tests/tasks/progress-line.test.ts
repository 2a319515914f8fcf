import assert from "node:assert/strict";
import { openProgress, withProgress } from "../../src/tasks/progress-line.ts";

/** An output that remembers what was written to it. */
function output(isTerminal: boolean) {
  const out = {
    text: "",
    isTerminal: () => isTerminal,
    writeSync(bytes: Uint8Array) {
      out.text += new TextDecoder().decode(bytes);
      return bytes.length;
    },
  };
  return out;
}

Deno.test("withProgress uses one line of a terminal, which is empty at the end", async () => {
  const out = output(true);
  const answer = await withProgress("Installing", async (tell) => {
    tell("12");
    while (!out.text.includes("12")) await new Promise((turn) => setTimeout(turn, 10));
    return 42;
  }, out);
  assert.equal(answer, 42);
  assert(!out.text.includes("\n"));
  assert.match(out.text, /Installing … 12, \d+ s/);
  assert(out.text.endsWith("\r\x1b[K"));
  await assert.rejects(withProgress("Building", () => Promise.reject(new Error("no")), out), /no/);
  assert(out.text.endsWith("\r\x1b[K"), "also when it fails");
});

Deno.test("withProgress writes one plain line where there is no terminal", async () => {
  const out = output(false);
  await withProgress("Installing", (tell) => Promise.resolve(tell("12")), out);
  assert.equal(out.text, "Installing …\n");
});

Deno.test("openProgress shows percent and the time left on one line of a terminal", () => {
  const out = output(true);
  let now = 0;
  const progress = openProgress("Backing up", out, () => now);
  progress.report(0, 200);
  now = 100;
  progress.report(50, 200);
  assert(!out.text.includes("25"), "not more often than one can read");
  now = 4_000;
  progress.report(50, 200);
  assert(out.text.endsWith("\r\x1b[KBacking up … 25 %, about 12 s left"));
  now = 600_000;
  progress.report(100, 200);
  assert(out.text.endsWith("Backing up … 50 %, about 10 min left"));
  now = 601_000;
  progress.report(300, 200);
  assert(out.text.endsWith("Backing up … 100 %"), "a file may become larger than was thought");
  progress.end();
  assert(out.text.endsWith("\r\x1b[K"));
  assert(!out.text.includes("\n"));
});

Deno.test("openProgress prints a line for every tenth elsewhere, and none of what is quick", () => {
  const out = output(false);
  let now = 0;
  const progress = openProgress("Backing up", out, () => now);
  for (let done = 0; done <= 30; done++) progress.report(done, 100);
  assert.equal(out.text, "");
  now = 3_000;
  for (let done = 30; done <= 100; done++) progress.report(done, 100);
  progress.end();
  const lines = out.text.trimEnd().split("\n");
  assert.deepEqual(
    lines.map((line) => line.match(/\d+ %/)![0]),
    [3, 4, 5, 6, 7, 8, 9, 10].map((n) => `${n}0 %`),
  );
  assert.equal(lines[0], "Backing up: 30 %, about 7 s left");
});

Deno.test("openProgress says what follows the last byte, with the time that it takes", () => {
  const out = output(true), plain = output(false);
  let now = 0;
  const progress = openProgress("Restoring", out, () => now);
  const elsewhere = openProgress("Restoring", plain, () => now);
  now = 3_000;
  progress.follow("Checking every page");
  elsewhere.follow("Checking every page");
  now = 8_000;
  progress.follow("Checking every page");
  elsewhere.follow("Checking every page");
  assert(out.text.endsWith("\r\x1b[KChecking every page … 5 s"));
  assert.equal(plain.text, "Checking every page …\n");
});
