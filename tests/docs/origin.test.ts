/** docs/origin.md answers for every requirement and every address of the design documents. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { root } from "../../src/tasks/root.ts";
import { originAddresses, originIds } from "../support/origin-list.ts";

const page = await Deno.readTextFile(`${root}/docs/origin.md`);
const rows = page.split("\n").filter((line) => line.startsWith("|"))
  .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
const requirements = rows.filter(([id = ""]) => /^(R\d|CARD|ALSO)/.test(id));

Deno.test("docs/origin.md: every requirement has one row, in order", () => {
  assert.equal(originIds.length, 81);
  assert.deepEqual(requirements.map(([id]) => id), originIds);
});

Deno.test("docs/origin.md: every requirement is held by tests that exist, or has a reason", async () => {
  for (const [id, asked = "", how = "", held = ""] of requirements) {
    assert.ok(asked.length > 5 && how.length > 5, id);
    const tests = [...held.matchAll(/\]\(\.\.\/(tests\/[^)]+\.test\.ts)\)/g)].map(([, path]) =>
      path!
    );
    if (tests.length === 0) {
      assert.match(how, /^Otherwise: .{40}/, `${id} has neither test nor reason`);
    }
    for (const path of tests) {
      assert.ok((await Deno.stat(join(root, path))).isFile, `${id}: ${path}`);
    }
  }
});

Deno.test("docs/origin.md: every address has one row, and says what it does", () => {
  const addresses = rows.filter(([cell = ""]) => /^`[A-Z]+ \//.test(cell));
  assert.deepEqual(addresses.map(([cell]) => cell!.slice(1, -1)), originAddresses);
  for (const [address, does = ""] of addresses) assert.ok(does.length > 3, address);
});
