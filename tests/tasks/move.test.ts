import assert from "node:assert/strict";
import { digestRecords } from "$lib/server/records/copy-records.ts";
import { checkStoreVersion } from "$lib/server/kv/store-version.ts";
import { fullAccount } from "../support/full-account.ts";
import { isTrace, runTaskCommand, type TaskResult } from "../support/run-task.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { denokv } from "../support/wide/denokv-program.ts";
import { startDenokv } from "../support/wide/denokv-server.ts";

async function fileWithAccount(path: string): Promise<string> {
  const { app } = await fullAccount({ kv: await Deno.openKv(path) });
  await checkStoreVersion(app.kv);
  const { hash } = await digestRecords(app.kv);
  app[Symbol.dispose]();
  return hash;
}

async function hashOf(path: string): Promise<string> {
  using kv = await Deno.openKv(path);
  return (await digestRecords(kv)).hash;
}

async function refusalOf(path: string): Promise<string | null> {
  using kv = await Deno.openKv(path);
  return await checkStoreVersion(kv);
}

function move(folder: string, from: string, to: string, env = {}): Promise<TaskResult> {
  return runTaskCommand("move", folder, [from, to], { DENO_KV_ACCESS_TOKEN: "none", ...env });
}

Deno.test("move: every record goes to the other file and back, and only one of both can be used", async () => {
  await using folder = await tempFolder();
  const [here, there] = [`${folder.path}/here`, `${folder.path}/there`];
  const hash = await fileWithAccount(here);
  for (const [from, to] of [[here, there], [there, here]] as const) {
    const { code, stdout, stderr } = await move(folder.path, from, to);
    assert.equal(code, 0, stderr);
    assert.match(stdout, new RegExp(`Moved \\d+ records .*${hash.slice(0, 16)}`));
    assert.equal(await hashOf(to), hash);
    assert.equal(await refusalOf(to), null);
    assert.match(await refusalOf(from) ?? "", /was moved to/);
  }
});

Deno.test("move: what another installation has is never replaced", async () => {
  await using folder = await tempFolder();
  const [here, there] = [`${folder.path}/here`, `${folder.path}/there`];
  await fileWithAccount(here);
  const hash = await fileWithAccount(there);
  const refused = await move(folder.path, here, there);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /^Nothing was moved: .*already has records of another/m);
  assert.equal(await hashOf(there), hash);
  const missing = await move(folder.path, `${folder.path}/none`, there);
  assert.match(missing.stderr, /^Nothing was moved: There’s no database/m);
  assert(![refused, missing].some(({ stderr }) => isTrace(stderr)));
});

Deno.test("move: one that was killed is refused at a start, and goes on with the same command", async () => {
  await using folder = await tempFolder();
  const [here, there] = [`${folder.path}/here`, `${folder.path}/there`];
  const hash = await fileWithAccount(here);
  for (const point of ["copy", "left"]) {
    const killed = await runTaskCommand("move", folder.path, [here, there], {
      DENO_KV_ACCESS_TOKEN: "none",
      MOVE_DIES_AT: point,
    }, [`--preload`, "tests/support/wide/die-while-moving.ts"]);
    assert.notEqual(killed.code, 0, point);
    assert.match(await refusalOf(there) ?? "", /still being put/, point);
  }
  assert.equal((await move(folder.path, here, there)).code, 0);
  assert.equal(await hashOf(there), hash);
});

Deno.test({
  name: "move: to a KV Connect server and back",
  ...denokv.required(),
  fn: async () => {
    await using server = await startDenokv();
    await using folder = await tempFolder();
    const file = `${folder.path}/here`;
    const hash = await fileWithAccount(file);
    const env = { DENO_KV_ACCESS_TOKEN: server.token };
    for (const [from, to] of [[file, server.address], [server.address, file]] as const) {
      const { code, stderr } = await move(folder.path, from, to, env);
      assert.equal(code, 0, stderr);
      assert.equal(await hashOf(to), hash);
    }
  },
});
