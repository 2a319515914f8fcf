import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { ensureSecret } from "$lib/server/runtime/secret-file.ts";
import { NotABackup, writeBackup } from "$lib/server/backups/backup-file.ts";
import { restoreInto } from "../../src/tasks/restore-backup.ts";
import { StoreMissing } from "$lib/server/backups/copy-store.ts";
import { STORE_VERSION as version } from "$lib/server/kv/store-version.ts";
import { settingsFor, tempFolder } from "../support/temp-folder.ts";

const key = ["greeting"];

async function stored(path: string): Promise<unknown> {
  using kv = await Deno.openKv(path);
  return (await kv.get(key)).value;
}

Deno.test("writeBackup copies the store beside its writer, and restoreInto restores it", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  ensureSecret(settings);
  const file = `${folder.path}/backup`;
  {
    using kv = await Deno.openKv(settings.dbPath);
    await kv.set(key, "before");
    writeBackup(settings, file, { version, secret: ensureSecret(settings), withSecret: false });
    await kv.set(key, "after");
  }
  const printed = restoreInto(settings, file);
  assert.equal(await stored(settings.dbPath), "before");
  assert.equal(printed.length, 2);
  const aside = /now (\S+)\.$/.exec(printed[1]!)?.[1];
  assert.equal(await stored(aside!), "after");
});

Deno.test("writeBackup leaves the secret out unless requested, and is readable by its owner alone", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  const secret = ensureSecret(settings);
  (await Deno.openKv(settings.dbPath)).close();
  for (const [file, withSecret] of [["without", false], ["with", true]] as const) {
    writeBackup(settings, `${folder.path}/${file}`, { version, secret, withSecret });
    const bytes = new TextDecoder("latin1").decode(await Deno.readFile(`${folder.path}/${file}`));
    assert.equal(bytes.includes(secret), withSecret);
    assert.equal((await Deno.stat(`${folder.path}/${file}`)).mode! & 0o777, 0o600);
  }
});

Deno.test("restoreInto takes the secret from the backup, and says when it is missing", async () => {
  await using folder = await tempFolder();
  const old = settingsFor(`${folder.path}/old`);
  const secret = ensureSecret(old);
  (await Deno.openKv(old.dbPath)).close();
  writeBackup(old, `${folder.path}/with`, { version, secret, withSecret: true });
  writeBackup(old, `${folder.path}/without`, { version, secret, withSecret: false });

  const fresh = settingsFor(`${folder.path}/fresh`);
  await Deno.mkdir(fresh.dataDir);
  const [, warning] = restoreInto(fresh, `${folder.path}/without`);
  assert.match(warning!, /doesn’t match the backup/);

  const other = settingsFor(`${folder.path}/other`);
  ensureSecret(other);
  restoreInto(other, `${folder.path}/with`);
  assert.equal(ensureSecret(other), secret);
});

Deno.test("writeBackup refuses to overwrite, and a folder without a store", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  const write = () =>
    writeBackup(settings, `${folder.path}/x`, { version, secret: null, withSecret: false });
  assert.throws(write, StoreMissing);
  (await Deno.openKv(settings.dbPath)).close();
  write();
  assert.throws(write, Deno.errors.AlreadyExists);
});

Deno.test("restoreInto refuses an invalid backup and leaves the store alone", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  {
    using kv = await Deno.openKv(settings.dbPath);
    await kv.set(key, "kept");
  }
  await Deno.writeTextFile(`${folder.path}/letter.txt`, "Dear Ada");
  assert.throws(() => restoreInto(settings, `${folder.path}/letter.txt`), NotABackup);
  assert.equal(await stored(settings.dbPath), "kept");
});

Deno.test("restoreInto sets a killed program's journal aside with its store", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(`${folder.path}/data`);
  await Deno.mkdir(settings.dataDir);
  const file = `${folder.path}/backup`;
  {
    using kv = await Deno.openKv(`${folder.path}/live`);
    await kv.set(key, "killed");
    // What a program that dies leaves: the last of it stands in the journal alone.
    for (const end of ["", "-wal"]) {
      await Deno.copyFile(`${folder.path}/live${end}`, settings.dbPath + end);
    }
    await kv.set(key, "restored");
    const live = { ...settings, dbPath: `${folder.path}/live` };
    writeBackup(live, file, { version, secret: null, withSecret: false });
  }
  const printed = restoreInto(settings, file);
  assert.throws(() => Deno.statSync(`${settings.dbPath}-wal`), Deno.errors.NotFound);
  assert.equal(await stored(settings.dbPath), "restored");
  assert.equal(await stored(/now (\S+)\.$/.exec(printed[1]!)![1]!), "killed");
});

Deno.test("restoreInto refuses a store that another program has open, such as Litestream", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  {
    using kv = await Deno.openKv(settings.dbPath);
    await kv.set(key, "kept");
  }
  const file = `${folder.path}/backup`;
  writeBackup(settings, file, { version, secret: null, withSecret: false });
  const open = new DatabaseSync(settings.dbPath);
  open.exec("BEGIN");
  open.prepare("SELECT count(*) FROM kv").get();
  assert.throws(() => restoreInto(settings, file), /database is locked/);
  open.close();
  assert.equal(await stored(settings.dbPath), "kept");
  assert.throws(() => Deno.statSync(`${settings.dbPath}.restoring`), Deno.errors.NotFound);
});
