import assert from "node:assert/strict";
import {
  addIdentity,
  deleteIdentity,
  getHostIdByIdentity,
  listIdentities,
} from "$lib/server/store/identities.ts";

Deno.test("identities: one belongs to one host, and only that host deletes it", async () => {
  using kv = await Deno.openKv(":memory:");
  const identity = { hash: "one", issuer: "https://issuer.example" };
  assert(await addIdentity(kv, "ada", identity));
  assert.equal(await addIdentity(kv, "grace", identity), false);
  assert.equal(await deleteIdentity(kv, "grace", "one", null), false);
  assert.equal(await getHostIdByIdentity(kv, "one"), "ada");
});

Deno.test("identities: one is deleted while the one that is kept still signs in", async () => {
  using kv = await Deno.openKv(":memory:");
  for (const hash of ["one", "two"]) {
    assert(await addIdentity(kv, "ada", { hash, issuer: "https://issuer.example" }));
  }
  assert(await deleteIdentity(kv, "ada", "one", "two"));
  assert.equal(await deleteIdentity(kv, "ada", "two", "one"), false);
  assert.deepEqual((await listIdentities(kv, "ada")).map(({ hash }) => hash), ["two"]);
});
