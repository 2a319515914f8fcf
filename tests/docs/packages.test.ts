/** docs/decisions/packages.md says of every package what it is for, what it is not for, and why. */
import assert from "node:assert/strict";
import { root } from "../../src/tasks/root.ts";

const page = await Deno.readTextFile(`${root}/docs/decisions/packages.md`);
const [, section = ""] = page.split("\n## Packages: each for one thing\n");
const rows = section.split("\n## ")[0]!.split("\n").filter((line) => line.startsWith("| `"))
  .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
const { dependencies, devDependencies } = JSON.parse(
  await Deno.readTextFile(`${root}/package.json`),
) as Record<"dependencies" | "devDependencies", Record<string, string>>;

Deno.test("docs/decisions/packages.md: every package has one entry, and no other has", () => {
  const named = rows.flatMap(([names = ""]) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, n]) => n!)
  );
  const installed = [...Object.keys(dependencies), ...Object.keys(devDependencies)];
  assert.deepEqual(named.toSorted(), installed.toSorted());
});

Deno.test("docs/decisions/packages.md: an entry says for what, and for what not", () => {
  for (const [names, purpose = "", not = ""] of rows) {
    assert.ok(purpose.length > 10 && not.length > 5, names);
  }
});
