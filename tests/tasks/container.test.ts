import assert from "node:assert/strict";
import { buildWhenStale } from "../../src/tasks/build-site.ts";
import { commands } from "../../src/tasks/commands.ts";
import { root } from "../../src/tasks/root.ts";
import { freePort } from "../support/free-port.ts";
import { isTrace, type TaskResult } from "../support/run-task.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { until } from "../support/until.ts";

/** The user of the image, as Dockerfile and compose name it. */
const UID = "1993";
const dockerfile = await Deno.readTextFile(`${root}/Dockerfile`);

Deno.test("Dockerfile: a base by its digest, no newer Deno asked for, the user by its number", async () => {
  const [, ...stages] = dockerfile.split(/^FROM /m);
  assert.equal(stages.length, 2);
  for (const stage of stages) {
    assert.match(stage, /^denoland\/deno:2\.9\.6@sha256:[0-9a-f]{64}\b/);
    assert.match(stage, /^ENV .*\bDENO_NO_UPDATE_CHECK=1$/m);
  }
  assert.match(dockerfile, new RegExp(`^USER ${UID}:${UID}$`, "m"));
  assert.match(dockerfile, /^HEALTHCHECK .* CMD \["invito", "ready"\]$/m);
  const compose = await Deno.readTextFile(`${root}/compose.yaml`);
  assert.match(compose, new RegExp(`^ {4}user: "${UID}:${UID}"$`, "m"));
  for (const line of ["read_only: true", "cap_drop: [ALL]", "pids_limit: 256", "mem_limit: 512m"]) {
    assert(compose.includes(`    ${line}\n`), line);
  }
});

Deno.test("the image: every command runs in it, read-only and without rights, and a start is ready", async () => {
  await using image = await openImage();
  for (const name of Object.keys(commands)) {
    if (name === "start") continue;
    const { code, stderr } = await image.run([name, "/none/none", "--nonsense"]);
    assert(!isTrace(stderr) && !/Import "|Cannot find/.test(stderr), `${name}: ${code} ${stderr}`);
    // Whoever reads it has no tasks.
    assert.doesNotMatch(stderr, /deno task/, name);
  }
  assert.match((await image.run(["nothing"])).stderr, /Unknown command: nothing[^]*invito doctor/);
  assert.equal((await image.run(["ready"])).code, 1);

  await using program = image.spawn(["start"]);
  await until("a ready program", async () => (await image.run(["ready"])).code === 0, 60_000);
  const doctor = await image.run(["doctor", "--json"]);
  assert(JSON.parse(doctor.stdout).running?.address, doctor.stdout + doctor.stderr);
  for (
    const [args, said] of [
      [["sign-in", "ada"], /\/auth\/verify\?token=/],
      [["backup", "/mnt/data/copy"], /Backed up/],
      [["dump"], /"kind":/],
    ] as const
  ) {
    const { code, stdout, stderr } = await image.run(args);
    assert.equal(code, 0, `${args[0]}: ${stderr}`);
    assert.match(stdout, said);
  }
  program.kill("SIGTERM");
  assert.equal((await program.status).code, 0);
  const restored = await image.run(["restore", "/mnt/data/copy"]);
  assert.equal(restored.code, 0, restored.stderr);
});

/** The folder of the image, made by the step of the Dockerfile, and how to run it as a container would. */
async function openImage() {
  const step = /&& deno run -A (src\/tasks\/image-folder\.ts) \/image\b/.exec(dockerfile)?.[1];
  assert(step && dockerfile.includes("COPY --from=build /image .\n"));
  assert.match(dockerfile, /^ENTRYPOINT \["\/tini", "--", "invito"\]\nCMD \["start"\]$/m);
  await buildWhenStale();
  const folder = await tempFolder();
  const made = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", step, `${folder.path}/app`],
    cwd: root,
  }).output();
  assert(made.success, new TextDecoder().decode(made.stderr));
  for (const name of ["data", "bin", "cache"]) await Deno.mkdir(`${folder.path}/${name}`);
  await Deno.symlink(Deno.execPath(), `${folder.path}/bin/deno`);
  await Deno.symlink(`${folder.path}/app/invito`, `${folder.path}/bin/invito`);
  const address = `127.0.0.1:${freePort()}`;
  const command = (args: readonly string[]) =>
    new Deno.Command("unshare", {
      args: [
        ...["--user", "--map-root-user", "--mount", "sh", "-c", inside, "sh", folder.path, UID],
        ...args,
      ],
      cwd: "/",
      clearEnv: true,
      env: {
        PATH: `${folder.path}/bin:/usr/bin:/bin`,
        DENO_DIR: `${folder.path}/cache`,
        DENO_NO_UPDATE_CHECK: "1",
        INVITO_DATA_DIR: "/mnt/data",
        INVITO_LISTEN_ADDR: address,
        NO_COLOR: "1",
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    });
  return {
    async run(args: readonly string[]): Promise<TaskResult> {
      const { code, stdout, stderr } = await command(args).output();
      const text = new TextDecoder();
      return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
    },
    spawn: (args: readonly string[]) => command(args).spawn(),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

/** A read-only program, a data folder, and a user that owns nothing else. */
const inside = `
folder=$1 uid=$2; shift 2
mount -t tmpfs none /mnt && mkdir /mnt/data && mount --bind "$folder/data" /mnt/data
mount --bind "$folder/app" "$folder/app" && mount -o remount,bind,ro "$folder/app"
exec unshare --user --map-user="$uid" --map-group="$uid" invito "$@"
`;
