import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { unpackBackup } from "$lib/server/backups/backup-file.ts";
import { digestRecords } from "$lib/server/records/copy-records.ts";
import { openDailyBackup } from "$lib/server/backups/daily-backup.ts";
import { openLog } from "$lib/server/runtime/log.ts";
import { fillSealedFolder } from "../../support/sealed-folder.ts";
import { smallDisk } from "../../support/small-disk.ts";
import { settingsFor, tempFolder } from "../../support/temp-folder.ts";
import { noon } from "../../support/test-app.ts";

const thread = new URL("../../../src/lib/server/backups/backup-thread.ts", import.meta.url);

/** The daily backup over a store with Ada, into a folder, by a clock that the test sets. */
async function stage(backupDir?: string) {
  const folder = await tempFolder();
  const dir = backupDir ?? `${folder.path}/backups`;
  if (!backupDir) await Deno.mkdir(dir);
  const env = { INVITO_BACKUP_DIR: dir, INVITO_BACKUP_KEEP: "3" };
  const settings = settingsFor(folder.path, env);
  await fillSealedFolder(settings);
  const kv = await Deno.openKv(settings.dbPath);
  const lines: string[] = [];
  const log = openLog((line) => lines.push(line));
  const clock = { now: noon };
  const daily = openDailyBackup({ settings, kv, log, now: () => clock.now }, dir, thread);
  return {
    daily,
    kv,
    clock,
    dir,
    settings,
    names: () => [...Deno.readDirSync(dir)].map(({ name }) => name).sort(),
    /** Events of the log since the last time. */
    logged: () => lines.splice(0).map((line) => JSON.parse(line)),
    async [Symbol.asyncDispose]() {
      kv.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const nameOn = (at: number) => `invito-${new Date(at).toISOString().slice(0, 10)}.backup`;

Deno.test("daily backup: one for each date, beside the store’s writer, for its owner alone, without the secret", async () => {
  await using at = await stage();
  await at.daily.look();
  const name = nameOn(noon);
  assert.deepEqual(at.names(), [name]);
  assert.equal(Deno.statSync(`${at.dir}/${name}`).mode! & 0o777, 0o600);
  const label = unpackBackup(`${at.dir}/${name}`, `${at.settings.dataDir}/unpacked`);
  assert.equal(label.secret, null);
  assert(label.secretFingerprint);
  {
    using copy = await Deno.openKv(`${at.settings.dataDir}/unpacked`);
    assert.deepEqual(await digestRecords(copy), await digestRecords(at.kv));
  }
  assert.equal(at.daily.lastAt(), noon);
  assert.deepEqual(at.logged().map(({ event, level }) => [event, level]), [[
    "daily-backup",
    "info",
  ]]);
  const { ino } = Deno.statSync(`${at.dir}/${name}`);
  await at.daily.look();
  assert.equal(Deno.statSync(`${at.dir}/${name}`).ino, ino);
  assert.deepEqual(at.logged(), []);
});

Deno.test("daily backup: keeps the number that is set, and deletes nothing that it has not named", async () => {
  await using at = await stage();
  const others = ["before-store-6.0.backup", "invito-2020-01-01.backup.old", "mine.backup"];
  for (const name of others) await Deno.writeTextFile(`${at.dir}/${name}`, "");
  await Deno.mkdir(`${at.dir}/invito-2020-01-02.backup`);
  for (let n = 0; n < 5; n++) {
    at.clock.now = noon + n * DAY;
    await at.daily.look();
  }
  assert.deepEqual(
    at.names().filter((name) => !others.includes(name)),
    ["invito-2020-01-02.backup", ...[2, 3, 4].map((n) => nameOn(noon + n * DAY))],
  );
  assert(others.every((name) => at.names().includes(name)));
  // The new one stays though its date is the earliest.
  at.clock.now = noon - 365 * DAY;
  await at.daily.look();
  assert.deepEqual(
    at.names().filter((name) => /^invito-202[5-9]/.test(name)),
    [nameOn(noon - 365 * DAY), ...[3, 4].map((n) => nameOn(noon + n * DAY))],
  );
});

Deno.test("daily backup: a folder that is missing is said with an id, and never made", async () => {
  await using at = await stage();
  await at.daily.look();
  await Deno.rename(at.dir, `${at.dir}-away`);
  at.logged();
  at.clock.now = noon + DAY;
  await at.daily.look();
  const [line] = at.logged();
  assert.deepEqual([line.event, line.level, typeof line.id], ["daily-backup", "error", "string"]);
  assert.equal(at.daily.lastAt(), noon);
  assert.throws(() => Deno.statSync(at.dir), Deno.errors.NotFound);
  await Deno.rename(`${at.dir}-away`, at.dir);
  await at.daily.look();
  assert.deepEqual(at.names(), [noon, noon + DAY].map(nameOn));
});

Deno.test("daily backup: a link in place of the unfinished file leads nowhere", async () => {
  await using at = await stage();
  const other = `${at.settings.dataDir}/other`, part = `${at.dir}/invito-daily.part`;
  await Deno.writeTextFile(other, "of somebody");
  for (const to of [other, `${other}-new`]) {
    await Deno.symlink(to, part);
    at.clock.now += DAY;
    await at.daily.look();
    assert(Deno.lstatSync(`${at.dir}/${nameOn(at.clock.now)}`).isFile);
  }
  assert.equal(await Deno.readTextFile(other), "of somebody");
  assert.throws(() => Deno.statSync(`${other}-new`), Deno.errors.NotFound);
});

Deno.test("daily backup: a full disk deletes nothing and leaves nothing; with room again it goes on", async () => {
  await using disk = await smallDisk();
  if (!disk.makeReadOnly) return console.warn("SKIPPED  needs a file system of its own (root)");
  await using at = await stage(disk.path);
  for (let n = 0; n < 3; n++) {
    at.clock.now = noon + n * DAY;
    await at.daily.look();
  }
  const three = at.names();
  at.logged();
  await disk.fill(Deno.pid);
  at.clock.now = noon + 3 * DAY;
  await at.daily.look();
  const [line] = at.logged();
  assert.equal(line.level, "error");
  assert.match(line.error, /isn’t enough space|full/);
  assert.deepEqual(at.names().filter((name) => name !== "filler"), three);
  await disk.free(Deno.pid);
  await at.daily.look();
  assert.equal(at.logged()[0].level, "info");
  assert.deepEqual(at.names(), [1, 2, 3].map((n) => nameOn(noon + n * DAY)));
  await disk.makeReadOnly();
  at.clock.now = noon + 4 * DAY;
  await at.daily.look();
  assert.equal(at.logged()[0].level, "error");
  assert.deepEqual(at.names(), [1, 2, 3].map((n) => nameOn(noon + n * DAY)));
});
