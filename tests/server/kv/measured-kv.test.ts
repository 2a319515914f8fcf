import assert from "node:assert/strict";
import { openMeasures } from "$lib/server/runtime/measures.ts";
import { measureKv } from "$lib/server/kv/measured-kv.ts";

Deno.test("measureKv counts commits by how they ended, and gives what the store gives", async () => {
  const measures = openMeasures();
  using kv = measureKv(await Deno.openKv(":memory:"), measures);
  const { versionstamp } = await kv.set(["a"], 1);
  assert.equal((await kv.get(["a"])).value, 1);
  assert.equal((await kv.getMany([["a"], ["b"]])).length, 2);
  assert((await kv.atomic().check({ key: ["a"], versionstamp }).set(["a"], 2).commit()).ok);
  assert(!(await kv.atomic().check({ key: ["a"], versionstamp }).set(["a"], 3).commit()).ok);
  await kv.delete(["a"]);
  const text = measures.lines().join("\n");
  assert.match(text, /^invito_store_commit_duration_seconds_count\{outcome="written"\} 1$/m);
  assert.match(text, /^invito_store_commit_duration_seconds_count\{outcome="check-failed"\} 1$/m);
  assert.doesNotMatch(text, /^invito_store_errors_total\{/m);
});

Deno.test("measureKv counts what fails by operation and failure, and throws it on", async () => {
  const measures = openMeasures();
  const full = () => Promise.reject(new Error("database or disk is full"));
  const broken = Object.assign(await Deno.openKv(":memory:"), {
    get: () => Promise.reject(new Error("what is this?")),
    set: full,
    atomic: () => ({ commit: full }),
  });
  using kv = measureKv(broken as unknown as Deno.Kv, measures);
  await assert.rejects(kv.get(["a"]), /what is this/);
  await assert.rejects(kv.set(["a"], 1), /full/);
  await assert.rejects(kv.atomic().commit(), /full/);
  const text = measures.lines().join("\n");
  assert.match(text, /^invito_store_errors_total\{operation="read",failure="other"\} 1$/m);
  assert.match(text, /^invito_store_errors_total\{operation="write",failure="full"\} 2$/m);
  assert.match(text, /^invito_store_commit_duration_seconds_count\{outcome="error"\} 1$/m);
});
