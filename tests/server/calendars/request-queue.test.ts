import assert from "node:assert/strict";
import { openRequestQueue } from "$lib/server/calendars/request-queue.ts";

/** Requests that end when they are told to. */
function gated() {
  const { request } = openRequestQueue();
  const begun: string[] = [];
  const gates = new Map<string, () => void>();
  const ask = (name: string, isUrgent = false, account = "ada") =>
    request(account, isUrgent, () => {
      begun.push(name);
      const { promise, resolve } = Promise.withResolvers<void>();
      gates.set(name, resolve);
      return promise;
    });
  /** Whoever may begin has begun. */
  const settled = () => new Promise((go) => setTimeout(go));
  return { ask, begun, settled, end: (name: string) => gates.get(name)!() };
}

Deno.test("request: three at a time for an account, one place reserved for interactive requests", async () => {
  const { ask, begun, end, settled } = gated();
  const all = ["a", "b", "c"].map((name) => ask(name));
  await settled();
  assert.deepEqual(begun, ["a", "b"]);
  all.push(ask("quick", true), ask("quick too", true), ask("elsewhere", false, "grace"));
  await settled();
  assert.deepEqual(begun, ["a", "b", "quick", "elsewhere"]);
  end("a");
  await all[0];
  await settled();
  assert.deepEqual(begun.slice(4), ["quick too"]);
  for (const name of ["b", "quick", "quick too"]) end(name);
  await Promise.all([all[1], all[3], all[4]]);
  await settled();
  assert.deepEqual(begun.slice(5), ["c"]);
  end("c");
  end("elsewhere");
  await Promise.all(all);
});

Deno.test("request: a failure releases its place", async () => {
  const { request } = openRequestQueue();
  for (let n = 0; n < 10; n++) {
    const fails = n % 2 === 0 ? Promise.reject(new Error("x")) : null;
    await assert.rejects(request("ada", n < 5, () => {
      if (fails) return fails;
      throw new Error("at once");
    }));
  }
  assert.equal(await request("ada", false, () => Promise.resolve("through")), "through");
});
