import assert from "node:assert/strict";
import { keepSecret } from "$lib/server/secret-file.ts";
import { tempFolder } from "../support/temp.ts";

Deno.test("keepSecret: makes one secret for its owner alone, and nothing stays beside it", async () => {
  await using folder = await tempFolder();
  const settings = { sessionSecret: null, dataDir: `${folder.path}/data` };
  const secret = keepSecret(settings);
  assert.match(secret, /^[0-9a-f]{64}$/);
  assert.equal(keepSecret(settings), secret);
  assert.deepEqual([...Deno.readDirSync(settings.dataDir)].map(({ name }) => name), ["secret"]);
  assert.equal(Deno.statSync(`${settings.dataDir}/secret`).mode! & 0o777, 0o600);
});

Deno.test("keepSecret: dead while it was being written, the next start makes one; a broken one is said, never replaced", async () => {
  await using folder = await tempFolder();
  const settings = { sessionSecret: null, dataDir: folder.path };
  const file = Deno.FsFile.prototype, { syncSync } = file;
  file.syncSync = () => {
    throw new Error("the program is dead");
  };
  try {
    assert.throws(() => keepSecret(settings), /dead/);
  } finally {
    file.syncSync = syncSync;
  }
  assert.throws(() => Deno.statSync(`${folder.path}/secret`), Deno.errors.NotFound);
  const secret = keepSecret(settings);
  assert.match(secret, /^[0-9a-f]{64}$/);
  Deno.writeTextFileSync(`${folder.path}/secret`, secret.slice(0, 20));
  assert.throws(() => keepSecret(settings), /64 hex digits/);
  assert.equal(Deno.readTextFileSync(`${folder.path}/secret`), secret.slice(0, 20));
});

Deno.test("keepSecret: of programs that begin at once all have the same secret", async () => {
  await using folder = await tempFolder();
  const module = new URL("../../src/lib/server/secret-file.ts", import.meta.url);
  const code = `import { keepSecret } from "${module}";
    console.log(keepSecret({ sessionSecret: null, dataDir: "${folder.path}" }));`;
  const runs = await Promise.all([1, 2, 3, 4].map(() =>
    new Deno.Command(Deno.execPath(), {
      args: [
        "eval",
        "--no-check",
        `--config=${new URL("../../deno.json", import.meta.url).pathname}`,
        code,
      ],
    }).output()
  ));
  const secrets = runs.map(({ stdout }) => new TextDecoder().decode(stdout).trim());
  assert.match(secrets[0]!, /^[0-9a-f]{64}$/);
  assert.equal(new Set(secrets).size, 1);
});
