import assert from "node:assert/strict";
import { deleteRange, purgeOver } from "$lib/server/kv/delete-many.ts";
import { alteredStore } from "../../support/altered-store.ts";

const all = { prefix: ["ends"] };
const purge = purgeOver<number>(all, (endsAt) => endsAt, (op, endsAt) => op.delete(["of", endsAt]));

async function storeOf(count: number): Promise<Deno.Kv> {
  const kv = await Deno.openKv(":memory:");
  for (let n = 0; n < count; n++) await kv.atomic().set(["ends", n], n).set(["of", n], n).commit();
  return kv;
}

async function numbersIn(kv: Deno.Kv, kind: string): Promise<number[]> {
  return (await Array.fromAsync(kv.list<number>({ prefix: [kind] }))).map(({ value }) => value);
}

Deno.test("purgeOver: up to its limit, what is over goes with what belongs to it; the rest is told", async () => {
  using kv = await storeOf(40);
  assert.equal(await purge(kv, 29, 12), true);
  const left = Array.from({ length: 28 }, (_, n) => n + 12);
  assert.deepEqual([await numbersIn(kv, "ends"), await numbersIn(kv, "of")], [left, left]);
  assert.equal(await purge(kv, 29, 100), false);
  assert.deepEqual(await numbersIn(kv, "ends"), left.slice(18));
});

Deno.test("purgeOver: what has changed since it was read stays, with the others of its commit", async () => {
  using kv = await storeOf(3);
  const extended = alteredStore(kv, {
    async *list(...args: Parameters<Deno.Kv["list"]>) {
      yield* await Array.fromAsync(kv.list(...args));
      await kv.set(["ends", 1], 99);
    },
  });
  await purge(extended, 5, 10);
  assert.deepEqual(await numbersIn(kv, "ends"), [0, 99, 2]);
  await purge(kv, 5, 10);
  assert.deepEqual(await numbersIn(kv, "ends"), [99]);
});

Deno.test("deleteRange: more than one commit takes, all but what ends in the part that stays", async () => {
  using kv = await Deno.openKv(":memory:");
  for (let n = 0; n < 450; n++) await kv.set(["of", "ada", n], n);
  await kv.set(["of", "ada", "kept"], -1);
  await kv.set(["of", "ben", 1], 1);
  await deleteRange(kv, { prefix: ["of", "ada"] }, "kept");
  assert.deepEqual(await numbersIn(kv, "of"), [-1, 1]);
});

Deno.test("purgeOver: what does not say until when it is kept stays", async () => {
  using kv = await Deno.openKv(":memory:");
  for (const [name, until] of [["now", 10], ["later", 11], ["broken", NaN], ["unknown", null]]) {
    await kv.set(["kept", name!], { until: until ?? undefined });
  }
  const purge = purgeOver<{ until: number }>({ prefix: ["kept"] }, ({ until }) => until);
  assert.equal(await purge(kv, 10, 100), false);
  const left = await Array.fromAsync(kv.list({ prefix: ["kept"] }));
  assert.deepEqual(left.map(({ key }) => key[1]), ["broken", "later", "unknown"]);
});
