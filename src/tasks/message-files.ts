/** What `deno task messages` writes of the folders of texts: their types, their imports and the list of languages. */
import { type Nested, nestTexts, pluralBase, pluralForms } from "../lib/i18n/nest-texts.ts";
import type { FlatTexts } from "../messages/text.ts";

const files = ["guest", "host", "emails", "errors"] as const;

/** The texts of a language by the name of their file; only those that its folder has. */
export interface Translation {
  tag: string;
  texts: Partial<Record<typeof files[number], FlatTexts>>;
}

/** The translations in a folder: English, those listed already in their order, then new ones. */
export async function readTranslations(
  folder: string,
  listed: readonly string[],
): Promise<Translation[]> {
  const tags: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) if (isDirectory) tags.push(name);
  const place = (tag: string) => listed.includes(tag) ? listed.indexOf(tag) : listed.length;
  tags.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  return await Promise.all(tags.map(async (tag) => ({ tag, texts: await readTexts(folder, tag) })));
}

async function readTexts(folder: string, tag: string): Promise<Translation["texts"]> {
  const texts: Translation["texts"] = {};
  for await (const { name } of Deno.readDir(`${folder}/${tag}`)) {
    const file = files.find((each) => name === `${each}.json`);
    if (file) texts[file] = JSON.parse(await Deno.readTextFile(`${folder}/${tag}/${name}`));
  }
  return texts;
}

/** The keys of the English file that a translation still lacks; what English takes from elsewhere is not needed. */
export function missingKeys(
  { texts }: Translation,
  english: Translation,
  file: typeof files[number],
): string[] {
  return Object.entries(english.texts[file] ?? {})
    .filter(([key, text]) => !text.startsWith("$t(") && texts[file]?.[key] === undefined)
    .map(([key]) => key)
    .filter((key) => pluralBase(key) === null || key.endsWith("_other"));
}

/** The files that follow from the translations, by their path in the project. */
export function messageFiles(translations: readonly Translation[]): Record<string, string> {
  const english = translations[0]!;
  const offered = translations.filter((each) => missingKeys(each, english, "guest").length === 0);
  return {
    "src/messages/messages.ts": textsFile(offered),
    "src/lib/scheduling/language-list.ts": languagesFile(offered, english),
  };
}

function textsFile(offered: readonly Translation[]): string {
  const kept = offered.map(({ tag, texts }) => ({
    tag,
    names: files.filter((file) => texts[file])
      .map((file) => ({ file, name: `${tag.replaceAll("-", "_")}_${file}` })),
  }));
  const imports = kept.flatMap(({ tag, names }) =>
    names.map(({ file, name }) =>
      `import ${name} from "./${tag}/${file}.json" with { type: "json" };`
    )
  );
  const lists = kept.map(({ tag, names }) =>
    `  ${JSON.stringify(tag)}: [${names.map(({ name }) => name).join(", ")}],`
  );
  const english: FlatTexts = Object.assign({}, ...files.map((file) => offered[0]!.texts[file]));
  const areas = Object.entries(nestTexts(english, english)).map(([area, texts]) =>
    `  ${area}: Readonly<{\n${linesOf(texts)}\n  }>;`
  );
  return `// deno-fmt-ignore-file
// Written by \`deno task messages\` from the folders beside it.
import type { Language } from "../lib/scheduling/language-list.ts";
import type { FlatTexts, PluralForms, Text } from "./text.ts";
${imports.join("\n")}

/** The files of each language. */
export const texts: Readonly<Record<Language, readonly FlatTexts[]>> = {
${lists.join("\n")}
};

/** The nested messages as English has them. */
export interface EnglishMessages {
${areas.join("\n")}
}
`;
}

/** The texts of an area on one line, each group in it on one of its own. */
function linesOf(area: Nested): string {
  const members = Object.entries(area).map(([name, each]) => `${nameOf(name)}: ${typeOf(each)};`);
  const [groups, texts] = [members.filter(isGroup), members.filter((each) => !isGroup(each))];
  return [texts.join(" "), ...groups].filter(Boolean).map((line) => `    ${line}`).join("\n");
}

function isGroup(member: string): boolean {
  return member.includes(": Readonly<");
}

function typeOf(node: Nested): string {
  if (typeof node === "string") return typeOfText("Text", placesOf(node));
  if (Array.isArray(node)) return `readonly (${[...new Set(node.map(typeOf))].join(" | ")})[]`;
  if (isPlural(node)) {
    const places = Object.values(node).flatMap(placesOf).filter((place) => place !== "n");
    return typeOfText("PluralForms", places);
  }
  const members = Object.entries(node).map(([name, each]) => `${nameOf(name)}: ${typeOf(each)}`);
  return `Readonly<{ ${members.join("; ")} }>`;
}

function typeOfText(type: string, places: readonly string[]): string {
  const names = [...new Set(places)].map((name) => JSON.stringify(name));
  return names.length === 0 ? type : `${type}<${names.join(" | ")}>`;
}

function isPlural(node: Record<string, Nested>): node is Record<string, string> {
  return typeof node["other"] === "string" &&
    Object.keys(node).every((name) => pluralForms.includes(name));
}

function placesOf(text: string): string[] {
  const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  return names.filter((name) => name !== "product");
}

function nameOf(name: string): string {
  return /^[a-zA-Z]\w*$/.test(name) ? name : JSON.stringify(name);
}

function languagesFile(offered: readonly Translation[], english: Translation): string {
  const tags = offered.map(({ tag }) => tag);
  const names = tags.map((tag) => `  ${JSON.stringify(tag)}: ${JSON.stringify(ownName(tag))},`);
  const partly = offered.filter((each) =>
    files.some((file) => missingKeys(each, english, file).length > 0)
  );
  return `// deno-fmt-ignore-file
// Written by \`deno task messages\` from the folders of src/messages.

/** Languages of pages and emails, as BCP 47 tags, in the order of a choice. */
export const languages = ${JSON.stringify(tags)} as const;

export type Language = (typeof languages)[number];

/** Each language by its own name. */
export const languageNames: Readonly<Record<Language, string>> = {
${names.join("\n")}
};

/** Those that are written from right to left. */
export const rightToLeft: readonly string[] = ${JSON.stringify(tags.filter(isRightToLeft))};

/** Those in which a host still reads some texts in English. */
export const partlyTranslated: readonly string[] = ${JSON.stringify(partly.map(({ tag }) => tag))};
`;
}

/** "Français", as a choice of languages names it. */
function ownName(tag: string): string {
  const name = new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag;
  const [first = ""] = name;
  return first.toLocaleUpperCase(tag) + name.slice(first.length);
}

function isRightToLeft(tag: string): boolean {
  return new Intl.Locale(tag).getTextInfo().direction === "rtl";
}
