import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { root } from "../../src/tasks/root.ts";
import { parseRules, readRules } from "./rules.ts";

const rules = readRules();

Deno.test("mutations: what each rule breaks stands exactly once in its file", () => {
  const times = ({ file, find }: { file: string; find: string }) =>
    Deno.readTextFileSync(`${root}/${file}`).split(find).length - 1;
  assert(rules.length > 600, `${rules.length} rules were found`);
  assert.deepEqual(rules.filter((rule) => times(rule) !== 1), []);
});

Deno.test("mutations: each rule changes something, and has a name of its own", () => {
  assert.deepEqual(rules.filter(({ find, replaceBy }) => find === replaceBy), []);
  assert.equal(new Set(rules.map(({ name }) => name)).size, rules.length);
});

Deno.test("mutations: the tests that must notice are there", () => {
  const missing = new Set(rules.flatMap(({ tests }) => tests));
  for (const test of missing) if (existsSync(`${root}/${test}`)) missing.delete(test);
  assert.deepEqual([...missing], []);
});

Deno.test("mutations: a file's tests are its mirror, or those named below it or below a rule", () => {
  const text = `src/lib/a.ts
first
- x

src/lib/b.ts
  tests/c.test.ts
second
- one
-
-   two
+ three
third
  tests/d.test.ts
  tests/e.test.ts
- y
+ z
`;
  assert.deepEqual(parseRules(text), [
    { name: "first", file: "src/lib/a.ts", find: "x", replaceBy: "", tests: ["tests/a.test.ts"] },
    {
      name: "second",
      file: "src/lib/b.ts",
      find: "one\n\n  two",
      replaceBy: "three",
      tests: ["tests/c.test.ts"],
    },
    {
      name: "third",
      file: "src/lib/b.ts",
      find: "y",
      replaceBy: "z",
      tests: ["tests/d.test.ts", "tests/e.test.ts"],
    },
  ]);
});
