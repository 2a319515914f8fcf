import assert from "node:assert/strict";
import { backUpBeforeRise } from "$lib/server/backups/backup-before-rise.ts";
import { unpackBackup } from "$lib/server/backups/backup-file.ts";
import { checkStoreVersion, getStoreVersion, STORE_VERSION } from "$lib/server/kv/store-version.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { digestRecords } from "$lib/server/records/copy-records.ts";
import { openSealedApp } from "../../support/sealed-folder.ts";
import { settingsFor, tempFolder } from "../../support/temp-folder.ts";

const thread = new URL("../../../src/lib/server/backups/backup-thread.ts", import.meta.url);
const to = { ...STORE_VERSION, minor: STORE_VERSION.minor + 1 };
const name = `before-store-${to.major}.${to.minor}.backup`;

/** A store of this version, which the next one is to raise. */
async function stage(env: Record<string, string> = {}) {
  const folder = await tempFolder();
  const settings = settingsFor(folder.path, env);
  (await openSealedApp(settings)).kv.close();
  const kv = await Deno.openKv(settings.dbPath);
  const dir = settings.backupDir ?? settings.dataDir;
  return {
    kv,
    file: `${dir}/${name}`,
    back: () => backUpBeforeRise(settings, kv, { from: STORE_VERSION, to }, thread),
    /** The label and the hash of the backup. */
    async read() {
      const path = `${folder.path}/unpacked`;
      const label = unpackBackup(`${dir}/${name}`, path);
      using copy = await Deno.openKv(path);
      return { label, digest: await digestRecords(copy) };
    },
    async [Symbol.asyncDispose]() {
      kv.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

Deno.test("backUpBeforeRise: the store as it was, before its version is another", async () => {
  await using at = await stage();
  const was = await digestRecords(at.kv);
  assert.equal(await checkStoreVersion(at.kv, to, at.back), null);
  assert.deepEqual(await getStoreVersion(at.kv), to);
  const { label, digest } = await at.read();
  assert.deepEqual(digest, was);
  assert.deepEqual([label.version, label.secret], [STORE_VERSION, null]);
  assert.equal(Deno.statSync(at.file).mode! & 0o777, 0o600);
});

Deno.test("backUpBeforeRise: not again after a kill before the version was raised, but after any commit", async () => {
  await using at = await stage();
  await at.back();
  const { ino } = Deno.statSync(at.file);
  await at.back();
  assert.equal(Deno.statSync(at.file).ino, ino);
  // The version before ran once more.
  await at.kv.set(keys.proxyHeaders(), { host: "late" });
  await at.back();
  assert.notEqual(Deno.statSync(at.file).ino, ino);
  assert.deepEqual((await at.read()).digest, await digestRecords(at.kv));
});

Deno.test("backUpBeforeRise: without a backup the store is left as it is", async () => {
  await using at = await stage({ INVITO_BACKUP_DIR: "/nowhere/at/all" });
  const was = await digestRecords(at.kv);
  await assert.rejects(
    checkStoreVersion(at.kv, to, at.back),
    /^Error: this version raises the version of the database, and the backup before it can’t be written to \/nowhere\/at\/all\/before-store-\d+\.\d+\.backup: .+ Nothing was changed\./,
  );
  assert.deepEqual(await digestRecords(at.kv), was);
});
