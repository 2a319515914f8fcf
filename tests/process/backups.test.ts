import assert from "node:assert/strict";
import { keys } from "$lib/server/kv/keys.ts";
import { STORE_VERSION, type StoreVersion } from "$lib/server/kv/store-version.ts";
import { unpackBackup } from "$lib/server/backups/backup-file.ts";
import { readMetrics, startProgram } from "../support/program.ts";
import { runTaskCommand } from "../support/run-task.ts";
import { startWithHost } from "../support/running-program.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { until } from "../support/until.ts";

/** What no kind of record has, so that nobody reads it: as much as some thousand bookings. */
const FILLER = 20_000;

async function fill(kv: Deno.Kv): Promise<void> {
  for (let n = 0; n < FILLER;) {
    const op = kv.atomic();
    for (let each = 0; each < 500; each++, n++) op.set(["filler", n], "x".repeat(1_000));
    await op.commit();
  }
}

const names = (folder: string, word: RegExp) =>
  [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => word.test(name)).sort();

/** Resolves as soon as there is a file of this name. */
async function seen(folder: string, name: string): Promise<void> {
  using watcher = Deno.watchFs(folder);
  if (names(folder, /./).includes(name)) return;
  for await (const { paths } of watcher) {
    if (paths.some((path) => path.endsWith(`/${name}`))) return;
  }
}

const today = () => `invito-${new Date().toISOString().slice(0, 10)}.backup`;

Deno.test("daily backup: the program writes it, answers meanwhile, and goes on after kill -9", async () => {
  await using folder = await tempFolder();
  await using backups = await tempFolder();
  await using program = await startWithHost({
    dataDir: folder.path,
    env: { INVITO_BACKUP_DIR: backups.path },
  }, async ({ kv }) => await fill(kv));
  await seen(backups.path, "invito-daily.part");
  assert.equal((await fetch(`${program.address}/health`)).status, 200);
  assert.deepEqual(names(backups.path, /^invito-2/), [], "the backup is still being written");
  await program.stop("SIGKILL");
  assert.deepEqual(names(backups.path, /^(?!invito-daily\.part)/), []);

  await program.restart();
  await seen(backups.path, today());
  assert.deepEqual(names(backups.path, /./), [today()]);
  const age = /^invito_backup_age_seconds (\d+)$/m;
  await until("the age", async () => age.test(await readMetrics(program)));
  const report = await runTaskCommand("doctor", folder.path, ["--json"], {
    INVITO_BACKUP_DIR: backups.path,
  });
  const { findings } = JSON.parse(report.stdout);
  const [found] = findings.filter(({ about }: { about: string }) => about === "Backups");
  assert.equal(found.tone, "good", report.stdout);
  assert.doesNotMatch(program.output().log, /"level":"error"/);
  await program.stop();
  unpackBackup(`${backups.path}/${today()}`, `${backups.path}/unpacked`);
});

Deno.test("daily backup: a folder that is not there is in the log, the metrics and doctor's report", async () => {
  await using folder = await tempFolder();
  const env = { INVITO_BACKUP_DIR: `${folder.path}/none` };
  await using program = await startWithHost({ env });
  await until("the fault", () => /"event":"daily-backup".*"id":"\w+"/.test(program.output().log));
  const metrics = await readMetrics(program);
  assert.match(metrics, /^invito_backup_age_seconds \+Inf$/m);
  const { stdout } = await runTaskCommand("doctor", program.dataDir, ["--json"], env);
  const [found] = JSON.parse(stdout).findings.filter(({ about }: { about: string }) =>
    about === "Backups"
  );
  assert.equal(found.tone, "bad");
});

const rising: StoreVersion = { ...STORE_VERSION, minor: STORE_VERSION.minor - 1 };
const before = `before-store-${STORE_VERSION.major}.${STORE_VERSION.minor}.backup`;

async function versionOf(dataDir: string): Promise<StoreVersion | null> {
  using kv = await Deno.openKv(`${dataDir}/invito.db`);
  return (await kv.get<StoreVersion>(keys.version())).value;
}

/** A folder whose store an earlier version wrote. */
async function earlierFolder(): Promise<{ path: string } & AsyncDisposable> {
  const folder = await tempFolder();
  using kv = await Deno.openKv(`${folder.path}/invito.db`);
  await kv.set(keys.version(), rising);
  await fill(kv);
  return folder;
}

Deno.test("before the store's version rises: kill -9 leaves the old store, then a whole backup, made once", async () => {
  await using folder = await earlierFolder();
  for (const name of [`${before}.part`, before]) {
    const starting = startProgram({ dataDir: folder.path }).catch(() => null);
    await seen(folder.path, name);
    const { pid } = JSON.parse(Deno.readTextFileSync(`${folder.path}/lock`));
    Deno.kill(pid, "SIGKILL");
    await (await starting)?.stop("SIGKILL");
    if (name !== before) {
      assert.deepEqual(names(folder.path, /^before-.*(?<!part|-journal)$/), []);
      assert.deepEqual(await versionOf(folder.path), rising);
    }
  }
  const { ino } = Deno.statSync(`${folder.path}/${before}`);
  await using program = await startProgram({ dataDir: folder.path });
  await program.restart();
  await program.stop();
  assert.deepEqual(await versionOf(folder.path), STORE_VERSION);
  assert.deepEqual(names(folder.path, /^before-/), [before]);
  assert.equal(Deno.statSync(`${folder.path}/${before}`).ino, ino);
  assert.deepEqual(
    unpackBackup(`${folder.path}/${before}`, `${folder.path}/unpacked`).version,
    rising,
  );
});

Deno.test("before the store's version rises: where the backup cannot be written the start is refused", async () => {
  await using folder = await earlierFolder();
  const error = await startProgram({
    dataDir: folder.path,
    env: { INVITO_BACKUP_DIR: `${folder.path}/none` },
  }).then(() => null, (error: Error) => error);
  assert.match(error!.message, /ended with 5/);
  assert.match(error!.message, /Invito can’t start: this version raises .* Nothing was changed\./);
  assert.deepEqual(await versionOf(folder.path), rising);
});
