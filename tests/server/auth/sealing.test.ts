import assert from "node:assert/strict";
import * as fc from "fast-check";
import { openSealer } from "../../../src/lib/server/auth/sealing.ts";

const secret = "a1".repeat(32), other = "b2".repeat(32);

Deno.test("openSealer: what was sealed opens again for its own context only", async () => {
  const sealer = openSealer(secret, null);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), fc.string(), async (text, context) => {
      const sealed = await sealer.seal(text.toWellFormed(), context.toWellFormed());
      assert.equal(await sealer.open(sealed, context.toWellFormed()), text.toWellFormed());
      await assert.rejects(() => sealer.open(sealed, context.toWellFormed() + "x"));
    }),
    { numRuns: 50 },
  );
});

Deno.test("openSealer: the same text sealed twice differs and never shows the text", async () => {
  const sealer = openSealer(secret, null);
  const [a, b] = [await sealer.seal("hunter2", "c"), await sealer.seal("hunter2", "c")];
  assert.notEqual(a, b);
  assert(
    !a.includes("hunter2") &&
      !atob(a.split(".")[2]!.replaceAll("-", "+").replaceAll("_", "/")).includes("hunter2"),
  );
});

Deno.test("openSealer: one changed character is refused, wherever it stands", async () => {
  const sealer = openSealer(secret, null);
  const sealed = await sealer.seal("app password", "connection");
  for (let at = 0; at < sealed.length - 1; at++) {
    const changed = sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1);
    await assert.rejects(() => sealer.open(changed, "connection"), `character ${at}`);
  }
});

Deno.test("openSealer: after a rotation the old secret still opens, and new seals carry the new key id", async () => {
  const before = openSealer(secret, null);
  const sealed = await before.seal("app password", "connection");
  const after = openSealer(other, secret);
  assert.equal(await after.open(sealed, "connection"), "app password");
  const fresh = await after.seal("app password", "connection");
  assert.notEqual(fresh.split(".")[1], sealed.split(".")[1]);
  await assert.rejects(() => before.open(fresh, "connection"), /session secret/);
});

Deno.test("openSealer: a signature is good for its text and its purpose, also after a rotation", async () => {
  const before = openSealer(secret, null);
  const signature = await before.sign("ada", "sign-in");
  assert.match(signature, /^[A-Za-z0-9_-]{43}$/);
  const after = openSealer(other, secret);
  assert(await after.verify("ada", "sign-in", signature));
  assert(!await after.verify("ada", "exchange", signature));
  assert(!await after.verify("bob", "sign-in", signature));
  assert(!await after.verify("ada", "sign-in", signature.slice(1)));
  assert(!await openSealer(other, null).verify("ada", "sign-in", signature));
});

Deno.test("openSealer: refuses a secret that is not 64 hex digits", () => {
  assert.throws(() => openSealer("short", null), /64 hex/);
});

Deno.test("openSealer: what was sealed and signed in the store's format stays readable", async () => {
  const sealer = openSealer(secret, null);
  const sealed = "1.tGy9uBrw.WmEtzhGWYoPdmMJsA_xwmOzZtHbPa0kxlJPY99AhV3jk9SLydLVG6iS9XxM";
  assert.equal(await sealer.open(sealed, "connection"), "app password €");
  assert.equal(await sealer.sign("ada", "sign-in"), "3rMubRkU-Ui4e6-DrHK5PoqD82Jkv25nrU6i1k3_xh8");
});
