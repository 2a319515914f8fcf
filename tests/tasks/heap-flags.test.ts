import assert from "node:assert/strict";
import { heapFlags } from "../../src/tasks/heap-flags.ts";

const MB = 1024 * 1024;

Deno.test("heapFlags: up to 256 MB get the smaller heap, and V8 knows both", async () => {
  assert.match(heapFlags(128 * MB), /--optimize-for-size/);
  assert.match(heapFlags(256 * MB), /--optimize-for-size/);
  assert.doesNotMatch(heapFlags(512 * MB), /--optimize-for-size/);
  assert.equal(heapFlags(null), heapFlags(512 * MB), "of this machine");
  for (const bytes of [128 * MB, Infinity]) {
    const { stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", heapFlags(bytes), "-"],
      stdin: "null",
    }).output();
    assert.equal(new TextDecoder().decode(stderr), "");
  }
});
