import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { root } from "../../src/tasks/root.ts";

Deno.test("documents: no link leads to a missing file", async () => {
  const pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"];
  for await (const { name } of Deno.readDir(`${root}/docs`)) {
    if (name.endsWith(".md")) pages.push(`docs/${name}`);
  }
  const broken: string[] = [];
  for (const page of pages) {
    const text = await Deno.readTextFile(`${root}/${page}`);
    for (const [, link = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(https?:|mailto:|#)/.test(link)) continue;
      const path = join(root, dirname(page), decodeURI(link.split("#")[0]!));
      try {
        await Deno.stat(path);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
        broken.push(`${page}: ${link}`);
      }
    }
  }
  assert.deepEqual(broken, []);
});

Deno.test("README.md stays under 150 lines", async () => {
  const lines = (await Deno.readTextFile(`${root}/README.md`)).split("\n");
  assert.ok(lines.length < 150, `${lines.length} lines`);
});
