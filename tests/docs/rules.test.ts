/** Rules are named by number in comments and tests; docs/rules.md says what each holds to. */
import assert from "node:assert/strict";
import { root } from "../../src/tasks/root.ts";

const rule = /\b(?:RUN|AV|BK|CAL|API)-\d+\b/g;

Deno.test("every rule that code and documents name stands in docs/rules.md, once", async () => {
  const defined = [
    ...(await Deno.readTextFile(`${root}/docs/rules.md`)).matchAll(/^\| (\S+)\s+\|/gm),
  ]
    .map(([, name = ""]) => name).filter((name) => /-\d/.test(name));
  assert.equal(new Set(defined).size, defined.length, "a number stands twice");
  const unknown: string[] = [];
  for (const folder of ["src", "tests", "docs"]) {
    for await (const path of filesIn(`${root}/${folder}`)) {
      for (const [name] of (await Deno.readTextFile(path)).matchAll(rule)) {
        if (!defined.includes(name)) unknown.push(`${path.slice(root.length + 1)}: ${name}`);
      }
    }
  }
  assert.deepEqual(unknown, []);
});

async function* filesIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* filesIn(`${folder}/${name}`);
    else if (/\.(ts|svelte|md)$/.test(name)) yield `${folder}/${name}`;
  }
}
