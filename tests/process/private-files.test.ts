import assert from "node:assert/strict";
import { lockFolder } from "../../src/process/folder-lock.ts";
import { filesOpenToOthers, makePrivate } from "../../src/process/private-files.ts";
import { startProgram } from "../support/program.ts";
import { settingsFor, tempFolder } from "../support/temp-folder.ts";

const mode = (path: string) => Deno.statSync(path).mode! & 0o7777;

Deno.test("folder, database, journal and secret become readable by their owner alone", async () => {
  await using folder = await tempFolder();
  const dataDir = `${folder.path}/data`;
  await Deno.mkdir(dataDir);
  await Deno.writeTextFile(`${dataDir}/secret`, "5e".repeat(32));
  (await Deno.openKv(`${dataDir}/invito.db`)).close();
  for (const name of ["", "/secret", "/invito.db"]) await Deno.chmod(dataDir + name, 0o777);

  await using program = await startProgram({ dataDir });
  assert.equal(mode(dataDir), 0o700);
  for (const { name } of Deno.readDirSync(dataDir)) {
    assert.equal(mode(`${dataDir}/${name}`), 0o600, name);
  }
  assert.deepEqual(filesOpenToOthers(settingsFor(program.dataDir)), []);
});

Deno.test("a database elsewhere is readable by its owner alone; the folder around it stays as it is", async () => {
  await using folder = await tempFolder();
  const elsewhere = `${folder.path}/elsewhere`;
  await Deno.mkdir(elsewhere, { mode: 0o755 });
  const dbPath = `${elsewhere}/store.db`;
  lockFolder({ dataDir: `${folder.path}/data`, dbPath }).release();
  assert.equal(mode(dbPath), 0o600);
  assert.equal(mode(elsewhere), 0o755);
  assert.equal(mode(`${folder.path}/data`), 0o700);
});

Deno.test("makePrivate leaves a folder that everybody uses open", async () => {
  await using folder = await tempFolder();
  const dataDir = `${folder.path}/tmp`;
  await Deno.mkdir(dataDir);
  await Deno.chmod(dataDir, 0o1777);
  makePrivate(settingsFor(dataDir));
  assert.equal(mode(dataDir), 0o1777);
});
