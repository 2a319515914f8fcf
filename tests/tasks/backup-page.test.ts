import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { root } from "../../src/tasks/root.ts";
import { runShell } from "../support/run-shell.ts";
import { fillSealedFolder } from "../support/sealed-folder.ts";
import { settingsFor, tempFolder } from "../support/temp-folder.ts";
import { denokv } from "../support/wide/denokv-program.ts";
import { startDenokv } from "../support/wide/denokv-server.ts";

const page = await Deno.readTextFile(`${root}/docs/backup.md`);

/** The commands below a heading of the page, as they are pasted in a folder that has `data`. */
function commandsOf(heading: string, folder: string): string {
  const block = new RegExp(`## ${heading}\\n[^]*?\`\`\`sh\\n([^\`]*)\`\`\``).exec(page)?.[1];
  assert(block, heading);
  // As `deno task` does, but in another folder than the project's.
  return `set -e; cd ${folder}; ` + block.replace(
    /deno task (\w+)/g,
    (_, name) => `deno run -A --config ${root}/deno.json ${root}/src/tasks/invito.ts ${name}`,
  );
}

/** A folder with `data`. */
async function filled() {
  const folder = await tempFolder();
  await Deno.mkdir(`${folder.path}/data`);
  await fillSealedFolder(settingsFor(`${folder.path}/data`));
  return folder;
}

Deno.test("docs/backup.md: the drill restores into another folder, with the same hash", async () => {
  await using folder = await filled();
  const said = await runShell(commandsOf("A drill", folder.path));
  const hashes = [...said.matchAll(/^Records: (\d+, hash \w{64})$/gm)].map(([, found]) => found);
  assert.equal(hashes.length, 2, said);
  assert.equal(hashes[0], hashes[1]);
  const secretIn = (name: string) => Deno.readTextFileSync(`${folder.path}/${name}/secret`);
  assert.equal(secretIn("drill"), secretIn("data"));
});

Deno.test({
  name: "docs/backup.md: to a KV Connect server and back, with the hash of a backup",
  ...denokv.required(),
  fn: async () => {
    await using server = await startDenokv();
    await using folder = await filled();
    const check = async (name: string) => {
      const drill = commandsOf("A drill", folder.path).split("\n").slice(0, 2).join("\n");
      const said = await runShell(drill.replaceAll("drill.backup", name));
      return /hash (\w{64})/.exec(said)![1]!;
    };
    const before = await check("before.backup");
    const moves = commandsOf("To a database server and back", folder.path);
    const said = await runShell(moves.replaceAll("http://127.0.0.1:4512", server.address));
    assert.equal(
      said.match(new RegExp(`both have the same hash \\(${before.slice(0, 16)}\\)`, "g"))?.length,
      2,
    );
    assert.equal(await check("after.backup"), before);
  },
});

Deno.test("docs/backup.md: what it says of Deno KV’s file is so", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/store`;
  using kv = await Deno.openKv(path);
  await kv.set(["key"], "value");
  const other = new DatabaseSync(path);
  assert.equal(other.prepare("PRAGMA journal_mode").get()?.journal_mode, "wal");
  assert(Deno.statSync(`${path}-wal`).size > 0);
  other.exec("BEGIN IMMEDIATE");
  const began = performance.now();
  const error = await kv.set(["key"], "again").then(() => null, (error: Error) => error);
  assert.match(error!.message, /database is locked/);
  // Not at once, and at the latest after SQLite's five seconds and what the machine adds.
  assert(performance.now() - began > 4_000);
  other.close();
});
