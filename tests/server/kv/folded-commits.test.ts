import assert from "node:assert/strict";
import * as fc from "fast-check";
import { foldCommits } from "$lib/server/kv/folded-commits.ts";

type Result = Deno.KvCommitResult | Deno.KvCommitError;

/** The store, and how many transactions were really made. */
async function folding() {
  const kv = await Deno.openKv(":memory:"), { atomic } = kv;
  const made: Deno.AtomicOperation[] = [];
  const failing: Error[] = [];
  kv.atomic = () => {
    const op = atomic.call(kv), { commit } = op;
    op.commit = async () => {
      made.push(op);
      const error = failing.shift();
      if (error) throw error;
      return await commit.call(op);
    };
    return op;
  };
  return { kv: foldCommits(kv), made, failing, [Symbol.dispose]: () => kv.close() };
}

const absent = (key: Deno.KvKey) => ({ key, versionstamp: null });
const stampOf = (result: Result) => result.ok ? result.versionstamp : null;

Deno.test("foldCommits: what comes in one turn, or while a commit is under way, is made as one transaction", async () => {
  using store = await folding();
  const { kv, made } = store;
  const write = (n: number) => kv.atomic().check(absent(["a", n])).set(["a", n], n).commit();
  const under = write(0);
  await Promise.resolve();
  const results = await Promise.all([under, ...[1, 2, 3].map(write)]);
  assert.equal(made.length, 2);
  await Promise.all([4, 5, 6].map(write));
  assert.equal(made.length, 3);
  const [first, ...others] = results.map(stampOf);
  assert(first && others.every((stamp) => stamp !== null && stamp > first));
  assert.equal(new Set(others).size, 1);
  assert.deepEqual((await kv.getMany([["a", 0], ["a", 3]])).map(({ value }) => value), [0, 3]);
});

Deno.test("foldCommits: of commits that check and write the same record exactly one succeeds", async () => {
  using store = await folding();
  const { kv } = store;
  const before = kv.atomic().set(["other"], 1).commit();
  const results = await Promise.all(
    [1, 2, 3].map((n) => kv.atomic().check(absent(["one"])).set(["one"], n).commit()),
  );
  await before;
  assert.deepEqual(results.map(({ ok }) => ok), [true, false, false]);
  assert.equal((await kv.get(["one"])).value, 1);
});

Deno.test("foldCommits: nobody is refused for another's lost check", async () => {
  using store = await folding();
  const { kv } = store;
  await kv.set(["taken"], true);
  const results = await Promise.all(
    ["start", "free", "taken", "late"].map((name) =>
      kv.atomic().check(absent([name])).set([name], name).set(["of", name], true).commit()
    ),
  );
  assert.deepEqual(results.map(({ ok }) => ok), [true, true, false, true]);
  assert.equal((await kv.get(["taken"])).value, true);
  assert.equal((await kv.get(["of", "taken"])).value, null);
});

Deno.test("foldCommits: after an error everybody is told, as nobody knows whether it happened", async () => {
  using store = await folding();
  const { kv, made, failing } = store;
  const first = kv.atomic().set(["first"], 1).commit();
  await Promise.resolve();
  failing.push(new Error("database is locked"));
  const others = ["a", "b"].map((name) => kv.atomic().set([name], 1));
  const results = await Promise.allSettled(others.map((op) => op.commit()));
  assert.equal((await first).ok, true);
  assert.deepEqual(results.map(({ status }) => status), ["rejected", "rejected"]);
  assert.equal(made.length, 2);
  // As after a locked database, each is committed again.
  const again = await Promise.all(others.map((op) => op.commit()));
  assert(again.every(({ ok }) => ok));
  assert.equal((await kv.get(["b"])).value, 1);
});

Deno.test("foldCommits: commits that are too large together are made one by one", async () => {
  using store = await folding();
  const { kv } = store;
  const text = "x".repeat(60_000);
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, n) => kv.atomic().set(["large", n], text).commit()),
  );
  assert(results.every(({ ok }) => ok));
  const refused = kv.atomic().set(["too large"], "x".repeat(70_000)).commit();
  const beside = [1, 2].map((n) => kv.atomic().set(["beside", n], n).commit());
  const unstorable = kv.atomic().set(["function"], () => {}).commit();
  await assert.rejects(refused, TypeError);
  await assert.rejects(unstorable);
  assert((await Promise.all(beside)).every(({ ok }) => ok));
});

Deno.test("foldCommits: many writes and checks go into several transactions", async () => {
  using store = await folding();
  const { kv, made } = store;
  const results = await Promise.all(Array.from({ length: 60 }, (_, n) => {
    const op = kv.atomic();
    for (let i = 0; i < 30; i++) op.set(["w", n, i], i);
    return op.check(absent(["c", n]), absent(["d", n])).commit();
  }));
  assert(results.every(({ ok }) => ok));
  assert(made.length >= 3 && made.length <= 5, `${made.length} transactions`);
});

Deno.test("foldCommits: whatever is committed at once, each result is that of one order", async () => {
  const key = fc.integer({ min: 0, max: 3 });
  const change = fc.record({
    checks: fc.uniqueArray(key),
    writes: fc.array(key, { maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
      using store = await folding();
      const { kv } = store;
      const before = await kv.getMany([0, 1, 2, 3].map((n) => [n]));
      const results = await Promise.all(changes.map(({ checks, writes }, n) => {
        const op = kv.atomic().check(...checks.map((at) => before[at]!));
        for (const at of writes) op.set([at], n);
        return op.commit();
      }));
      // A check holds only while nobody before has written: so whoever succeeded with checks had no earlier writer.
      const stamps = results.map(stampOf);
      for (const [n, { checks }] of changes.entries()) {
        if (stamps[n] === null) continue;
        for (const [m, { writes }] of changes.entries()) {
          const isBefore = m !== n && stamps[m] !== null &&
            (stamps[m]! < stamps[n]! || (stamps[m] === stamps[n] && m < n));
          assert(!isBefore || !checks.some((at) => writes.includes(at)));
        }
      }
      // Refused is only who checks what somebody wrote.
      const written = new Set(changes.flatMap(({ writes }, n) => stamps[n] ? writes : []));
      for (const [n, { checks }] of changes.entries()) {
        if (stamps[n] === null) assert(checks.some((at) => written.has(at)));
      }
    }),
    { numRuns: 60 },
  );
});
