import assert from "node:assert/strict";
import { checkStoreVersion, STORE_VERSION } from "$lib/server/store/installation.ts";
import { keys } from "$lib/server/store/keys.ts";

async function messageFor(version: number | null): Promise<string | null> {
  using kv = await Deno.openKv(":memory:");
  if (version !== null) await kv.set(keys.version(), version);
  const message = await checkStoreVersion(kv);
  assert.equal((await kv.get(keys.version())).value, version ?? STORE_VERSION, "never overwritten");
  return message;
}

Deno.test("checkStoreVersion: an empty store takes today's version", async () => {
  assert.equal(await messageFor(null), null);
  assert.equal(await messageFor(STORE_VERSION), null);
});

Deno.test("checkStoreVersion: a store of another version is refused in a sentence", async () => {
  assert.match(await messageFor(STORE_VERSION - 1) ?? "", /^An earlier version of Invito wrote/);
  assert.match(await messageFor(STORE_VERSION + 1) ?? "", /^A newer version of Invito wrote/);
});
