/** docs/where.md leads a newcomer to files and functions; both must be there. */
import assert from "node:assert/strict";
import { root } from "../../src/tasks/root.ts";

const lines = (await Deno.readTextFile(`${root}/docs/where.md`)).split("\n");

Deno.test("every file that docs/where.md names exists", async () => {
  const paths = lines.flatMap((line) => pathsIn(line));
  assert(paths.length > 10);
  for (const path of paths) assert.ok(await Deno.stat(`${root}/${path}`), path);
});

Deno.test("every function that docs/where.md names is declared in the file beside it", async () => {
  let named = 0;
  for (const line of lines) {
    const [path] = pathsIn(line);
    if (!path?.endsWith(".ts")) continue;
    const text = await Deno.readTextFile(`${root}/${path}`);
    for (const [, name = ""] of line.matchAll(/`([a-z]\w+)`/g)) {
      named++;
      assert.match(
        text,
        new RegExp(`\\bexport (async )?function ${name}\\b`),
        `${name} in ${path}`,
      );
    }
  }
  assert(named >= 7);
});

function pathsIn(line: string): string[] {
  return [...line.matchAll(/`((?:src|tests)\/[^`]+)`/g)].map(([, path = ""]) => path);
}
