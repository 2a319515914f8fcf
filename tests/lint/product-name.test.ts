/** The name and the version of the program stand in `src/lib/product.ts` alone; names that others rely on stay as they are. */
import assert from "node:assert/strict";
import { product, version } from "$lib/product.ts";
import { root } from "../../src/tasks/root.ts";
import { filesIn } from "../support/source-texts.ts";

const place = `${root}/src/lib/product.ts`;
/** Files that are sent as they are. */
const asTheyAre = {
  "src/error.html": `<title>Something went wrong · ${product}</title>`,
  "static/manifest.webmanifest": `"name": "${product}",\n  "short_name": "${product}"`,
};
/** The object of the widget's scripts, the interface of the API's client, and the type that pages give `App`. */
const identifiers =
  /window\.Invito|interface Invito|(?<!["'`].*)(as|:) Invito\b|[\w.]Invito|Invito\w/g;
const name = new RegExp(`\\b${product}\\b`);

Deno.test("the name of the program is written once in code, pages and messages", async () => {
  const found: string[] = [];
  for await (const [path, line, at] of lines(/\.(ts|svelte|json|html)$/)) {
    if (path in asTheyAre || path.endsWith("/notes.json")) continue;
    const isComment = /^\s*(\*|\/\*|\/\/)/.test(line);
    if (!isComment && name.test(line.replaceAll(identifiers, ""))) found.push(`${path}:${at}`);
  }
  assert.deepEqual(found, []);
});

Deno.test("files that are sent as they are have the name of the program", async () => {
  for (const [path, text] of Object.entries(asTheyAre)) {
    assert.ok((await Deno.readTextFile(`${root}/${path}`)).includes(text), path);
  }
});

Deno.test("the version of the program is written once", async () => {
  const found: string[] = [];
  for await (const [path, line, at] of lines(/\.(ts|svelte|json)$/)) {
    if (/\bversion"?:? ?"\d+\.\d+\.\d+"/.test(line) || line.includes(`"${version}"`)) {
      found.push(`${path}:${at}`);
    }
  }
  assert.deepEqual(found, []);
  assert.equal("version" in JSON.parse(await Deno.readTextFile(`${root}/package.json`)), false);
});

async function* lines(ending: RegExp): AsyncGenerator<[path: string, line: string, at: number]> {
  for await (const path of filesIn(`${root}/src`, "")) {
    if (path === place || !ending.test(path)) continue;
    const text = await Deno.readTextFile(path);
    for (const [n, line] of text.split("\n").entries()) {
      yield [path.slice(root.length + 1), line, n + 1];
    }
  }
}
