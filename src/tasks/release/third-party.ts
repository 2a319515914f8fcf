/** THIRD-PARTY.md: which software of others the program carries, under which licences, with the notices they ask for. */
import { product } from "../../lib/product.ts";
import { root } from "../root.ts";
import { type Licence, licenceOf, textsThatSayMore } from "./licences.ts";
import { type LockedPackage, lockedPackages } from "./locked-packages.ts";

/** What only builds: nothing of these, nor of what only they need, is in a release. */
const tools = new Set(["vite", "rollup", "rolldown", "@tailwindcss/vite"])
  .add("@sveltejs/vite-plugin-svelte");

/** Data of others in the sources: the files that have it, by whose it is. */
export const copied = [{
  name: "Unicode CLDR",
  licence: "Unicode-3.0",
  source: "https://cldr.unicode.org",
  files: ["src/lib/i18n/first-weekday.ts", "src/lib/icalendar/windows-zones.ts"],
}];

interface Listed extends LockedPackage {
  licence: Licence;
}

interface Notice {
  licence: string;
  /** Whose it is, as the lines above the text say. */
  holders: string[];
  text: string;
}

/** The whole page, from deno.lock and the installed packages. */
export async function thirdParty(): Promise<string> {
  const all = lockedPackages();
  const listed = [...all.values()].filter(({ variantOf }) => !variantOf)
    .map((each): Listed => ({ ...each, licence: licenceOf(each) }));
  const inRelease = carried(all);
  const isCarried = (each: Listed) => inRelease.has(`${each.name}@${each.version}`);
  const parts = listed.filter(isCarried);
  const notices = noticesOf(parts);
  for (const { name, licence, files } of copied) {
    const text = await Deno.readTextFile(`${root}/src/tasks/release/texts/${licence}.txt`);
    notices.push({ licence, holders: [`${name}: ${files.join(", ")}`], text: text.trim() });
  }
  return `<!-- deno-fmt-ignore-file -->
<!-- Written by \`deno task third-party\` from deno.lock. -->
# Third-party software

${product} is under the [MIT licence](LICENSE). It carries software and data of others under these
licences. What is under MPL-2.0 or OFL-1.1 is not modified, and its source is at the address
beside it.

## Packages in a release

${table(parts)}

## Packages that only build it

${table(listed.filter((each) => !isCarried(each)))}

## Data in the sources

${
    copied.map((each) =>
      `- [${each.name}](${each.source}), ${each.licence}: ${
        each.files.map((file) => `\`${file}\``).join(", ")
      }`
    ).join("\n")
  }

## Remarks

${Object.entries(textsThatSayMore).map(([name, text]) => `- \`${name}\`: ${text}`).join("\n")}

## Notices

${notices.map(noticeText).join("\n\n")}
`;
}

/** The packages of a release: all that are reached without a step into a tool. */
function carried(all: ReadonlyMap<string, LockedPackage>): Set<string> {
  const isPart = (key: string) => !tools.has(all.get(key)!.name);
  const found = new Set([...all.keys()].filter((key) => all.get(key)!.isDirect && isPart(key)));
  for (const key of found) {
    for (const next of all.get(key)!.needs) if (isPart(next)) found.add(next);
  }
  return found;
}

function table(packages: readonly Listed[]): string {
  const rows = packages.map(({ name, version, licence: { expression, homepage } }) =>
    `| ${homepage ? `[${name}](${homepage})` : name} | ${version} | ${expression} |`
  );
  return ["| package | version | licence |", "| --- | --- | --- |", ...rows].join("\n");
}

/** Texts that differ only in whose they are stand once. A package without one has the most frequent of its licence. */
function noticesOf(packages: readonly Listed[]): Notice[] {
  const notices = new Map<string, Notice>();
  const put = (key: string, notice: Omit<Notice, "holders">, holder: string) => {
    const known = notices.get(key) ?? { ...notice, holders: [] };
    notices.set(key, known);
    if (!known.holders.includes(holder)) known.holders.push(holder);
  };
  for (const { name, licence } of packages) {
    for (const each of licence.texts) {
      const { above, text } = parted(each);
      const holder = [name, above].filter(Boolean).join(": ");
      put(`${licence.expression} ${words(text)}`, { licence: licence.expression, text }, holder);
    }
  }
  for (const { name, licence: { expression, author, texts } } of packages) {
    if (texts.length > 0 || expression === "Unlicense") continue;
    const [key, same] = [...notices].filter(([, { licence }]) => licence === expression)
      .toSorted(([, a], [, b]) => b.holders.length - a.holders.length)[0] ?? [];
    if (!key || !same) throw new Error(`${name} has no text of its licence, ${expression}`);
    put(key, same, author ? `${name}: Copyright (c) ${author}` : name);
  }
  return [...notices.values()].sort((a, b) =>
    a.licence < b.licence ? -1 : a.licence > b.licence ? 1 : b.holders.length - a.holders.length
  );
}

/** The lines of a text that say whose it is, and the text below them. */
function parted(notice: string): { above: string; text: string } {
  const lines = notice.replaceAll("\r", "").split("\n");
  const begin = lines.findIndex((line) => /^\s*Permission (is hereby|to use)/.test(line));
  if (begin < 0) return { above: "", text: lines.join("\n") };
  const isTitle = (line: string) =>
    /^\W*(the )?\W*(mit|isc)\b( licen[cs]e)?[^a-z]*(\(?(mit|isc)\)?)?\W*$/i.test(line);
  const above = lines.slice(0, begin).map((line) => line.trim())
    .filter((line) => line && !isTitle(line));
  return { above: above.join(" "), text: lines.slice(begin).join("\n") };
}

function words(text: string): string {
  return text.toLowerCase().replace(/[^a-z]+/g, " ").trim();
}

function noticeText({ licence, holders, text }: Notice): string {
  const indented = text.split("\n").map((line) => line.trim() ? `    ${line.trimEnd()}` : "");
  return `### ${licence}\n\n${holders.map((each) => `- ${each}`).join("\n")}\n\n${
    indented.join("\n")
  }`;
}
