/** A command that is given what it does not take says how it is written, and does nothing. */
import assert from "node:assert/strict";
import { type CommandName, commands } from "../../src/tasks/commands.ts";
import { runTaskCommand } from "../support/run-task.ts";
import { tempFolder } from "../support/temp-folder.ts";

for (const name of Object.keys(commands) as CommandName[]) {
  Deno.test(`${name} --nonsense prints the usage and leaves the data folder alone`, async () => {
    await using folder = await tempFolder();
    // A setting that is wrong: no command gets further than that.
    const { code, stdout, stderr } = await runTaskCommand(name, folder.path, ["--nonsense"], {
      INVITO_SMTP_PORT: "none",
    });
    assert.deepEqual([code, stdout], [2, ""], stderr);
    assert.match(stderr, new RegExp(`^Usage: deno task ${name}\\b`));
    assert.deepEqual([...Deno.readDirSync(folder.path)], []);
  });
}

Deno.test("new-secret: without a store it says so, and makes none", async () => {
  await using folder = await tempFolder();
  const { code, stderr } = await runTaskCommand("new-secret", folder.path);
  assert.equal(code, 1);
  assert.match(stderr, /^Nothing was changed: There’s no database/);
  assert.deepEqual([...Deno.readDirSync(folder.path)], []);
});
