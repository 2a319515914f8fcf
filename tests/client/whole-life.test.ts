import assert from "node:assert/strict";
import { clientExample } from "$lib/openapi/client-file.ts";
import { root } from "../../src/tasks/root.ts";
import { newApiKey } from "../support/api-caller.ts";
import { missingProgram } from "../support/expected-missing.ts";
import { startProgram } from "../support/program.ts";
import { startWithTeam } from "../support/running-team.ts";
import { tempFolder } from "../support/temp-folder.ts";

const runtimes = { Deno: [Deno.execPath(), "run", "-A", "--no-config"], Node: ["node"] };

/** Downloads the client as a program of somebody else would. */
async function download(address: string, file: string, folder: string): Promise<void> {
  const response = await fetch(`${address}/docs/api/${file}`);
  assert.equal(response.status, 200);
  await Deno.writeTextFile(`${folder}/${file}`, await response.text());
}

for (const [name, [program, ...args]] of Object.entries(runtimes)) {
  Deno.test(`the client in ${name}: the life of a booking and of a team`, async () => {
    if (!await isInstalled(program!)) {
      missingProgram(name, "install Node.js 20 or newer");
      return;
    }
    await using folder = await tempFolder();
    const keys: string[] = [];
    await using town = await startWithTeam({}, async (app, { hosts: [ada, ben] }) => {
      keys.push(await newApiKey(app, ada), await newApiKey(app, ben));
    });
    await download(town.program.address, "invito.js", folder.path);
    const script = `${root}/tests/client/whole-life.js`;
    const { code, stdout, stderr } = await new Deno.Command(program!, {
      args: [...args, script, `${folder.path}/invito.js`, town.program.address, ...keys],
      env: { NO_COLOR: "1" },
    }).output();
    const text = new TextDecoder();
    assert.equal(code, 0, `${text.decode(stdout)}\n${text.decode(stderr)}`);
  });
}

Deno.test("the client in TypeScript: its types know the example of the page about it", async () => {
  await using program = await startProgram();
  await using folder = await tempFolder();
  await download(program.address, "invito.ts", folder.path);
  const source = clientExample(program.address);
  await Deno.writeTextFile(`${folder.path}/example.ts`, source);
  const wrong = source.replace("booked.alternatives", "booked.nothingOfThatName");
  await Deno.writeTextFile(`${folder.path}/wrong.ts`, wrong);
  assert.equal(await checks(`${folder.path}/example.ts`), true);
  assert.equal(await checks(`${folder.path}/wrong.ts`), false);
});

async function checks(file: string): Promise<boolean> {
  const args = ["check", "--no-config", file];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  if (!success && file.endsWith("example.ts")) console.error(new TextDecoder().decode(stderr));
  return success;
}

async function isInstalled(program: string): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: ["--version"] }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
