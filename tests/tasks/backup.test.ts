import assert from "node:assert/strict";
import { keepSecret } from "$lib/server/secret-file.ts";
import { NoBackup, writeBackup } from "../../src/tasks/archive.ts";
import { restoreInto } from "../../src/tasks/restoring.ts";
import { NoStore } from "../../src/tasks/snapshot.ts";
import { settingsFor, tempFolder } from "../support/temp.ts";

const key = ["greeting"];

async function stored(path: string): Promise<unknown> {
  using kv = await Deno.openKv(path);
  return (await kv.get(key)).value;
}

Deno.test("writeBackup copies the store beside its writer, and restoreInto brings it back", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  keepSecret(settings);
  const file = `${folder.path}/backup`;
  {
    using kv = await Deno.openKv(settings.dbPath);
    await kv.set(key, "before");
    await writeBackup(settings, file, false);
    await kv.set(key, "after");
  }
  const told = await restoreInto(settings, file);
  assert.equal(await stored(settings.dbPath), "before");
  assert.equal(told.length, 2);
  const aside = /now (\S+)\.$/.exec(told[1]!)?.[1];
  assert.equal(await stored(aside!), "after");
});

Deno.test("writeBackup keeps the secret out unless asked, and the file from other users", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  const secret = keepSecret(settings);
  (await Deno.openKv(settings.dbPath)).close();
  for (const [file, withSecret] of [["without", false], ["with", true]] as const) {
    await writeBackup(settings, `${folder.path}/${file}`, withSecret);
    const bytes = new TextDecoder("latin1").decode(await Deno.readFile(`${folder.path}/${file}`));
    assert.equal(bytes.includes(secret), withSecret);
    assert.equal((await Deno.stat(`${folder.path}/${file}`)).mode! & 0o777, 0o600);
  }
});

Deno.test("restoreInto takes the secret over from the backup, and says when it is missing", async () => {
  await using folder = await tempFolder();
  const old = settingsFor(`${folder.path}/old`);
  const secret = keepSecret(old);
  (await Deno.openKv(old.dbPath)).close();
  await writeBackup(old, `${folder.path}/with`, true);
  await writeBackup(old, `${folder.path}/without`, false);

  const fresh = settingsFor(`${folder.path}/fresh`);
  await Deno.mkdir(fresh.dataDir);
  const [, warning] = await restoreInto(fresh, `${folder.path}/without`);
  assert.match(warning!, /not the one of the backup/);

  const other = settingsFor(`${folder.path}/other`);
  keepSecret(other);
  await restoreInto(other, `${folder.path}/with`);
  assert.equal(keepSecret(other), secret);
});

Deno.test("writeBackup refuses to overwrite, and a folder without a store", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  await assert.rejects(writeBackup(settings, `${folder.path}/x`, false), NoStore);
  (await Deno.openKv(settings.dbPath)).close();
  await writeBackup(settings, `${folder.path}/x`, false);
  await assert.rejects(
    writeBackup(settings, `${folder.path}/x`, false),
    Deno.errors.AlreadyExists,
  );
});

Deno.test("restoreInto refuses what is no backup and leaves the store alone", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  {
    using kv = await Deno.openKv(settings.dbPath);
    await kv.set(key, "kept");
  }
  await Deno.writeTextFile(`${folder.path}/letter.txt`, "Dear Ada");
  await assert.rejects(restoreInto(settings, `${folder.path}/letter.txt`), NoBackup);
  assert.equal(await stored(settings.dbPath), "kept");
});
