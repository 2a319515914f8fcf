import assert from "node:assert/strict";
import { readSecretFiles } from "$lib/server/runtime/secret-files.ts";
import { oauthClientDefaults } from "$lib/server/calendars/oauth-client-defaults.ts";
import { settingNames } from "$lib/server/runtime/read-settings.ts";
import { runTaskCommand } from "../../support/run-task.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const secrets = [
  "DENO_KV_ACCESS_TOKEN",
  ...settingNames(oauthClientDefaults).filter((name) => /SECRET|PASSWORD|TOKEN/.test(name)),
];

Deno.test("each secret can stand in a file, and nothing else can", () => {
  assert(secrets.length >= 7, secrets.join(" "));
  for (const secret of secrets) {
    const { env, errors } = readSecretFiles({ [`${secret}_FILE`]: "/f" }, () => "s3cret \n");
    assert.deepEqual(env, { [secret]: "s3cret " });
    assert.deepEqual(errors, []);
  }
  const other = { INVITO_BASE_URL_FILE: "/f", INVITO_SMTP_USER_FILE: "/f", PATH: "/bin" };
  assert.deepEqual(readSecretFiles(other, () => "x"), { env: other, errors: [] });
});

Deno.test("a secret given twice, an unreadable file and an empty one are errors", () => {
  const name = "INVITO_SMTP_PASSWORD_FILE";
  const errorOf = (env: Record<string, string>, read: () => string) =>
    readSecretFiles({ [name]: "/f", ...env }, read).errors;
  assert.deepEqual(errorOf({ INVITO_SMTP_PASSWORD: "a" }, () => "b"), [
    { name, text: "is set, and so is INVITO_SMTP_PASSWORD. Set one of them." },
  ]);
  assert.deepEqual(errorOf({}, () => "\n"), [{ name, text: "/f is empty." }]);
  const missing = errorOf({}, () => {
    throw new Deno.errors.NotFound("no such file");
  });
  assert.deepEqual(missing, [{ name, text: "/f can’t be read: no such file." }]);
  // As an empty variable counts as not set.
  assert.deepEqual(errorOf({ [name]: "" }, () => "x"), []);
});

Deno.test("commands read a secret from its file, and say which file is wrong", async () => {
  await using folder = await tempFolder();
  const file = `${folder.path}/session`;
  const data = `${folder.path}/data`;
  await Deno.writeTextFile(file, "ab".repeat(32) + "\n");
  const env = { INVITO_SESSION_SECRET_FILE: file };
  const signIn = await runTaskCommand("sign-in", data, [], env);
  assert.equal(signIn.code, 0, signIn.stderr);
  // The secret of the file signs: nothing was created.
  assert.throws(() => Deno.statSync(`${data}/secret`), Deno.errors.NotFound);
  const wrong = await runTaskCommand("sign-in", data, [], {
    INVITO_SMTP_HOST: "localhost",
    INVITO_SMTP_FROM: "a@example.org",
    INVITO_SMTP_USER: "a",
    INVITO_SMTP_PASSWORD_FILE: `${folder.path}/none`,
  });
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /INVITO_SMTP_PASSWORD_FILE: .*none can’t be read/);
  assert.doesNotMatch(wrong.stderr, /INVITO_SMTP_PASSWORD:/);
});
