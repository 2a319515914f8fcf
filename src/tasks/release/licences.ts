/** What each package says of its licence, and the texts that must be carried with it. */
import { root } from "../root.ts";
import type { LockedPackage } from "./locked-packages.ts";

export interface Licence {
  /** SPDX, as the package declares it. */
  expression: string;
  homepage: string;
  author: string;
  /** Licences and notices that are in its folder, the shortest path first. */
  texts: string[];
}

/** Licences that ask for a notice at most; of MPL-2.0 and OFL-1.1 the files themselves stay under theirs. */
const permitted = new Set([
  ...["MIT", "MIT-0", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "BlueOak-1.0.0"],
  ...["Unlicense", "CC0-1.0", "Python-2.0", "PSF-2.0", "CC-BY-3.0", "OFL-1.1", "MPL-2.0"],
]);

/** Whose licence text names one that its declaration does not, and what that means here. */
export const textsThatSayMore: Readonly<Record<string, string>> = {
  "date-holidays":
    "It declares CC-BY-3.0 for its data; the licence in its folder says CC BY-SA 3.0. The data is carried as it is, with that text, so that both are met; whoever changes the data shares it alike.",
};

/** The licence of an installed package. Throws where there is none, or one that is not permitted. */
export function licenceOf({ name, version }: LockedPackage): Licence {
  const folder = folderOf(name, version);
  const said = JSON.parse(Deno.readTextFileSync(`${folder}/package.json`));
  const expression = String(said.license ?? "").replace(/^\((.*)\)$/, "$1");
  if (!isPermitted(expression)) {
    throw new Error(`${name}@${version}: the licence "${expression}" is not permitted`);
  }
  const texts = noticeFiles(folder).map((path) => Deno.readTextFileSync(path).trim());
  if (texts.some((text) => saysMore(text, expression)) && !(name in textsThatSayMore)) {
    throw new Error(`${name}@${version}: its text names a licence that it does not declare`);
  }
  return {
    expression,
    homepage: addressOf(said),
    author: typeof said.author === "string" ? said.author : said.author?.name ?? "",
    texts,
  };
}

/** Whether all that an expression joins by AND, or one that it joins by OR, is permitted; brackets within are not read. */
export function isPermitted(expression: string): boolean {
  if (/[()]/.test(expression)) return false;
  return expression.split(/\s+OR\s+/).some((all) =>
    all.split(/\s+AND\s+/).every((each) => permitted.has(each))
  );
}

/** Share-alike and copyleft, where it is not the list of other licences that MPL-2.0 and the like have in their text. */
function saysMore(text: string, expression: string): boolean {
  if (/MPL|EUPL/.test(expression)) return false;
  return /GNU (LESSER |LIBRARY |AFFERO )?GENERAL PUBLIC|BY-SA|\bA?GPL\b/i.test(text);
}

/** Where Deno has it; a package that stands there once for each set of peers is the same in each. */
function folderOf(name: string, version: string): string {
  const store = `${root}/node_modules/.deno`;
  const own = `${name.replace("/", "+")}@${version}`;
  const found = [...Deno.readDirSync(store)].map((each) => each.name)
    .find((each) => each === own || each.startsWith(`${own}_`));
  if (!found) throw new Error(`${name}@${version} is not installed`);
  return `${store}/${found}/node_modules/${name}`;
}

/** In the folder itself, and in one below it that has code of others. */
function noticeFiles(folder: string): string[] {
  const below = [...Deno.readDirSync(folder)];
  const folders = below.filter(({ isDirectory, name }) => isDirectory && name !== "node_modules");
  return ["", ...folders.map(({ name }) => `/${name}`)].flatMap((at) =>
    [...Deno.readDirSync(folder + at)]
      .filter(({ isFile, name }) => isFile && /^(licen[cs]e|copying|notice|ofl)/i.test(name))
      .filter(({ name }) => !/\.(js|ts|json|html)$/i.test(name))
      .map(({ name }) => `${folder}${at}/${name}`).toSorted()
  );
}

function addressOf(said: { repository?: string | { url?: string }; homepage?: string }): string {
  const { repository, homepage = "" } = said;
  const url = typeof repository === "string" ? repository : repository?.url ?? homepage;
  const path = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(url)?.[1];
  if (path) return `https://github.com/${path}`;
  return url.replace(/^(git\+)?(git|ssh|https?):\/\/(git@)?/, "https://")
    .replace(/^git@([^:]+):/, "https://$1/").replace(/\.git$/, "");
}
