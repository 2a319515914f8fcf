import assert from "node:assert/strict";
import { inTurns } from "$lib/server/runtime/in-turns.ts";

Deno.test("inTurns: does all of it in order, and lets others have their turn every few milliseconds", async () => {
  const done: string[] = [];
  let now = 0;
  const others = setImmediate(function other() {
    done.push("other");
    if (done.length < 20) setImmediate(other);
  });
  await inTurns([1, 2, 3, 4, 5, 6], (item) => {
    now += item === 3 ? 7 : 2;
    done.push(String(item));
  }, () => now);
  clearImmediate(others);
  assert.deepEqual(done, ["1", "2", "other", "3", "other", "4", "5", "other", "6"]);
});

Deno.test("inTurns: waits for work that waits, and hands on its error", async () => {
  const done: number[] = [];
  await inTurns([1, 2], async (item) => {
    await Promise.resolve();
    done.push(item);
  });
  assert.deepEqual(done, [1, 2]);
  await assert.rejects(inTurns([1], () => Promise.reject(new Error("no"))), /no/);
});
