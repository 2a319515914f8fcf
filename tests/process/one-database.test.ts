import assert from "node:assert/strict";
import { runProgram, startProgram } from "../support/program.ts";
import { isTrace, runTaskCommand } from "../support/run-task.ts";
import { tempFolder } from "../support/temp-folder.ts";

Deno.test("a database is opened by one program, by whatever folder, link or name the second comes", async () => {
  await using program = await startProgram();
  await using folder = await tempFolder();
  const path = `${program.dataDir}/invito.db`;
  await Deno.symlink(path, `${folder.path}/symbolic.db`);
  await Deno.link(path, `${folder.path}/hard.db`);
  for (const name of [path, `${folder.path}/symbolic.db`, `${folder.path}/hard.db`]) {
    const second = await runProgram({
      INVITO_DATA_DIR: `${folder.path}/other`,
      INVITO_DB_PATH: name,
      INVITO_LISTEN_ADDR: "127.0.0.1:0",
    });
    assert.equal(second.code, 3, name);
    assert.match(second.stderr, /another program is using the database/);
    assert(second.stderr.includes(name) && !isTrace(second.stderr), second.stderr);
  }
  const restore = await runTaskCommand("restore", `${folder.path}/other`, [path], {
    INVITO_DB_PATH: path,
  });
  assert.equal(restore.code, 1);
  assert.match(restore.stderr, /Nothing was restored: another program is using the database/);
  assert.equal((await fetch(`${program.address}/ready`)).status, 200);
});
