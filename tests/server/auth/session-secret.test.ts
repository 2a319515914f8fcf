import assert from "node:assert/strict";
import { ensureSecret, readSecret, SecretError } from "$lib/server/runtime/secret-file.ts";
import { adoptSecret, findSecret, openSecret } from "$lib/server/auth/session-secret.ts";
import { settingsFor, tempFolder } from "../../support/temp-folder.ts";

const other = "0b".repeat(32);

/** A folder whose secret a store in memory knows. */
async function sealedStore() {
  const folder = await tempFolder();
  const settings = settingsFor(folder.path);
  const kv = await Deno.openKv(":memory:");
  const secret = await openSecret(settings, kv);
  return {
    settings,
    kv,
    secret,
    path: `${folder.path}/secret`,
    async [Symbol.asyncDispose]() {
      kv.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

Deno.test("openSecret: a new store gets a secret, and reuses it", async () => {
  await using store = await sealedStore();
  assert.equal(await openSecret(store.settings, store.kv), store.secret);
  assert.equal(readSecret(store.settings), store.secret);
});

const damages: [string, RegExp, (path: string) => void][] = [
  ["missing", /is missing/, (path) => Deno.removeSync(path)],
  ["empty", /is empty/, (path) => Deno.writeTextFileSync(path, "\n")],
  ["half", /64 hex digits/, (path) => Deno.writeTextFileSync(path, "ab".repeat(16))],
  ["no hex", /64 hex digits/, (path) => Deno.writeTextFileSync(path, "xy".repeat(32))],
  ["another one", /isn’t the one that/, (path) => Deno.writeTextFileSync(path, other)],
  ["no file", /can’t be read/, (path) => {
    Deno.removeSync(path);
    Deno.mkdirSync(path);
  }],
];
for (const [what, said, damage] of damages) {
  Deno.test(`openSecret refuses a secret that is ${what} in a sentence, and makes none in its place`, async () => {
    await using store = await sealedStore();
    damage(store.path);
    await assert.rejects(openSecret(store.settings, store.kv), (error) => {
      assert(error instanceof SecretError);
      assert.match(error.message, said);
      assert.ok(error.message.includes(store.path), error.message);
      if (what === "no file") return true;
      for (const option of ["--with-secret", "INVITO_SESSION_SECRET_OLD", "deno task new-secret"]) {
        assert.ok(error.message.includes(option), `${option} in: ${error.message}`);
      }
      return true;
    });
    if (what === "missing") assert.throws(() => Deno.statSync(store.path), Deno.errors.NotFound);
  });
}

Deno.test("openSecret: another INVITO_SESSION_SECRET is refused by its name; the right one needs no file", async () => {
  await using store = await sealedStore();
  const { settings, kv, secret, path } = store;
  await assert.rejects(
    openSecret({ ...settings, sessionSecret: other }, kv),
    /in INVITO_SESSION_SECRET isn’t the one/,
  );
  Deno.removeSync(path);
  assert.equal(await openSecret({ ...settings, sessionSecret: secret }, kv), secret);
});

Deno.test("openSecret: after a rotation the new secret is the store's, and the old one alone is refused", async () => {
  await using store = await sealedStore();
  const { settings, kv, secret } = store;
  const rotated = { ...settings, sessionSecret: other, sessionSecretOld: secret };
  assert.equal(await openSecret(rotated, kv), other);
  assert.equal(await openSecret({ ...settings, sessionSecret: other }, kv), other);
  await assert.rejects(openSecret(settings, kv), /isn’t the one/);
  assert.equal(await openSecret({ ...settings, sessionSecretOld: other }, kv), secret);
});

Deno.test("openSecret: with the old one at hand a file that is missing is made anew", async () => {
  await using store = await sealedStore();
  const { settings, kv, secret, path } = store;
  Deno.removeSync(path);
  const fresh = await openSecret({ ...settings, sessionSecretOld: secret }, kv);
  assert.notEqual(fresh, secret);
  assert.equal(readSecret(settings), fresh);
});

Deno.test("findSecret only reads; startAnew is for who knows what is lost", async () => {
  await using store = await sealedStore();
  const { settings, kv, path } = store;
  Deno.writeTextFileSync(path, other);
  await assert.rejects(findSecret(settings, kv), SecretError);
  assert.equal(await adoptSecret(settings, kv), other);
  assert.equal(await findSecret(settings, kv), other);
  using empty = await Deno.openKv(":memory:");
  await using folder = await tempFolder();
  assert.equal(await findSecret(settingsFor(folder.path), empty), null);
  assert.deepEqual([...Deno.readDirSync(folder.path)], []);
  ensureSecret(settingsFor(folder.path));
});
