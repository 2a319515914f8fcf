/**
 * `deno task release [--out FOLDER] [--tag TAG]`: everything that a release holds, into a folder that is empty or new: an
 * archive for Deno alone with what docs/operate.md puts elsewhere, a bill of materials, THIRD-PARTY.md, the notes and the
 * checksums of them all. With a tag, which must be that of the version, the changelog has to say what the release is.
 */
import { parseArgs } from "node:util";
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { product, version } from "../lib/product.ts";
import { buildBeforeStart } from "./build-site.ts";
import { pack } from "./release/archive.ts";
import { releaseNotes } from "./release/release-notes.ts";
import { sbom } from "./release/sbom.ts";
import { thirdParty } from "./release/third-party.ts";
import { root } from "./root.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: { out: { type: "string", default: "release" }, tag: { type: "string" } },
});
const { out, tag } = values;
const name = `${product.toLowerCase()}-${version}`;

const notices = await Deno.readTextFile(`${root}/THIRD-PARTY.md`);
const notes = releaseNotes(await Deno.readTextFile(`${root}/CHANGELOG.md`), version, {
  released: tag !== undefined,
});
if (tag !== undefined && tag !== `v${version}`) {
  refuse(`The tag is ${tag}, and the version in src/lib/product.ts is ${version}.`);
}
if (notes === null) {
  refuse(`CHANGELOG.md has no section "${version}"${tag ? " that is released" : ""}.`);
}
if (notices !== await thirdParty()) {
  refuse("THIRD-PARTY.md is not that of deno.lock: run `deno task third-party`.");
}
await Deno.mkdir(out, { recursive: true });
for await (const _ of Deno.readDir(out)) refuse(`The folder ${out} is not empty.`);

await buildBeforeStart();
const staging = await Deno.makeTempDir();
try {
  const folder = `${staging}/${name}`;
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "src/tasks/image-folder.ts", folder],
    cwd: root,
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  await Deno.copyFile(`${root}/CHANGELOG.md`, `${folder}/CHANGELOG.md`);
  await Deno.copyFile(`${root}/.env.example`, `${folder}/.env.example`);
  await Deno.mkdir(`${folder}/deploy`);
  const deployed = [...Deno.readDirSync(`${root}/docs/deploy`)].map((each) =>
    `docs/deploy/${each.name}`
  );
  for (const path of [...deployed, "static/unavailable.html", "static/unavailable-form.html"]) {
    await Deno.copyFile(`${root}/${path}`, `${folder}/deploy/${basename(path)}`);
  }
  await pack(folder, `${out}/${name}.tar.gz`);
} finally {
  await Deno.remove(staging, { recursive: true });
}
await Deno.writeTextFile(`${out}/${name}.cdx.json`, sbom());
await Deno.writeTextFile(`${out}/THIRD-PARTY.md`, notices);
await Deno.writeTextFile(`${out}/RELEASE-NOTES.md`, notes);
await Deno.writeTextFile(`${out}/SHA256SUMS`, await checksums(out));
for (const { name, isFile } of Deno.readDirSync(out)) if (isFile) console.log(`${out}/${name}`);

/** As `sha256sum --check` reads them. */
async function checksums(folder: string): Promise<string> {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).toSorted();
  const lines = await Promise.all(names.map(async (name) => {
    const bytes = await Deno.readFile(`${folder}/${name}`);
    return `${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`;
  }));
  return lines.join("");
}

function refuse(why: string): never {
  console.error(why);
  Deno.exit(1);
}
