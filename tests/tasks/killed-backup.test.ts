import assert from "node:assert/strict";
import { ensureSecret } from "$lib/server/runtime/secret-file.ts";
import { unpackBackup, writeBackup } from "$lib/server/backups/backup-file.ts";
import { runTaskCommand } from "../support/run-task.ts";
import { STORE_VERSION as version } from "$lib/server/kv/store-version.ts";
import { settingsFor, tempFolder } from "../support/temp-folder.ts";

async function put(path: string, value: string): Promise<void> {
  using kv = await Deno.openKv(path);
  await kv.set(["greeting"], value);
}

async function stored(path: string): Promise<unknown> {
  using kv = await Deno.openKv(path);
  return (await kv.get(["greeting"])).value;
}

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("a killed backup leaves no file of its name, and the next one of that name is complete", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(`${folder.path}/data`);
  ensureSecret(settings);
  await put(settings.dbPath, "hello");
  const file = `${folder.path}/backup`;
  const { code } = await runTaskCommand("backup", settings.dataDir, [file], {
    DIE_AT: "linkSync:before:1",
  });
  assert.equal(code, 137);
  assert.deepEqual(names(folder.path), ["backup.part", "data"]);
  // Killed earlier, it would have left less than that.
  await Deno.truncate(`${file}.part`, 5_000);
  assert.equal((await runTaskCommand("backup", settings.dataDir, [file])).code, 0);
  assert.deepEqual(names(folder.path), ["backup", "data"]);
  unpackBackup(file, `${folder.path}/unpacked`);
  assert.equal(await stored(`${folder.path}/unpacked`), "hello");
});

for (
  const at of [
    "openSync:before:4",
    "openSync:after:4",
    "linkSync:before:1",
    "renameSync:before:1",
    "renameSync:after:1",
    "linkSync:before:2",
    "renameSync:after:2",
  ]
) {
  Deno.test(`a restore killed at ${at} leaves one complete store, and the next one finishes`, async () => {
    await using folder = await tempFolder();
    const old = settingsFor(`${folder.path}/old`), settings = settingsFor(`${folder.path}/data`);
    const secret = ensureSecret(old);
    await put(old.dbPath, "from the backup");
    writeBackup(old, `${folder.path}/backup`, { version, secret, withSecret: true });
    ensureSecret(settings);
    await put(settings.dbPath, "that was there");
    const args = [`${folder.path}/backup`];
    const { code } = await runTaskCommand("restore", settings.dataDir, args, { DIE_AT: at });
    assert.equal(code, 137);
    assert(["from the backup", "that was there"].includes(String(await stored(settings.dbPath))));
    const again = await runTaskCommand("restore", settings.dataDir, args);
    assert.equal(again.code, 0, again.stderr);
    assert.equal(await stored(settings.dbPath), "from the backup");
    assert.equal(ensureSecret(settings), secret);
  });
}
