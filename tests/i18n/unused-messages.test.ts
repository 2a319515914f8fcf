import assert from "node:assert/strict";
import * as englishOnly from "$lib/i18n/english-only/index.ts";
import { messages } from "$lib/i18n/messages.ts";

const src = new URL("../../src/", import.meta.url);
/** Texts, not code. */
const catalogues = ["messages/", "lib/i18n/english-only/"].map((path) => new URL(path, src).href);

Deno.test("every message is named somewhere in the code", async () => {
  const code = (await sourcesBelow(src)).join("\n");
  const words = new Set(code.match(/[A-Za-z]\w*(?:-\w+)*/g));
  const suffixes = [...code.matchAll(/\}([A-Z]\w*)`/g)].map(([, suffix]) => suffix!);
  const isNamed = (name: string) =>
    /^\d+$/.test(name) || words.has(name) || code.includes(`"${name}"`) ||
    suffixes.some((suffix) => name.endsWith(suffix) && words.has(name.slice(0, -suffix.length)));
  const { common: _, ...areas } = messages("en");
  const unused = [...namesIn(areas), ...namesIn(englishOnly)]
    .filter((path) => !isNamed(path.at(-1)!))
    .map((path) => path.join("."));
  assert.deepEqual(unused, []);
});

/** The paths of all messages; the forms of a plural are one. */
function namesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [path];
  if ("one" in value && "other" in value) return [path];
  const inner = Object.entries(value).flatMap(([name, each]) => namesIn(each, [...path, name]));
  return path.length === 0 ? inner : [path, ...inner];
}

async function sourcesBelow(folder: URL): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const at = new URL(isDirectory ? `${name}/` : name, folder);
    if (isDirectory) {
      if (!catalogues.includes(at.href)) found.push(...await sourcesBelow(at));
    } else if (/\.(ts|svelte)$/.test(name)) found.push(await Deno.readTextFile(at));
  }
  return found;
}
