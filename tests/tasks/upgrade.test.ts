/** A folder that the last release wrote is one that this program goes on with, with every booking; from the first tag on. */
import assert from "node:assert/strict";
import { root } from "../../src/tasks/root.ts";
import { startProgram } from "../support/program.ts";
import { runTaskCommand } from "../support/run-task.ts";
import { tempFolder } from "../support/temp-folder.ts";

const tag = await lastTag();

Deno.test(`this program goes on with a folder that ${tag ?? "the last release"} wrote`, async () => {
  if (!tag) return console.log("Nothing to upgrade from: no commit before this one has a tag v*.");
  await using sources = await tempFolder();
  await using data = await tempFolder();
  await checkOut(tag, sources.path);
  const env = { INVITO_DATA_DIR: data.path };
  await runOrFail(Deno.execPath(), ["task", "seed"], sources.path, env);
  const before = records(await runOrFail(Deno.execPath(), ["task", "dump"], sources.path, env));
  assert(before.booking!.size > 5, "the release wrote no bookings");

  {
    await using program = await startProgram({ dataDir: data.path });
    assert.equal((await fetch(`${program.address}/ready`)).status, 200);
    assert.equal((await fetch(`${program.address}/calendar/ada/`)).status, 200);
    assert.equal(await program.stop(), 0);
  }

  const dumped = await runTaskCommand("dump", data.path);
  assert.equal(dumped.code, 0, dumped.stderr);
  const after = records(dumped.stdout);
  for (const kind of ["host", "team", "event-type", "booking"]) {
    const lost = [...before[kind] ?? []].filter((id) => !after[kind]?.has(id));
    assert.deepEqual(lost, [], kind);
  }
});

/** The ids in a dump, by kind. */
function records(dump: string): Record<string, Set<string>> {
  const found: Record<string, Set<string>> = {};
  for (const line of dump.trim().split("\n")) {
    const { kind, id } = JSON.parse(line);
    (found[kind] ??= new Set()).add(id);
  }
  return found;
}

/** That of a commit before this one, which may itself be a release; null where there is none. */
async function lastTag(): Promise<string | null> {
  const { success, stdout } = await new Deno.Command("git", {
    args: ["describe", "--tags", "--abbrev=0", "--match=v*", "HEAD^"],
    cwd: root,
    stderr: "null",
  }).output();
  return success ? new TextDecoder().decode(stdout).trim() : null;
}

/** The sources of a tag; with our packages where its lock is ours, else its tasks install their own. */
async function checkOut(tag: string, folder: string): Promise<void> {
  const file = `${folder}/sources.tar`;
  await runOrFail("git", ["archive", `--output=${file}`, tag], root);
  await runOrFail("tar", ["--extract", `--file=${file}`], folder);
  const lock = (path: string) => Deno.readTextFile(`${path}/deno.lock`);
  if (await lock(folder) === await lock(root)) {
    await Deno.symlink(`${root}/node_modules`, `${folder}/node_modules`);
  }
}

async function runOrFail(
  command: string,
  args: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command, {
    args,
    cwd,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  assert(success, `${command} ${args.join(" ")}: ${text.decode(stderr)}`);
  return text.decode(stdout);
}
