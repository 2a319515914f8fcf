import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { writeBackup } from "$lib/server/backups/backup-file.ts";
import { readSecret } from "$lib/server/runtime/secret-file.ts";
import { STORE_VERSION } from "$lib/server/kv/store-version.ts";
import { digestRecords } from "$lib/server/records/copy-records.ts";
import { isTrace, runTaskCommand } from "../support/run-task.ts";
import { fillSealedFolder } from "../support/sealed-folder.ts";
import { settingsFor, tempFolder } from "../support/temp-folder.ts";

/** A folder with a store, and backups of it with these facts. */
async function folderWith(facts: Record<string, { withSecret?: boolean; major?: number }>) {
  const folder = await tempFolder();
  const settings = settingsFor(folder.path);
  await fillSealedFolder(settings);
  const secret = readSecret(settings);
  for (const [name, { withSecret = false, major = STORE_VERSION.major }] of Object.entries(facts)) {
    const version = { ...STORE_VERSION, major };
    writeBackup(settings, `${folder.path}/${name}`, { version, secret, withSecret });
  }
  return Object.assign(folder, { settings });
}

/** Checks a file where there are no settings and no data folder; nothing beside it may change. */
async function check(folder: string, name: string) {
  const bytes = Deno.readFileSync(`${folder}/${name}`);
  const before = [...Deno.readDirSync(folder)].length;
  const result = await runTaskCommand("backup", "/nowhere/at/all", [
    "--check",
    `${folder}/${name}`,
  ], { INVITO_BASE_URL: "not an address" });
  assert.deepEqual(Deno.readFileSync(`${folder}/${name}`), bytes);
  assert.equal([...Deno.readDirSync(folder)].length, before);
  assert(!isTrace(result.stderr), result.stderr);
  return result;
}

/** Where in a file the value of a short record is. */
function placeOfValue(path: string, bytes: Uint8Array): number {
  using database = new DatabaseSync(path, { readOnly: true });
  const row = database.prepare("SELECT v FROM kv WHERE length(v) BETWEEN 50 AND 500").get();
  const latin = new TextDecoder("latin1");
  // SQLite leaves an earlier copy where it has divided a page.
  const at = latin.decode(bytes).lastIndexOf(latin.decode(row?.v as Uint8Array));
  assert(at > 0);
  return at + 20;
}

Deno.test("backup --check: says what a backup is, with the hash that move says", async () => {
  await using folder = await folderWith({ with: { withSecret: true }, without: {} });
  using kv = await Deno.openKv(folder.settings.dbPath);
  const { records, hash } = await digestRecords(kv);
  for (const [name, secret] of [["with", "included"], ["without", "not included"]] as const) {
    const { code, stdout, stderr } = await check(folder.path, name);
    assert.equal(code, 0, stderr);
    const { major, minor } = STORE_VERSION;
    assert.match(
      stdout,
      new RegExp(
        `^The backup is complete, and this version of Invito can restore it\\.
Made: 20\\d\\d-\\S+Z
Store version: ${major}\\.${minor}
Hosts: 1
Bookings: 1
Session secret: ${secret}
Records: ${records}, hash ${hash}
$`,
      ),
    );
  }
});

Deno.test("backup --check: one byte of a value, a missing end, and files that are none are named", async () => {
  await using folder = await folderWith({ backup: {} });
  const whole = Deno.readFileSync(`${folder.path}/backup`);
  const write = (name: string, bytes: Uint8Array) =>
    Deno.writeFileSync(`${folder.path}/${name}`, bytes);
  const flipped = whole.slice();
  flipped[placeOfValue(`${folder.path}/backup`, whole)]! ^= 1;
  write("flipped", flipped);
  using database = new DatabaseSync(`${folder.path}/flipped`, { readOnly: true });
  assert.equal(database.prepare("PRAGMA integrity_check").get()?.integrity_check, "ok");
  write("cut", whole.subarray(0, whole.length - 1));
  write("half", whole.subarray(0, whole.length / 2));
  write("letter", new TextEncoder().encode("Dear Ada"));
  write("empty", new Uint8Array());
  await Deno.copyFile(folder.settings.dbPath, `${folder.path}/store`);
  for (
    const [name, words] of [
      ["flipped", "is damaged or incomplete"],
      ["cut", "is damaged or incomplete"],
      ["half", "is damaged or incomplete"],
      ["letter", "isn’t a backup"],
      ["empty", "isn’t a backup"],
      ["store", "isn’t a backup"],
    ] as const
  ) {
    const { code, stdout, stderr } = await check(folder.path, name);
    assert.equal(code, 1, name);
    assert.equal(stdout, "");
    assert(stderr.startsWith(`${folder.path}/${name} ${words}`), stderr);
    const restored = await runTaskCommand("restore", folder.path, [`${folder.path}/${name}`]);
    assert.equal(restored.code, 1, name);
    assert(restored.stderr.startsWith("Nothing was restored: "), restored.stderr);
  }
});

Deno.test("backup --check and restore: a backup of another store version is refused", async () => {
  const { major } = STORE_VERSION;
  await using folder = await folderWith({
    newer: { major: major + 1 },
    earlier: { major: major - 1 },
  });
  for (const name of ["newer", "earlier"]) {
    const words = new RegExp(`${name} was made by an? ${name} version of Invito`);
    const { code, stderr } = await check(folder.path, name);
    assert.equal(code, 1);
    assert.match(stderr, words);
    const restored = await runTaskCommand("restore", folder.path, [`${folder.path}/${name}`]);
    assert.equal(restored.code, 1);
    assert.match(restored.stderr, words);
  }
});

Deno.test("backup --check: a file that is not there is named", async () => {
  const { code, stderr } = await runTaskCommand("backup", "/nowhere", ["--check", "/nowhere/b"]);
  assert.equal(code, 1);
  assert.match(stderr, /^File not found: \/nowhere\/b$/m);
  assert(!isTrace(stderr), stderr);
});
