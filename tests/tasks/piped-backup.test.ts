import assert from "node:assert/strict";
import { digestRecords } from "$lib/server/records/copy-records.ts";
import { root } from "../../src/tasks/root.ts";
import { isTrace, runInTerminal, runTaskCommand } from "../support/run-task.ts";
import { fillSealedFolder } from "../support/sealed-folder.ts";
import { settingsFor, tempFolder } from "../support/temp-folder.ts";

const task = `deno task --cwd ${root}`;

/** Runs a line of a shell, as people write it, and answers what it said on standard error. */
async function shell(line: string, dataDir: string): Promise<{ code: number; stderr: string }> {
  const { code, stderr } = await new Deno.Command("sh", {
    args: ["-c", line],
    env: { NO_COLOR: "1", INVITO_DATA_DIR: dataDir },
    stdin: "null",
    stdout: "null",
  }).output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}

async function hashOf(path: string): Promise<string> {
  using kv = await Deno.openKv(path);
  return (await digestRecords(kv)).hash;
}

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("backup - | restore -: a store and its secret go through a pipe, and nothing is left on the way", async () => {
  await using folder = await tempFolder();
  const [old, fresh] = [`${folder.path}/old`, `${folder.path}/fresh`];
  await Deno.mkdir(old);
  await fillSealedFolder(settingsFor(old));
  const before = names(old);
  const line = `${task} backup - --with-secret | INVITO_DATA_DIR=${fresh} ${task} restore -`;
  const piped = await shell(line, old);
  assert.equal(piped.code, 0, piped.stderr);
  assert.match(piped.stderr, /It contains the session secret/);
  assert.equal(await hashOf(`${fresh}/invito.db`), await hashOf(`${old}/invito.db`));
  assert.equal(Deno.readTextFileSync(`${fresh}/secret`), Deno.readTextFileSync(`${old}/secret`));
  assert.deepEqual(names(old), before);
  assert.deepEqual(names(fresh), ["invito.db", "lock", "secret"]);
});

Deno.test("restore -: a stream that was cut, or that is none, changes nothing and leaves nothing", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  await fillSealedFolder(settings);
  const [before, hash] = [names(folder.path), await hashOf(settings.dbPath)];
  const cut = await shell(`${task} backup - | head -c 9000 | ${task} restore -`, folder.path);
  assert.equal(cut.code, 1);
  assert.match(cut.stderr, /Nothing was restored: standard input is damaged or incomplete\./);
  const empty = await shell(`${task} restore - < /dev/null`, folder.path);
  assert.match(empty.stderr, /Nothing was restored: standard input isn’t a backup/);
  assert(![cut, empty].some(({ stderr }) => isTrace(stderr)), cut.stderr);
  assert.deepEqual(names(folder.path), [...before, "lock"].sort());
  assert.equal(await hashOf(settings.dbPath), hash);
});

Deno.test("backup -: whoever takes nothing of it ends it in a sentence", async () => {
  await using folder = await tempFolder();
  await fillSealedFolder(settingsFor(folder.path));
  const before = names(folder.path);
  const { code, stderr } = await shell(
    `{ ${task} backup -; echo "ended with $?" >&2; } | true`,
    folder.path,
  );
  assert.equal(code, 0);
  assert.match(stderr, /A file can’t be read or written: Broken pipe[^]*ended with 1/);
  assert(!isTrace(stderr), stderr);
  assert.deepEqual(names(folder.path), before);
});

Deno.test("backup - killed while it is written: the next one goes on over what is left", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  await fillSealedFolder(settings);
  const killed = await runTaskCommand("backup", folder.path, ["-"], {
    DIE_AT: "removeSync:before:2",
  });
  assert.equal(killed.code, 137);
  assert(names(folder.path).includes("stdout-backup.part"));
  const line = `${task} backup - | ${task} backup --check -`;
  const again = await shell(line, folder.path);
  assert.equal(again.code, 0, again.stderr);
  assert(!names(folder.path).includes("stdout-backup.part"));
});

Deno.test("backup - and restore - refuse a terminal", async () => {
  await using folder = await tempFolder();
  await fillSealedFolder(settingsFor(folder.path));
  const backup = await runInTerminal("backup", folder.path, ["-"]);
  assert.equal(backup.code, 2);
  assert.match(backup.text, /^A backup isn’t text\./);
  for (const [name, args] of [["restore", ["-"]], ["backup", ["--check", "-"]]] as const) {
    const { code, text } = await runInTerminal(name, folder.path, [...args]);
    assert.equal(code, 2);
    assert.match(text, /^Give the backup on standard input/);
  }
});
