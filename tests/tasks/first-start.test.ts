import assert from "node:assert/strict";
import packageJson from "../../package.json" with { type: "json" };
import { forProgram } from "../../src/tasks/install-packages.ts";
import { commands } from "../../src/tasks/commands.ts";
import { root } from "../../src/tasks/root.ts";

const quiet = "export DENO_NO_UPDATE_CHECK=1 && ";
interface Config {
  nodeModulesDir: string;
  tasks: Record<string, string>;
}
const config: Config = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));

Deno.test("every task installs first, asks for no newer Deno, and prints no install lines", () => {
  assert.equal(config.nodeModulesDir, "manual");
  for (const [name, command] of Object.entries(config.tasks)) {
    // The one entry installs by itself, which saves a process.
    const entry = `deno run -A src/tasks/invito.ts ${name}`;
    const installs =
      /^deno run -A src\/tasks\/install\.ts( --with-tests)? && deno run -A \S+( denokv| litestream)?$/;
    assert.ok(command.startsWith(quiet), name);
    const steps = command.slice(quiet.length);
    if (name in commands) assert.equal(steps, entry);
    else assert.match(steps, installs, name);
  }
});

Deno.test("what only tests need is installed by the tasks for developers alone", async () => {
  const withTests = Object.keys(config.tasks).filter((name) =>
    config.tasks[name]!.includes(" --with-tests ")
  );
  assert.deepEqual(
    withTests.toSorted(),
    ["bench", "denokv", "litestream", "mutate", "ok", "prove", "shots", "test"],
  );
  const lock = await Deno.readTextFile(`${root}/deno.lock`);
  const { specifiers }: { specifiers: Record<string, string> } = JSON.parse(forProgram(lock));
  const names = new Set(Object.keys(specifiers).map((each) => each.replace(/^npm:(.+)@.*$/, "$1")));
  assert.deepEqual([...names].toSorted(), Object.keys(packageJson.dependencies).toSorted());
  for (const [specifier, version] of Object.entries(specifiers)) {
    assert.equal(version, JSON.parse(lock).specifiers[specifier], specifier);
  }
});

for (const script of ["install", "invito"]) {
  Deno.test(`the ${script} script begins with none of the packages`, async () => {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", `${root}/src/tasks/${script}.ts`],
    }).output();
    const { modules } = JSON.parse(new TextDecoder().decode(stdout));
    const names: string[] = modules.map(({ specifier }: { specifier: string }) => specifier);
    assert(names.length >= 3, names.join(" "));
    assert.deepEqual(names.filter((name) => !/^(file|node):/.test(name)), []);
    assert(!names.some((name) => name.endsWith("/start.ts")), names.join(" "));
  });
}
