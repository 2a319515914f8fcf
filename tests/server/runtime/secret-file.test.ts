import assert from "node:assert/strict";
import { ensureSecret } from "$lib/server/runtime/secret-file.ts";
import { tempFolder } from "../../support/temp-folder.ts";

Deno.test("ensureSecret: makes one secret, readable by its owner alone, and leaves no other file", async () => {
  await using folder = await tempFolder();
  const settings = { sessionSecret: null, dataDir: `${folder.path}/data` };
  const secret = ensureSecret(settings);
  assert.match(secret, /^[0-9a-f]{64}$/);
  assert.equal(ensureSecret(settings), secret);
  assert.deepEqual([...Deno.readDirSync(settings.dataDir)].map(({ name }) => name), ["secret"]);
  assert.equal(Deno.statSync(`${settings.dataDir}/secret`).mode! & 0o777, 0o600);
});

Deno.test("ensureSecret: after a kill the next start makes one; a damaged one is reported, never replaced", async () => {
  await using folder = await tempFolder();
  const settings = { sessionSecret: null, dataDir: folder.path };
  const file = Deno.FsFile.prototype, { syncSync } = file;
  file.syncSync = () => {
    throw new Error("the program is dead");
  };
  try {
    assert.throws(() => ensureSecret(settings), /dead/);
  } finally {
    file.syncSync = syncSync;
  }
  assert.throws(() => Deno.statSync(`${folder.path}/secret`), Deno.errors.NotFound);
  const secret = ensureSecret(settings);
  assert.match(secret, /^[0-9a-f]{64}$/);
  Deno.writeTextFileSync(`${folder.path}/secret`, secret.slice(0, 20));
  assert.throws(() => ensureSecret(settings), /64 hex digits/);
  assert.equal(Deno.readTextFileSync(`${folder.path}/secret`), secret.slice(0, 20));
});

Deno.test("ensureSecret: programs that start together all have the same secret", async () => {
  await using folder = await tempFolder();
  const module = new URL("../../../src/lib/server/runtime/secret-file.ts", import.meta.url);
  const code = `import { ensureSecret } from "${module}";
    console.log(ensureSecret({ sessionSecret: null, dataDir: "${folder.path}" }));`;
  const runs = await Promise.all([1, 2, 3, 4].map(() =>
    new Deno.Command(Deno.execPath(), {
      args: [
        "eval",
        "--no-check",
        `--config=${new URL("../../../deno.json", import.meta.url).pathname}`,
        code,
      ],
    }).output()
  ));
  const secrets = runs.map(({ stdout }) => new TextDecoder().decode(stdout).trim());
  assert.match(secrets[0]!, /^[0-9a-f]{64}$/);
  assert.equal(new Set(secrets).size, 1);
});
