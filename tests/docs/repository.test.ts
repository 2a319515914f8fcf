/** What somebody reads who comes to change something: labels, forms, the dev container and the bot that updates packages. */
import assert from "node:assert/strict";
import { root } from "../../src/tasks/root.ts";

const read = (path: string) => Deno.readTextFile(`${root}/${path}`);
const labels = [...(await read(".github/labels.yml")).matchAll(
  /^- name: (.+)\n {2}color: "?([0-9a-f]{6})"?\n {2}description: "?(.+?)"?$/gm,
)].map(([, name, , description]) => ({ name: name!, description: description! }));
const [, deno] = /\[Deno\]\(https:\/\/deno\.com\) (\S+),/.exec(await read("README.md"))!;

Deno.test("a label of a first change names the section of docs/where.md that describes it", async () => {
  assert.equal(labels.length, (await read(".github/labels.yml")).match(/^- /gm)!.length);
  const where = await read("docs/where.md"), contributing = await read("CONTRIBUTING.md");
  const first = labels.filter(({ description }) => description.includes("docs/where.md"));
  assert.deepEqual(first.map(({ name }) => name), ["language", "provider", "chart", "email"]);
  for (const { name, description } of first) {
    const [, heading = ""] = /docs\/where\.md: (How is .+ added\?)$/.exec(description) ?? [];
    assert.ok(where.includes(`\n## ${heading}\n`), name);
    const anchor = heading.toLowerCase().replace("?", "").replaceAll(" ", "-");
    assert.ok(contributing.includes(`(docs/where.md#${anchor})`), name);
  }
  // More than this is cut off.
  for (const { name, description } of labels) assert.ok(description.length <= 100, name);
});

Deno.test("forms give labels that there are", async () => {
  const known = new Set(labels.map(({ name }) => name));
  const forms = [...Deno.readDirSync(`${root}/.github/ISSUE_TEMPLATE`)].map(({ name }) => name);
  let given = 0;
  for (const form of forms.filter((name) => name !== "config.yml")) {
    const text = await read(`.github/ISSUE_TEMPLATE/${form}`);
    const [, list = ""] = /^labels: \[(.+)\]$/m.exec(text) ?? [];
    for (const label of list.split(", ")) assert.ok(known.has(label), `${form}: ${label}`);
    given++;
    const ids = [...text.matchAll(/^ {4}id: (\w+)$/gm)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length, form);
  }
  assert(given >= 3);
});

Deno.test("the dev container is the one of the checks, with the same Deno", async () => {
  const container = await read(".devcontainer/devcontainer.json");
  const [, image] = /"image": "(.+)"/.exec(container)!;
  assert.ok((await read(".github/workflows/check.yml")).includes(`container: ${image}\n`));
  assert.ok(container.includes(`deno@${deno} `));
  const [, script = ""] = /deno run -A (tests\/\S+\.ts)"/.exec(container) ?? [];
  assert.match(await read(script), /^if \(import\.meta\.main\) await setUp\(\);$/m);
});

Deno.test("renovate.json finds each place that names the version of Deno", async () => {
  const { customManagers: [{ managerFilePatterns, matchStrings }] } = JSON.parse(
    await read("renovate.json"),
  );
  const files = managerFilePatterns.map((each: string) => new RegExp(each.slice(1, -1)));
  const places = ["README.md", "CONTRIBUTING.md", ".github/workflows/check.yml"]
    .concat(".github/workflows/release.yml", ".devcontainer/devcontainer.json", ".ci/run");
  for (const place of places) {
    assert.ok(files.some((each: RegExp) => each.test(place)), place);
    const text = await read(place);
    // The syntax of the bot's own expressions has the same named groups.
    const found = matchStrings.flatMap((each: string) =>
      [...text.matchAll(new RegExp(each, "g"))].map(({ groups }) => groups!.currentValue)
    );
    assert(found.length > 0, place);
    for (const version of found) assert.equal(version, deno, place);
  }
});
