/** docs/decisions has a file for each room; every entry has its three facts and a line in the index. */
import assert from "node:assert/strict";
import { root } from "../../src/tasks/root.ts";

const folder = `${root}/docs/decisions`;
const index = await Deno.readTextFile(`${folder}/README.md`);
const files = [...Deno.readDirSync(folder)].map(({ name }) => name)
  .filter((name) => name !== "README.md").toSorted();
const texts = await Promise.all(files.map((name) => Deno.readTextFile(`${folder}/${name}`)));
const entries = files.flatMap((file, at) =>
  texts[at]!.split("\n## ").slice(1).map((entry) => {
    const [title = "", facts = "", ...text] = entry.split(/\n\n|\n$/);
    return { file, title, facts: facts.replaceAll("\n", " "), text: text.join("\n\n").trim() };
  })
);

Deno.test("docs/decisions: every file is in the index, and has three hundred lines at most", () => {
  const named = [...index.matchAll(/^## \[.+\]\((.+)\)$/gm)].map(([, file]) => file!);
  assert.deepEqual(named.toSorted(), files);
  for (const [at, text] of texts.entries()) assert(text.split("\n").length <= 300, files[at]);
});

Deno.test("docs/decisions: every entry has one line in the index, and no other has", () => {
  const lines = [...index.matchAll(/^\| \[(.+)\]\((.+)\) +\| (.*\S) +\|$/gm)];
  assert.deepEqual(
    lines.map(([, title, link]) => `${title} ${link}`).toSorted(),
    entries.map(({ file, title }) => `${title} ${file}#${anchorOf(title)}`).toSorted(),
  );
  for (const [line, , , decided = ""] of lines) assert(decided.length > 20, line);
});

Deno.test("docs/decisions: every entry has a date, a status and when to look again", () => {
  assert(entries.length > 100);
  for (const { file, title, facts, text } of entries) {
    const [date = "", status = "", again = "", ...more] = facts.split(" · ");
    const place = `${file}: ${title}`;
    assert.match(date, /^Decided \d{4}-\d\d-\d\d$/, place);
    assert.match(status, /^(In force|Replaced by \[)/, place);
    assert.match(again, /^Look again when .{20,}\.$/, place);
    assert.deepEqual(more, [], place);
    assert(text.length > 100, place);
  }
});

Deno.test("documents: no link leads to an entry of docs/decisions that is not there", async () => {
  const anchors = new Set(entries.map(({ file, title }) => `${file}#${anchorOf(title)}`));
  const pages = [...files.map((name) => `decisions/${name}`), "origin.md"];
  let links = 0;
  for (const page of pages) {
    const text = await Deno.readTextFile(`${root}/docs/${page}`);
    for (const [, file, anchor] of text.matchAll(/\]\((?:decisions\/)?([\w-]+\.md)?#([^)]+)\)/g)) {
      const target = `${file ?? page.replace("decisions/", "")}#${anchor}`;
      if (!files.includes(target.split("#")[0]!)) continue;
      links++;
      assert(anchors.has(target), `${page}: ${target}`);
    }
  }
  assert(links > 20);
});

/** The anchor that GitHub and others give a heading. */
function anchorOf(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-");
}
