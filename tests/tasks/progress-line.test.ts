import assert from "node:assert/strict";
import { withProgress } from "../../src/tasks/progress-line.ts";

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
