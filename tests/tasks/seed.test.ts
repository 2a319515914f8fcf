import assert from "node:assert/strict";
import { startProgram } from "../support/program.ts";
import { runTaskCommand } from "../support/run-task.ts";
import { tempFolder } from "../support/temp-folder.ts";

Deno.test("seed fills an empty folder with the small town, once", async () => {
  await using folder = await tempFolder();
  const seeded = await runTaskCommand("seed", folder.path);
  assert.equal(seeded.code, 0, seeded.stderr);
  assert.match(seeded.stdout, /\/auth\/verify\?token=/);

  const dumped = await runTaskCommand("dump", folder.path);
  const lines = dumped.stdout.trim().split("\n").map((line) => JSON.parse(line));
  const of = (kind: string) => lines.filter((line) => line.kind === kind);
  assert.deepEqual(of("host").map((host) => host.username).sort(), ["ada", "grace", "max"]);
  assert.deepEqual(of("team").map((team) => team.members.length), [3]);
  const byTeam = of("booking").filter((booking) => booking.team);
  assert.deepEqual(byTeam.map((booking) => booking.hosts.length).sort(), [1, 1, 2]);
  assert.deepEqual([...new Set(of("booking").map((booking) => booking.status))].sort(), [
    "CANCELLED",
    "CONFIRMED",
    "PENDING",
    "REJECTED",
  ]);
  const [connection] = of("connection");
  const [state] = Object.values<{ failure: { kind: string } }>(connection.states);
  assert.equal(state?.failure.kind, "signed-out");

  const again = await runTaskCommand("seed", folder.path);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /INVITO_DATA_DIR/);
});

Deno.test("the seeded town is served; beside the running program seed and restore are refused", async () => {
  await using folder = await tempFolder();
  const seeded = await runTaskCommand("seed", folder.path);
  await using program = await startProgram({ dataDir: folder.path });
  assert.equal((await fetch(`${program.address}/calendar/ada/`)).status, 200);

  const link = /\/auth\/verify\?token=\S+/.exec(seeded.stdout)?.[0];
  assert.equal((await fetch(program.address + link)).status, 200);

  const beside = await runTaskCommand("seed", folder.path);
  assert.equal(beside.code, 3);
  assert.match(beside.stderr, new RegExp(`process ${program.pid} at ${program.address}`));

  const backup = await runTaskCommand("backup", folder.path, [`${folder.path}/backup`]);
  assert.equal(backup.code, 0, backup.stderr);
  const restore = await runTaskCommand("restore", folder.path, [`${folder.path}/backup`]);
  assert.equal(restore.code, 1);
  assert.match(restore.stderr, new RegExp(`process ${program.pid}`));

  const signIn = await runTaskCommand("sign-in", folder.path, ["grace"]);
  assert.match(signIn.stdout, new RegExp(`^${program.address}/auth/verify`, "m"));
  assert.match(
    (await runTaskCommand("sign-in", folder.path, ["nobody"])).stderr,
    /ada, grace, max/,
  );
});
