import assert from "node:assert/strict";
import { foldReads } from "$lib/server/kv/open-store.ts";

/** A store with these records, and what it is asked for: how many keys at a time. */
async function storeWith(records: number) {
  const kv = await Deno.openKv(":memory:"), asked: number[] = [];
  for (let n = 0; n < records; n++) await kv.set(["record", n], n);
  const { get, getMany } = kv;
  Object.assign(kv, {
    get: (...args: Parameters<typeof get>) => (asked.push(1), get.apply(kv, args)),
    getMany: (...args: Parameters<typeof getMany>) => (
      asked.push(args[0].length), getMany.apply(kv, args)
    ),
  });
  return { kv: foldReads(kv), asked, [Symbol.dispose]: () => kv.close() };
}

Deno.test("foldReads: what is asked for in one turn is read together, ten at a time, each for who asked", async () => {
  using store = await storeWith(25);
  const entries = await Promise.all(
    Array.from({ length: 26 }, (_, n) => store.kv.get<number>(["record", n])),
  );
  assert.deepEqual(entries.map(({ key }) => key), Array.from(entries, (_, n) => ["record", n]));
  assert.deepEqual(entries.map(({ value }) => value), [...Array(25).keys(), null]);
  assert.deepEqual(store.asked, [10, 10, 6]);
});

Deno.test("foldReads: what is asked for later is read later, as it is then", async () => {
  using store = await storeWith(1);
  const first = await store.kv.get(["record", 0]);
  await store.kv.set(["record", 0], "changed");
  const second = await store.kv.get(["record", 0]);
  assert.deepEqual([first.value, second.value], [0, "changed"]);
  assert.deepEqual(store.asked, [1, 1]);
});

Deno.test("foldReads: who asks for what cannot be read is told so, and nobody else", async () => {
  using store = await storeWith(2);
  const [good, bad, other] = await Promise.allSettled([
    store.kv.get(["record", 0]),
    store.kv.get(["record".repeat(1_000)]),
    store.kv.get(["record", 1]),
  ]);
  assert.equal(bad.status, "rejected");
  assert(good.status === "fulfilled" && other.status === "fulfilled");
  assert.deepEqual([good.value.value, other.value.value], [0, 1]);
});

Deno.test("foldReads: a store that does not answer is asked once, and everybody is told", async () => {
  let asked = 0;
  const fail = () => (asked++, Promise.reject(new Error("unreachable")));
  const kv = foldReads({ get: fail, getMany: fail } as unknown as Deno.Kv);
  const all = await Promise.allSettled([1, 2, 3].map((n) => kv.get(["record", n])));
  assert.deepEqual(all.map(({ status }) => status), Array(3).fill("rejected"));
  assert.equal(asked, 1);
});
