import assert from "node:assert/strict";
import { isPermitted } from "../../src/tasks/release/licences.ts";
import { lockedPackages } from "../../src/tasks/release/locked-packages.ts";
import { sbom } from "../../src/tasks/release/sbom.ts";
import { copied, thirdParty } from "../../src/tasks/release/third-party.ts";
import { forProgram } from "../../src/tasks/install-packages.ts";
import { root } from "../../src/tasks/root.ts";
import { filesIn } from "../support/source-texts.ts";

const read = (path: string) => Deno.readTextFile(`${root}/${path}`);
const packages = lockedPackages();

Deno.test("THIRD-PARTY.md is that of deno.lock (deno task third-party)", async () => {
  assert.equal(await read("THIRD-PARTY.md"), await thirdParty());
});

Deno.test("THIRD-PARTY.md has each package of the program, and a notice for each in a release", async () => {
  const text = await read("THIRD-PARTY.md");
  const [tables = "", notices = ""] = text.split("\n## Notices\n");
  const [, carried = ""] = tables.split(/^## /m);
  for (const { name, version, variantOf } of packages.values()) {
    if (variantOf) continue;
    const row = new RegExp(
      `^\\| \\[?${RegExp.escape(name)}\\]?(\\([^)]*\\))? \\| ${version} \\|`,
      "m",
    );
    assert.match(tables, row, name);
    if (!row.test(carried)) continue;
    // This one is in the public domain, and has no text.
    if (name === "prepin") continue;
    assert.match(notices, new RegExp(`^- ${RegExp.escape(name)}(:|$)`, "m"), name);
  }
  // What the issue of a notice was about: fonts, codecs and renderers that are no JavaScript.
  for (
    const words of [
      "SIL OPEN FONT LICENSE",
      "Mozilla Public License",
      "libjpeg-turbo",
      "Noto Project",
    ]
  ) {
    assert.ok(notices.includes(words), words);
  }
});

Deno.test("the packages of the program are those that are installed for it", () => {
  const lock = JSON.parse(forProgram(Deno.readTextFileSync(`${root}/deno.lock`)));
  for (const [specifier, version] of Object.entries<string>(lock.specifiers)) {
    const name = specifier.replace(/^npm:(.+)@[^@]*$/, "$1");
    assert.ok(packages.has(`${name}@${version.split("_")[0]}`), specifier);
  }
  for (const name of ["playwright-core", "axe-core", "svelte-check"]) {
    assert.ok(![...packages.values()].some((each) => each.name === name), name);
  }
});

Deno.test("a licence that is unknown or copyleft is not permitted", () => {
  for (const each of ["MIT", "MIT AND OFL-1.1", "GPL-2.0 OR MIT", "ISC AND CC-BY-3.0"]) {
    assert.ok(isPermitted(each), each);
  }
  for (
    const each of [
      "",
      "UNLICENSED",
      "GPL-3.0-only",
      "AGPL-3.0",
      "LGPL-2.1 OR GPL-2.0",
      "MIT AND GPL-2.0",
      "GPL-2.0 AND (LGPL-2.1 OR MIT OR ISC)",
    ]
  ) {
    assert.ok(!isPermitted(each), each);
  }
});

Deno.test("data of others is in the files that THIRD-PARTY.md names, and in no other", async () => {
  const named = copied.flatMap(({ files }) => files).toSorted();
  const found: string[] = [];
  for await (const path of filesIn(`${root}/src/lib`, ".ts")) {
    // Those that only follow it say "of CLDR".
    if (/\(CLDR\)|CLDR names/.test(await Deno.readTextFile(path))) {
      found.push(path.slice(root.length + 1));
    }
  }
  assert.deepEqual(found.toSorted(), named);
});

Deno.test("the bill of materials has every package of deno.lock with its hash, once", () => {
  const { bomFormat, specVersion, components, dependencies, metadata } = JSON.parse(sbom());
  assert.deepEqual([bomFormat, specVersion], ["CycloneDX", "1.6"]);
  const refs: string[] = components.map((each: { "bom-ref": string }) => each["bom-ref"]);
  assert.equal(refs.length, packages.size);
  assert.equal(new Set(refs).size, refs.length);
  for (const each of components) {
    assert.match(each.hashes[0].content, /^[0-9a-f]{128}$/);
    assert.ok(each.licenses[0].expression);
  }
  const known = new Set([...refs, metadata.component["bom-ref"]]);
  assert.deepEqual(new Set(dependencies.map(({ ref }: { ref: string }) => ref)), known);
  const named = JSON.parse(Deno.readTextFileSync(`${root}/package.json`)).dependencies;
  assert.deepEqual(
    new Set(dependencies[0].dependsOn.map(decodeURIComponent)),
    new Set(Object.entries(named).map(([name, version]) => `pkg:npm/${name}@${version}`)),
    "what the program names itself, though others need it too",
  );
  for (const { dependsOn } of dependencies) {
    for (const each of dependsOn) assert.ok(known.has(each));
  }
  assert.equal(sbom(), sbom());
});
