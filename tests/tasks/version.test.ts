/** Name and version are said in many places and stand in one: `src/lib/product.ts`. */
import assert from "node:assert/strict";
import { product, version } from "$lib/product.ts";
import { root } from "../../src/tasks/root.ts";
import { tempFolder } from "../support/temp-folder.ts";

const place = "src/lib/product.ts";

Deno.test("every place says the name and the version of src/lib/product.ts", async () => {
  assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/);
  assertSaid(await said("tests/fixtures/said-versions.ts"), product, version);
  assert.equal((await run("src/tasks/version.ts")).trim(), `${product} ${version}`);
});

Deno.test("where that file is changed, every place follows", async () => {
  await using folder = await tempFolder();
  const text = await Deno.readTextFile(`${root}/${place}`);
  const other = text.replace(`"${product}"`, '"Diary"').replace(`"${version}"`, '"9.8.7"');
  await Deno.writeTextFile(`${folder.path}/product.ts`, other);
  const imports = {
    "$lib/": `file://${root}/src/lib/`,
    "$lib/product.ts": `file://${folder.path}/product.ts`,
    [`file://${root}/${place}`]: `file://${folder.path}/product.ts`,
  };
  const map = `${folder.path}/imports.json`;
  await Deno.writeTextFile(map, JSON.stringify({ imports }));
  assertSaid(
    await said("tests/fixtures/said-versions.ts", `--import-map=${map}`),
    "Diary",
    "9.8.7",
  );
  const task = await run("src/tasks/version.ts", `--import-map=${map}`);
  assert.equal(task.trim(), "Diary 9.8.7");
});

type Said = Record<"both" | "version" | "name", Record<string, string>>;

function assertSaid({ both, version: versions, name }: Said, named: string, numbered: string) {
  for (const [place, text] of Object.entries(both)) {
    assert.ok(text.includes(`${named} ${numbered}`), `${place}: ${text}`);
  }
  for (const [place, text] of Object.entries(versions)) assert.equal(text, numbered, place);
  for (const [place, text] of Object.entries(name)) {
    assert.ok(text.includes(named), `${place}: ${text}`);
  }
}

async function said(path: string, ...options: string[]): Promise<Said> {
  return JSON.parse(await run(path, ...options));
}

async function run(path: string, ...options: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", ...options, path],
    cwd: root,
    env: { NO_COLOR: "1" },
  }).output();
  assert(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}
