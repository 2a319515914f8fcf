import assert from "node:assert/strict";
import { buildClient } from "../../src/tasks/build-client.ts";
import { root } from "../../src/tasks/root.ts";
import { newApiKey } from "../support/api-caller.ts";
import { missingProgram } from "../support/expected-missing.ts";
import { startWithTeam } from "../support/running-team.ts";

const runtimes = { Deno: [Deno.execPath(), "run", "-A", "--no-config"], Node: ["node"] };

for (const [name, [program, ...args]] of Object.entries(runtimes)) {
  Deno.test(`the built client in ${name}: the life of a booking and of a team`, async () => {
    if (!await isInstalled(program!)) {
      missingProgram(name, "install Node.js 20 or newer");
      return;
    }
    const folder = await Deno.makeTempDir({ prefix: "invito-client-" });
    try {
      await buildClient(folder);
      const keys: string[] = [];
      await using town = await startWithTeam({}, async (app, { hosts: [ada, ben] }) => {
        keys.push(await newApiKey(app, ada), await newApiKey(app, ben));
      });
      const script = `${root}/tests/client/whole-life.js`;
      const { code, stdout, stderr } = await new Deno.Command(program!, {
        args: [...args, script, `${folder}/invito.js`, town.program.address, ...keys],
        env: { NO_COLOR: "1" },
      }).output();
      const text = new TextDecoder();
      assert.equal(code, 0, `${text.decode(stdout)}\n${text.decode(stderr)}`);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

Deno.test("the built client: its types know the example of its README", async () => {
  const folder = await Deno.makeTempDir({ prefix: "invito-client-" });
  try {
    await buildClient(folder);
    const readme = await Deno.readTextFile(`${root}/clients/typescript/README.md`);
    const [, example] = /```ts\n([\s\S]*?)```/.exec(readme)!;
    const source = example!.replace('"./dist/invito.js"', '"./invito.js"');
    const types = '// @ts-types="./invito.d.ts"\n';
    await Deno.writeTextFile(`${folder}/example.ts`, types + source);
    const wrong = source.replace("booked.alternatives", "booked.nothingOfThatName");
    await Deno.writeTextFile(`${folder}/wrong.ts`, types + wrong);
    assert.equal(await checks(`${folder}/example.ts`), true);
    assert.equal(await checks(`${folder}/wrong.ts`), false);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
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
