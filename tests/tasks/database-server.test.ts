import assert from "node:assert/strict";
import { digestRecords } from "$lib/server/records/copy-records.ts";
import { startProgram } from "../support/program.ts";
import { isTrace, runTaskCommand, type TaskResult } from "../support/run-task.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { denokv } from "../support/wide/denokv-program.ts";
import { type DenokvServer, startDenokv } from "../support/wide/denokv-server.ts";

const secret = "ab".repeat(32);

/** Runs a task with the settings of a database server. */
function taskOn(server: DenokvServer, dataDir: string) {
  const env = {
    INVITO_DB_PATH: server.address,
    INVITO_SESSION_SECRET: secret,
    DENO_KV_ACCESS_TOKEN: server.token,
  };
  return (name: string, args: string[] = [], more: Record<string, string> = {}) =>
    runTaskCommand(name, dataDir, args, { ...env, ...more });
}

function isDone({ code, stdout, stderr }: TaskResult): string {
  assert.equal(code, 0, stdout + stderr);
  assert(!isTrace(stderr), stderr);
  return stdout;
}

async function digestOf(path: string): Promise<string> {
  using kv = await Deno.openKv(path);
  return (await digestRecords(kv)).hash;
}

Deno.test({
  name: "KV Connect: every task works on a database server",
  ...denokv.required(),
  fn: async (t) => {
    await using server = await startDenokv();
    await using folder = await tempFolder();
    const run = taskOn(server, folder.path);

    await t.step("seed fills it, and refuses to a second time", async () => {
      assert.match(isDone(await run("seed")), /hosts ada, grace and max/);
      const again = await run("seed");
      assert.equal(again.code, 1);
      assert(!isTrace(again.stderr), again.stderr);
    });

    await t.step("sign-in and doctor read it", async () => {
      assert.match(isDone(await run("sign-in", ["ada"])), /\/auth\/verify\?token=/);
      const { stdout, stderr } = await run("doctor", ["--json"]);
      assert(JSON.parse(stdout).findings.length > 3, stderr);
    });

    await t.step("dump writes its records", async () => {
      const lines = isDone(await run("dump")).trim().split("\n").map((line) => JSON.parse(line));
      assert.deepEqual(
        lines.filter(({ kind }) => kind === "host").map(({ username }) => username).sort(),
        ["ada", "grace", "max"],
      );
      assert(lines.some(({ kind }) => kind === "booking"));
    });

    await t.step("backup and restore give back what was there", async () => {
      const before = await digestOf(server.address);
      isDone(await run("backup", [`${folder.path}/copy`, "--with-secret"]));
      {
        using kv = await Deno.openKv(server.address);
        await kv.set(["host", "intruder"], { id: "intruder" });
      }
      const restored = isDone(await run("restore", [`${folder.path}/copy`]));
      assert.equal(await digestOf(server.address), before);
      assert.match(restored, /previous records are now in \S+\.backup/);
    });

    await t.step(
      "the program starts with its permissions, and nothing is replaced beneath it",
      async () => {
        await Deno.mkdir(`${folder.path}/program`);
        await using program = await startProgram({
          dataDir: `${folder.path}/program`,
          env: { INVITO_DB_PATH: server.address, INVITO_SESSION_SECRET: secret },
        });
        assert.equal((await fetch(`${program.address}/calendar/ada`)).status, 200);
        assert.equal((await fetch(`${program.address}/ready`)).status, 200);
        const refused = await run("restore", [`${folder.path}/copy`]);
        assert.equal(refused.code, 1);
        assert.match(refused.stderr, /^Nothing was restored: Invito is running on the database/m);
        assert.doesNotMatch(program.output().log, /"level":"error"/);
      },
    );

    await t.step("a wrong token is said in a sentence", async () => {
      const refused = await run("dump", [], { DENO_KV_ACCESS_TOKEN: "wrong" });
      assert.equal(refused.code, 1);
      assert.match(refused.stderr, /DENO_KV_ACCESS_TOKEN/);
      assert(!isTrace(refused.stderr), refused.stderr);
    });
  },
});
