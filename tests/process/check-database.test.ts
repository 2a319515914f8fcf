import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { checkStore, noteClosed } from "../../src/process/check-database.ts";
import { startProgram } from "../support/program.ts";
import { settingsFor, tempFolder } from "../support/temp-folder.ts";

const isRead = /not a database/;

/** A database that was closed in order and is no database any more. */
async function damagedStore(folder: string) {
  const settings = settingsFor(folder);
  await Deno.writeTextFile(settings.dbPath, "Dear Ada, this is no database. ".repeat(20));
  return settings;
}

Deno.test("checkStore: a file that is as it was closed in order is not read again, once", async () => {
  await using folder = await tempFolder();
  const settings = await damagedStore(folder.path);
  await noteClosed(settings);
  checkStore(settings);
  assert.throws(() => checkStore(settings), isRead);
});

Deno.test("checkStore: a file that was written since, or has writes beside it, is read", async () => {
  const changes = {
    written: (path: string) => Deno.writeTextFile(path, " ", { append: true }),
    "of the same size and age": async (path: string) => {
      const { mtime, ctime } = await Deno.stat(path);
      // The time of its change cannot be set back.
      while ((await Deno.stat(path)).ctime!.getTime() === ctime!.getTime()) {
        await Deno.utime(path, mtime!, mtime!);
      }
    },
    "with writes beside it": (path: string) => Deno.writeTextFile(`${path}-wal`, "writes"),
  };
  for (const [what, change] of Object.entries(changes)) {
    await using folder = await tempFolder();
    const settings = await damagedStore(folder.path);
    await noteClosed(settings);
    await change(settings.dbPath);
    assert.throws(() => checkStore(settings), isRead, what);
  }
});

Deno.test("noteClosed: nothing is noted while there are writes beside the file", async () => {
  await using folder = await tempFolder();
  const settings = await damagedStore(folder.path);
  await Deno.writeTextFile(`${settings.dbPath}-wal`, "writes");
  await noteClosed(settings);
  await Deno.remove(`${settings.dbPath}-wal`);
  assert.throws(() => checkStore(settings), isRead);
});

Deno.test("the program notes a stop in order and no other, and forgets it at its start", async () => {
  await using program = await startProgram();
  const note = `${program.dataDir}/invito.db-closed`;
  assert(!existsSync(note));
  assert.equal(await program.stop(), 0);
  assert(existsSync(note));
  await program.restart();
  assert(!existsSync(note));
  await program.stop("SIGKILL");
  assert(!existsSync(note));
});
