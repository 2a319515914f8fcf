import assert from "node:assert/strict";
import { storeRefusalOf } from "$lib/server/requests/store-refusal.ts";
import { withKnownOutcomes } from "$lib/server/kv/known-outcomes.ts";

type Outcome = Deno.KvCommitResult | Deno.KvCommitError;

/** A store behind a network: `send` decides what becomes of a commit, which it may apply several times. */
async function behind(
  send: (apply: () => Promise<Outcome>) => Promise<Outcome>,
  timeoutMs = 5_000,
) {
  const kv = await Deno.openKv(":memory:");
  const { atomic } = kv;
  Object.assign(kv, {
    atomic: () => {
      const op = atomic.call(kv), commit = op.commit.bind(op);
      op.commit = () => send(commit);
      return op;
    },
  });
  return withKnownOutcomes(kv, timeoutMs);
}

const lost = () =>
  Promise.reject(new Error("KV Connect failed to read response body: connection reset"));

Deno.test("withKnownOutcomes: a commit that the client has sent twice has happened", async () => {
  using kv = await behind(async (apply) => {
    await apply();
    return await apply();
  });
  const absent = { key: ["a"], versionstamp: null };
  const first = await kv.atomic().check(absent).set(["a"], 1).commit();
  assert(first.ok);
  assert.equal(first.versionstamp, (await kv.get(["a"])).versionstamp);
  assert(!(await kv.atomic().check(absent).set(["a"], 2).commit()).ok, "the time is taken");
  assert.equal((await kv.get(["a"])).value, 1);
});

Deno.test("withKnownOutcomes: a copy that arrives later is not applied, also without a check", async () => {
  const late: (() => Promise<Outcome>)[] = [];
  using kv = await behind((apply) => {
    late.push(apply);
    return apply();
  });
  assert((await kv.atomic().set(["a"], 1).commit()).ok);
  assert((await kv.atomic().set(["a"], 2).commit()).ok);
  assert(!(await late[0]!()).ok);
  assert.equal((await kv.get(["a"])).value, 2);
});

Deno.test("withKnownOutcomes: after a lost answer the mark is read, whether it happened or not", async () => {
  for (const isApplied of [true, false]) {
    let sent = 0;
    using kv = await behind(async (apply) => {
      if (++sent > 1) return await apply();
      if (isApplied) await apply();
      return await lost();
    });
    const absent = { key: ["a"], versionstamp: null };
    assert((await kv.atomic().check(absent).set(["a"], 1).commit()).ok);
    assert.equal((await kv.get(["a"])).value, 1);
  }
});

Deno.test("withKnownOutcomes: ten checks leave no room for another, and hold by themselves", async () => {
  using kv = await behind(async (apply) => {
    await apply();
    return await apply();
  });
  const op = kv.atomic().set(["guard", 0], 1);
  for (let n = 0; n < 10; n++) op.check({ key: ["guard", n], versionstamp: null });
  assert((await op.commit()).ok);
});

Deno.test("withKnownOutcomes: a server that does not answer is said in time, and is a refusal that passes", async () => {
  using kv = await behind(() => new Promise(() => {}), 20);
  const error = await kv.atomic().set(["a"], 1).commit().catch((error) => error);
  assert.equal(storeRefusalOf(error)?.code, "busy");
});

Deno.test("withKnownOutcomes: an error of the server itself is thrown on", async () => {
  using kv = await behind(() => Promise.reject(new Error("Writes are disabled for this database")));
  await assert.rejects(kv.atomic().set(["a"], 1).commit(), /disabled/);
});
