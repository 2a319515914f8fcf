import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { ensureSecret } from "$lib/server/runtime/secret-file.ts";
import { runProgram } from "../support/program.ts";
import { smallDisk } from "../support/small-disk.ts";
import { isTrace, runTaskCommand, type TaskResult } from "../support/run-task.ts";
import { settingsFor, tempFolder } from "../support/temp-folder.ts";

/** A whole store of some pages, in one file. */
async function makeStore(path: string): Promise<void> {
  {
    using kv = await Deno.openKv(path);
    for (let n = 0; n < 200; n++) await kv.set(["record", n], "y".repeat(500));
  }
  using database = new DatabaseSync(path);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

/** What every command that opens the store says of a folder. */
async function askAll(dataDir: string): Promise<Record<string, TaskResult>> {
  const started = await runProgram({
    INVITO_DATA_DIR: dataDir,
    INVITO_LISTEN_ADDR: "127.0.0.1:0",
  });
  return {
    start: { code: started.code, stdout: started.stdout, stderr: started.stderr },
    dump: await runTaskCommand("dump", dataDir),
    doctor: await runTaskCommand("doctor", dataDir),
    "sign-in": await runTaskCommand("sign-in", dataDir, ["ada"]),
    backup: await runTaskCommand("backup", dataDir, [await Deno.makeTempDir() + "/backup"]),
  };
}

function areSentences(ended: Record<string, TaskResult>, sentence: RegExp): void {
  for (const [what, { code, stdout, stderr }] of Object.entries(ended)) {
    assert.notEqual(code, 0, what);
    assert.match(stderr, sentence, `${what}: ${stderr}`);
    assert(!isTrace(stdout + stderr), `${what}: ${stdout}${stderr}`);
  }
}

const damages: [string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array][] = [
  ["with a garbled head", (bytes) => bytes.fill(7, 0, 100)],
  ["cut in half", (bytes) => bytes.slice(0, bytes.length / 2)],
  ["with garbled pages", (bytes) => {
    for (let at = 4096; at < bytes.length; at += 4096) {
      crypto.getRandomValues(bytes.subarray(at, at + 4096));
    }
    return bytes;
  }],
];
for (const [what, damage] of damages) {
  Deno.test(`a database ${what} is reported in a sentence by start, dump, doctor, sign-in and backup`, async () => {
    await using folder = await tempFolder();
    const settings = settingsFor(folder.path);
    ensureSecret(settings);
    await makeStore(settings.dbPath);
    await Deno.writeFile(settings.dbPath, damage(await Deno.readFile(settings.dbPath)));
    areSentences(await askAll(folder.path), /invito\.db is damaged.*deno task restore/);
  });
}

Deno.test("a restore replaces a damaged store, which is set aside", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  ensureSecret(settings);
  await makeStore(settings.dbPath);
  const backup = `${folder.path}/backup`;
  assert.equal((await runTaskCommand("backup", folder.path, [backup])).code, 0);
  await Deno.writeTextFile(settings.dbPath, "Dear Ada, this is no database. ".repeat(20));
  await Deno.writeTextFile(`${settings.dbPath}-wal`, "nor is this");
  const restored = await runTaskCommand("restore", folder.path, [backup]);
  assert.equal(restored.code, 0, restored.stderr);
  assert.equal((await runTaskCommand("dump", folder.path)).code, 0);
  const aside = /now (\S+)\.$/m.exec(restored.stdout)?.[1];
  assert.match(await Deno.readTextFile(aside!), /^Dear Ada/);
});

Deno.test("a folder that cannot be written is reported in a sentence", async () => {
  await using disk = await smallDisk();
  // Where nothing can be mounted, a folder that can never be: root may write everywhere else.
  const folder = disk.makeReadOnly ? disk.path : `${disk.path}/file/data`;
  if (disk.makeReadOnly) {
    ensureSecret(settingsFor(folder));
    await makeStore(settingsFor(folder).dbPath);
    await disk.makeReadOnly();
  } else await Deno.writeTextFile(`${disk.path}/file`, "");
  areSentences(await askAll(folder), /can’t be (read or )?(written|opened|saved)/);
});
