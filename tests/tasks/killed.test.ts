import assert from "node:assert/strict";
import { keepSecret } from "$lib/server/secret-file.ts";
import { unpackBackup, writeBackup } from "../../src/tasks/archive.ts";
import { task } from "../support/task.ts";
import { settingsFor, tempFolder } from "../support/temp.ts";

async function put(path: string, value: string): Promise<void> {
  using kv = await Deno.openKv(path);
  await kv.set(["greeting"], value);
}

async function stored(path: string): Promise<unknown> {
  using kv = await Deno.openKv(path);
  return (await kv.get(["greeting"])).value;
}

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("a backup that is killed leaves nothing under its name, and the next one of that name is whole", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(`${folder.path}/data`);
  keepSecret(settings);
  await put(settings.dbPath, "hello");
  const file = `${folder.path}/backup`;
  const { code } = await task("backup", settings.dataDir, [file], { DIE_AT: "linkSync:before:1" });
  assert.equal(code, 137);
  assert.deepEqual(names(folder.path), ["backup.part", "data"]);
  // Killed earlier, it would have left less than that.
  await Deno.truncate(`${file}.part`, 5_000);
  assert.equal((await task("backup", settings.dataDir, [file])).code, 0);
  assert.deepEqual(names(folder.path), ["backup", "data"]);
  unpackBackup(file, `${folder.path}/unpacked`);
  assert.equal(await stored(`${folder.path}/unpacked`), "hello");
});

for (
  const at of [
    "copyFileSync:before:1",
    "copyFileSync:after:1",
    "linkSync:before:1",
    "renameSync:before:1",
    "renameSync:after:1",
    "linkSync:before:2",
    "renameSync:after:2",
  ]
) {
  Deno.test(`a restore that is killed at ${at} leaves one whole store, and the next one ends it`, async () => {
    await using folder = await tempFolder();
    const old = settingsFor(`${folder.path}/old`), settings = settingsFor(`${folder.path}/data`);
    const secret = keepSecret(old);
    await put(old.dbPath, "from the backup");
    writeBackup(old, `${folder.path}/backup`, { secret, withSecret: true });
    keepSecret(settings);
    await put(settings.dbPath, "that was there");
    const args = [`${folder.path}/backup`];
    const { code } = await task("restore", settings.dataDir, args, { DIE_AT: at });
    assert.equal(code, 137);
    assert(["from the backup", "that was there"].includes(String(await stored(settings.dbPath))));
    const again = await task("restore", settings.dataDir, args);
    assert.equal(again.code, 0, again.complained);
    assert.equal(await stored(settings.dbPath), "from the backup");
    assert.equal(keepSecret(settings), secret);
  });
}
