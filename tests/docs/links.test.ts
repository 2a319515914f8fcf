/** Documents lead to files that are there, and so do comments. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { root } from "../../src/tasks/root.ts";
import { filesIn, sourceTexts } from "../support/source-texts.ts";

/** A file in backticks; what begins with a slash is an address. */
const fileName = /`(?:\$lib\/|(?:\.\.?\/)+)?([\w[\].=*+-][\w[\]/.=*+-]*\.(?:ts|svelte|css|txt))`/g;

Deno.test("documents: no link leads to a missing file", async () => {
  const pages = ["README", "CONTRIBUTING", "CHANGELOG", "SECURITY", "CODE_OF_CONDUCT"]
    .map((name) => `${name}.md`);
  for await (const path of filesIn(`${root}/docs`, ".md")) pages.push(path.slice(root.length + 1));
  const broken: string[] = [];
  for (const page of pages) {
    const text = await Deno.readTextFile(`${root}/${page}`);
    for (const [, link = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(https?:|mailto:|#|\.\.\/\.\.\/security\/)/.test(link)) continue;
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

Deno.test("documents and comments: no file is named that is missing", async () => {
  const paths = [...Deno.readDirSync(root)].map(({ name }) => `/${name}`);
  for (const folder of ["src", "tests", "docs", "static"]) {
    for await (const path of filesIn(`${root}/${folder}`, "")) paths.push(path.slice(root.length));
  }
  const all = paths.join("\n");
  const missing: string[] = [];
  let named = 0;
  for await (const [path, text] of sourceTexts(["src", "tests", "docs"])) {
    const said = path.endsWith(".md") ? text : commentsOf(text);
    for (const [, name = ""] of said.matchAll(fileName)) {
      // A name in capitals stands for any.
      if (/[A-Z]{3}/.test(name)) continue;
      named++;
      const ending = RegExp.escape(name).replaceAll("\\*", "[^/\\n]*");
      if (!new RegExp(`/${ending}$`, "m").test(all)) missing.push(`${path}: ${name}`);
    }
  }
  assert.deepEqual(missing, []);
  assert(named > 200, `${named} names`);
});

Deno.test("README.md stays under 150 lines", async () => {
  const lines = (await Deno.readTextFile(`${root}/README.md`)).split("\n");
  assert.ok(lines.length < 150, `${lines.length} lines`);
});

function commentsOf(text: string): string {
  return [...text.matchAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm)].join("\n");
}
