/** Writes what an image holds into a folder: the build, the sources of its commands, and the packages that these import. */
import { dirname } from "node:path";
import { commands } from "./commands.ts";
import { root } from "./root.ts";

const [to] = Deno.args;
if (!to) throw new Error("Usage: image-folder.ts FOLDER");
const modules = `${to}/node_modules`;
const entry =
  `#!/bin/sh\nexec deno run -A "$(dirname "$(readlink -f "$0")")/src/tasks/invito.ts" "$@"\n`;

await Deno.mkdir(`${modules}/.deno`, { recursive: true });
await copy("build", "src", "LICENSE", "THIRD-PARTY.md");
await Deno.copyFile(`${root}/src/tasks/container.json`, `${to}/deno.json`);
await Deno.writeTextFile(`${to}/invito`, entry, { mode: 0o755 });
for (const folder of await packageFolders()) {
  await Deno.mkdir(dirname(`${modules}/${folder}`), { recursive: true });
  await run("cp", ["-a", `${root}/node_modules/${folder}`, `${modules}/${folder}`]);
}
await run("du", ["-sh", `${to}/build`, `${to}/src`, modules, to]);

async function copy(...names: string[]): Promise<void> {
  await run("cp", ["-a", ...names.map((name) => `${root}/${name}`), to!]);
}

async function run(command: string, args: string[]): Promise<void> {
  const { success } = await new Deno.Command(command, { args }).output();
  if (!success) throw new Error(`${command} failed`);
}

/** The folders of all packages that a command needs, and the links by which the sources find theirs, under `node_modules`. */
async function packageFolders(): Promise<Set<string>> {
  const found = new Set<string>();
  const files = Object.keys(commands).map((name) => `src/tasks/${name}.ts`);
  for (const file of [...files, "src/main.ts"]) {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", file],
      cwd: root,
    }).output();
    const { modules }: { modules: { specifier: string }[] } = JSON.parse(
      new TextDecoder().decode(stdout),
    );
    for (const { specifier } of modules) {
      const [, inStore, name] =
        /\/node_modules\/\.deno\/([^/]+)\/node_modules\/((?:@[^/]+\/)?[^/]+)\//
          .exec(specifier) ?? [];
      // Types are not run.
      if (!inStore || !name || /\.d\.[cm]?ts$/.test(specifier)) continue;
      found.add(name);
      addWithDependencies(found, inStore, name);
    }
  }
  return found;
}

/** Adds a package of the store and, through the links beside it, all that it depends on. */
function addWithDependencies(found: Set<string>, inStore: string, name: string): void {
  const folder = `.deno/${inStore}`;
  if (found.has(folder)) return;
  found.add(folder);
  const beside = `${root}/node_modules/${folder}/node_modules`;
  const { dependencies = {} } = JSON.parse(
    Deno.readTextFileSync(`${beside}/${name}/package.json`),
  );
  for (const each of Object.keys(dependencies)) {
    const [, store] = /\/\.deno\/([^/]+)\//.exec(Deno.realPathSync(`${beside}/${each}`)) ?? [];
    addWithDependencies(found, store!, each);
  }
}
