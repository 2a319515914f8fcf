import assert from "node:assert/strict";
import { type CommandName, commands } from "../../src/tasks/commands.ts";
import { root } from "../../src/tasks/root.ts";
import { freePort } from "../support/free-port.ts";
import { imageUser, inContainer, makeImage } from "../support/image.ts";
import { isTrace } from "../support/run-task.ts";
import { until } from "../support/until.ts";

const dockerfile = await Deno.readTextFile(`${root}/Dockerfile`);

Deno.test("Dockerfile: a base by its digest, no newer Deno asked for, the user by its number", async () => {
  const [, ...stages] = dockerfile.split(/^FROM /m);
  assert.equal(stages.length, 2);
  for (const stage of stages) {
    assert.match(stage, /^denoland\/deno:2\.9\.6@sha256:[0-9a-f]{64}\b/);
    assert.match(stage, /^ENV .*\bDENO_NO_UPDATE_CHECK=1$/m);
  }
  assert.match(dockerfile, new RegExp(`^USER ${imageUser}:${imageUser}$`, "m"));
  assert.match(dockerfile, /^HEALTHCHECK .* CMD \["invito", "ready"\]$/m);
  const compose = await Deno.readTextFile(`${root}/compose.yaml`);
  assert.match(compose, new RegExp(`^ {4}user: "${imageUser}:${imageUser}"$`, "m"));
  for (const line of ["read_only: true", "cap_drop: [ALL]", "pids_limit: 256", "mem_limit: 512m"]) {
    assert(compose.includes(`    ${line}\n`), line);
  }
});

Deno.test("the image: every command runs in it, read-only and without rights, and a start is ready", async () => {
  await using image = await makeImage();
  const env = { INVITO_LISTEN_ADDR: `127.0.0.1:${freePort()}` };
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await inContainer(image.path, args, env).output();
    const text = new TextDecoder();
    return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
  };
  for (const name of Object.keys(commands) as CommandName[]) {
    if (name === "start") continue;
    // With an argument, one that takes none would end before it has imported anything.
    const nonsense = commands[name] === "" ? [] : ["/none/none", "--nonsense"];
    const { code, stderr } = await run(name, ...nonsense);
    assert(!isTrace(stderr) && !/Import "|Cannot find/.test(stderr), `${name}: ${code} ${stderr}`);
    // Whoever reads it has no tasks.
    assert.doesNotMatch(stderr, /deno task/, name);
  }
  assert.match((await run("nothing")).stderr, /Unknown command: nothing[^]*invito doctor/);
  assert.equal((await run("ready")).code, 1);

  await using program = inContainer(image.path, ["start"], env, { stdout: "null", stderr: "null" })
    .spawn();
  await until("a ready program", async () => (await run("ready")).code === 0, 60_000);
  const doctor = await run("doctor", "--json");
  assert(JSON.parse(doctor.stdout).running?.address, doctor.stdout + doctor.stderr);
  for (
    const [args, said] of [
      [["sign-in", "ada"], /\/auth\/verify\?token=/],
      [["backup", "/mnt/data/copy"], /Backed up/],
      [["dump"], /"kind":/],
    ] as const
  ) {
    const { code, stdout, stderr } = await run(...args);
    assert.equal(code, 0, `${args[0]}: ${stderr}`);
    assert.match(stdout, said);
  }
  program.kill("SIGTERM");
  assert.equal((await program.status).code, 0);
  const restored = await run("restore", "/mnt/data/copy");
  assert.equal(restored.code, 0, restored.stderr);
});
