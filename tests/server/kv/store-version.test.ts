import assert from "node:assert/strict";
import {
  checkStoreVersion,
  STORE_VERSION,
  type StoreVersion,
} from "$lib/server/kv/store-version.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { setStoredMove } from "$lib/server/kv/store-move.ts";

const { major, minor } = STORE_VERSION;

async function messageFor(
  version: StoreVersion | number | null,
  after = version ?? STORE_VERSION,
): Promise<string | null> {
  using kv = await Deno.openKv(":memory:");
  if (version !== null) await kv.set(keys.version(), version);
  const message = await checkStoreVersion(kv);
  assert.deepEqual((await kv.get(keys.version())).value, after);
  return message;
}

Deno.test("checkStoreVersion: an empty store takes today's version", async () => {
  assert.equal(await messageFor(null), null);
  assert.equal(await messageFor(STORE_VERSION), null);
});

Deno.test("checkStoreVersion: a store of another major version is refused in a sentence", async () => {
  const earlier = /^An earlier version of Invito wrote/;
  assert.match(await messageFor(4) ?? "", earlier, "before there was a minor version");
  assert.match(await messageFor({ major: major - 1, minor: 9 }) ?? "", earlier);
  assert.match(
    await messageFor({ major: major + 1, minor: 0 }) ?? "",
    /^A newer version of Invito/,
  );
});

Deno.test("checkStoreVersion: a higher minor version is let be, a lower one raised", async () => {
  assert.equal(await messageFor({ major, minor: minor + 1 }), null);
  using kv = await Deno.openKv(":memory:");
  await kv.set(keys.version(), { major, minor });
  const next = { major, minor: minor + 1 };
  assert.deepEqual(
    await Promise.all([
      checkStoreVersion(kv, next),
      checkStoreVersion(kv),
      checkStoreVersion(kv, next),
    ]),
    [null, null, null],
  );
  assert.deepEqual((await kv.get(keys.version())).value, next);
});

Deno.test("checkStoreVersion: a store that is being moved, or was, is refused", async () => {
  using kv = await Deno.openKv(":memory:");
  await setStoredMove(kv, { state: "arriving", other: "/old", at: 0 });
  assert.match(await checkStoreVersion(kv) ?? "", /from \/old are still being put/);
  await setStoredMove(kv, { state: "left", other: "http://kv", at: 0 });
  assert.match(await checkStoreVersion(kv) ?? "", /was moved to http:\/\/kv/);
  await setStoredMove(kv, null);
  assert.equal(await checkStoreVersion(kv), null);
});
