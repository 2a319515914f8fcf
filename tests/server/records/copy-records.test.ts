import assert from "node:assert/strict";
import { copyRecords, digestRecords, isEmptyStore } from "$lib/server/records/copy-records.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { setStoredMove } from "$lib/server/kv/store-move.ts";
import { fullAccount } from "../../support/full-account.ts";

Deno.test("copyRecords: every record of a full account, and nothing that was there before", async () => {
  const { app } = await fullAccount();
  using to = await Deno.openKv(":memory:");
  await to.set(["host", "gone"], { id: "gone" });
  await to.set([0], "before every word");
  await to.set(["zzz", 1, "last"], "after every word");
  const { records, changing } = await copyRecords(app.kv, to);
  assert.deepEqual(changing, []);
  const [was, is] = [await digestRecords(app.kv), await digestRecords(to)];
  assert.deepEqual(is, was);
  assert.equal(records, was.records);
  assert(records > 100);
  app[Symbol.dispose]();
});

Deno.test("copyRecords: what was interrupted goes on, and writes only what differs", async () => {
  using from = await Deno.openKv(":memory:");
  using to = await Deno.openKv(":memory:");
  for (let n = 0; n < 1_203; n++) await from.set(["record", n], { n, text: "x".repeat(n % 700) });
  await copyRecords(from, to);
  await to.delete(["record", 1_100]);
  await to.set(["record", 3], { n: 3 });
  const { versionstamp } = await to.get(["record", 4]);
  await copyRecords(from, to);
  assert.deepEqual(await digestRecords(to), await digestRecords(from));
  assert.equal((await to.get(["record", 4])).versionstamp, versionstamp, "not written again");
});

Deno.test("copyRecords: a number is the same in whatever form V8 holds it", async () => {
  const counted = (share: number) => ({ share, at: 0 });
  using from = await Deno.openKv(":memory:");
  using to = await Deno.openKv(":memory:");
  await from.set(["rotation"], counted(1));
  const before = await digestRecords(from);
  // Once one with a fraction was read, the whole numbers of this shape are held as if they had one.
  await to.set(["rotation"], counted(0.5));
  await to.get(["rotation"]);
  await to.set(["rotation"], counted(1));
  const { versionstamp } = await to.get(["rotation"]);
  assert.deepEqual(await digestRecords(to), before);
  await copyRecords(from, to);
  assert.equal((await to.get(["rotation"])).versionstamp, versionstamp, "not written again");
});

Deno.test("copyRecords: values of any type are told apart", async () => {
  using kv = await Deno.openKv(":memory:");
  const values = [
    0,
    -0,
    NaN,
    Infinity,
    "0",
    0n,
    1n,
    null,
    undefined,
    true,
    "true",
    [],
    {},
    {
      at: undefined,
    },
    [undefined],
    [null],
    new Date(0),
    new Date(1),
    new Uint8Array([1]),
    new Uint8Array([2]),
    [1],
    new Deno.KvU64(1n),
    new Deno.KvU64(2n),
    new Map([[1, 2]]),
    new Set([1]),
  ];
  const hashes = new Set<string>();
  for (const value of values) {
    await kv.set(["value"], value);
    hashes.add((await digestRecords(kv)).hash);
  }
  assert.equal(hashes.size, values.length);
});

Deno.test("copyRecords: keys and values of any size are within what a commit takes", async () => {
  using from = await Deno.openKv(":memory:");
  using to = await Deno.openKv(":memory:");
  for (let n = 0; n < 950; n++) {
    await from.set(["long keys", "\u{20ac}".repeat(80), "x".repeat(n % 300), n], n);
    if (n % 20 === 0) await from.set(["long values", n], "x".repeat(60_000));
    await from.set(["short", n], n);
  }
  await copyRecords(from, to);
  const copied = await digestRecords(to);
  assert.deepEqual(copied, await digestRecords(from));
  using empty = await Deno.openKv(":memory:");
  await copyRecords(empty, to);
  assert.equal((await digestRecords(to)).records, 0);
});

Deno.test("copyRecords: passes until nothing changes; what goes on changing is named by its guard", async () => {
  using from = await Deno.openKv(":memory:");
  using to = await Deno.openKv(":memory:");
  await from.set(keys.guard("calm"), { version: 1 });
  await from.set(keys.guard("ada"), { version: 0 });
  let version = 0;
  const busyUntil = (pass: number) => async (_: number, now: number) => {
    if (now < pass) await from.set(keys.guard("ada"), { version: ++version });
  };
  assert.deepEqual((await copyRecords(from, to, busyUntil(3))).changing, []);
  assert.deepEqual(await digestRecords(to), await digestRecords(from));
  await from.set(keys.guard("ada"), { version: ++version });
  assert.deepEqual((await copyRecords(from, to, busyUntil(99))).changing, ["ada"]);
});

Deno.test("copyRecords: what programs write at any time is copied, and no reason for another pass", async () => {
  using from = await Deno.openKv(":memory:");
  using to = await Deno.openKv(":memory:");
  for (const key of [keys.readinessProbe(), keys.clockState(), keys.proxyHeaders()]) {
    await from.set(key, 1);
  }
  let passes = 0;
  await copyRecords(from, to, (_, pass) => void (passes = pass));
  assert.equal(passes, 1);
  assert.deepEqual(await digestRecords(to), await digestRecords(from));
});

Deno.test("copyRecords: what tells of the database itself stays there, and other kinds of values arrive", async () => {
  using from = await Deno.openKv(":memory:");
  using to = await Deno.openKv(":memory:");
  await from.set(keys.commitMark("a"), true);
  await from.set(keys.instance("a"), { at: 0 });
  await from.set(keys.syncProgress("a", "calendar"), { done: 1 });
  await setStoredMove(to, { state: "arriving", other: "a", at: 0 });
  assert(await isEmptyStore(from));
  await from.set(["kinds", "words"], { bytes: new Uint8Array([0, 255]), none: undefined, big: 2n });
  assert(!await isEmptyStore(from));
  assert.equal((await copyRecords(from, to)).records, 1);
  assert.deepEqual(
    (await to.get(["kinds", "words"])).value,
    { bytes: new Uint8Array([0, 255]), none: undefined, big: 2n },
  );
  assert.equal((await to.get(keys.storeMove())).versionstamp !== null, true);
});
