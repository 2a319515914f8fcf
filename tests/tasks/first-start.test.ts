import assert from "node:assert/strict";
import { root } from "../../src/tasks/root.ts";

interface Config {
  nodeModulesDir: string;
  tasks: Record<string, string>;
}
const config: Config = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));

Deno.test("every task installs first, asks for no newer Deno, and prints no install lines", () => {
  assert.equal(config.nodeModulesDir, "manual");
  const { start, ...others } = config.tasks;
  // Installs by itself, which saves a process.
  const quiet = "export DENO_NO_UPDATE_CHECK=1 && ";
  assert.equal(start, `${quiet}deno run -A src/tasks/start.ts`);
  for (const [name, command] of Object.entries(others)) {
    assert.ok(command.startsWith(quiet), name);
    const steps = command.slice(quiet.length);
    assert.match(steps, /^deno run -A src\/tasks\/install\.ts && deno run -A \S+$/, name);
  }
});

for (const script of ["install", "start"]) {
  Deno.test(`the ${script} script begins with none of the packages`, async () => {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", `${root}/src/tasks/${script}.ts`],
    }).output();
    const { modules } = JSON.parse(new TextDecoder().decode(stdout));
    const names: string[] = modules.map(({ specifier }: { specifier: string }) => specifier);
    assert(names.length >= 3, names.join(" "));
    assert.deepEqual(names.filter((name) => !/^(file|node):/.test(name)), []);
    assert(!names.some((name) => name.endsWith("/start-program.ts")), names.join(" "));
  });
}
