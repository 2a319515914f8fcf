import assert from "node:assert/strict";
import { ensureSecret } from "$lib/server/runtime/secret-file.ts";
import { runInTerminal, runTaskCommand } from "../support/run-task.ts";
import { settingsFor, tempFolder } from "../support/temp-folder.ts";

/** Some more than what is shown at all. */
const VALUES = 700, BYTES = 60_000;

Deno.test("backup, restore and dump of a large store show how far they are in a terminal, and keep every record", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(`${folder.path}/data`);
  ensureSecret(settings);
  await fill(settings.dbPath);
  const file = `${folder.path}/backup`;

  const backup = await runInTerminal("backup", settings.dataDir, [file]);
  assert.equal(backup.code, 0, backup.text);
  assert.match(backup.text, /Backing up … \d+ %/);
  assert.match(backup.text, /Backed up/);

  const restored = await runInTerminal("restore", settings.dataDir, [file]);
  assert.equal(restored.code, 0, restored.text);
  assert.match(restored.text, /Restoring … \d+ %/);
  assert.equal(await count(settings.dbPath), VALUES);

  const dump = await runTaskCommand("dump", settings.dataDir);
  assert.equal(dump.code, 0, dump.stderr);
  assert.equal(dump.stdout, "", "nothing of this is a record of the product");
  assert.match(
    (await runInTerminal("dump", settings.dataDir, [])).text,
    /Copying the database … \d+ %/,
  );
});

async function fill(path: string): Promise<void> {
  using kv = await Deno.openKv(path);
  for (let i = 0; i < VALUES; i += 10) {
    const op = kv.atomic();
    for (let n = i; n < i + 10; n++) {
      op.set(["padding", n], crypto.getRandomValues(new Uint8Array(BYTES)));
    }
    await op.commit();
  }
}

async function count(path: string): Promise<number> {
  using kv = await Deno.openKv(path);
  return (await Array.fromAsync(kv.list({ prefix: ["padding"] }))).length;
}
