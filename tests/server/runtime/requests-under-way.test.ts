import assert from "node:assert/strict";
import { openRequestsUnderWay } from "$lib/server/runtime/requests-under-way.ts";

Deno.test("work in the background begins at once when no request is under way", async () => {
  const requests = openRequestsUnderWay();
  assert.equal(await stateOf(requests.letPass(60_000)), "passed");
});

Deno.test("work in the background waits until the last request is answered", async () => {
  const requests = openRequestsUnderWay();
  const first = Promise.withResolvers<void>(), second = Promise.withResolvers<void>();
  const answers = [requests.answer(() => first.promise), requests.answer(() => second.promise)];
  const passed = requests.letPass(60_000);
  first.resolve();
  await answers[0];
  assert.equal(await stateOf(passed), "waits");
  second.resolve();
  await answers[1];
  assert.equal(await stateOf(passed), "passed");
});

Deno.test("a request that throws holds nothing up", async () => {
  const requests = openRequestsUnderWay();
  await requests.answer(() => Promise.reject(new Error("broken"))).catch(() => {});
  assert.equal(await stateOf(requests.letPass(60_000)), "passed");
});

Deno.test("a request that never ends holds work up for a limited time", async () => {
  const requests = openRequestsUnderWay();
  void requests.answer(() => new Promise(() => {}));
  await requests.letPass(5);
});

Deno.test("a request that waits for its client is not under way until it goes on", async () => {
  const requests = openRequestsUnderWay();
  const arrival = Promise.withResolvers<string>(), end = Promise.withResolvers<void>();
  const answer = requests.answer(async () => {
    assert.equal(await requests.waitForClient(arrival.promise), "body");
    assert.equal(requests.count, 1);
    await end.promise;
  });
  assert.equal(requests.count, 0);
  assert.equal(await stateOf(requests.letPass(60_000)), "passed");
  arrival.resolve("body");
  end.resolve();
  await answer;
  assert.equal(requests.count, 0);
});

/** Whether a promise is settled now. */
async function stateOf(passed: Promise<void>): Promise<"passed" | "waits"> {
  const nextTurn = new Promise<"waits">((resolve) => setTimeout(() => resolve("waits"), 0));
  return await Promise.race([passed.then(() => "passed" as const), nextTurn]);
}
