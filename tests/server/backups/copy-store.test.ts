import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { copyRows, recordsIn } from "$lib/server/backups/copy-store.ts";
import { settingsFor, tempFolder } from "../../support/temp-folder.ts";

const COUNT = 600;

/** A database file with many records. */
async function filled(path: string): Promise<void> {
  using kv = await Deno.openKv(path);
  for (let n = 0; n < COUNT; n++) await kv.set(["record", n], "y".repeat(500));
  using database = new DatabaseSync(path);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

Deno.test("copyRows: every record once, however many", async () => {
  await using folder = await tempFolder();
  const { dbPath } = settingsFor(folder.path);
  await filled(dbPath);
  copyRows({ dbPath }, `${folder.path}/copy`);
  using from = new DatabaseSync(dbPath);
  using copy = new DatabaseSync(`${folder.path}/copy`);
  const rows = [...recordsIn(copy)];
  assert.equal(rows.length, COUNT);
  assert.deepEqual(rows, [...recordsIn(from)]);
});

Deno.test("copyRows: a damaged page is an error, not the end of the records", async () => {
  await using folder = await tempFolder();
  const { dbPath } = settingsFor(folder.path);
  await filled(dbPath);
  const bytes = await Deno.readFile(dbPath);
  await Deno.writeFile(dbPath, bytes.fill(7, 4096 * 20, 4096 * 30));
  assert.throws(() => copyRows({ dbPath }, `${folder.path}/copy`), /malformed/);
});
