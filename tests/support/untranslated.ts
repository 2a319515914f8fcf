import { catalogues } from "$lib/i18n/messages.ts";
import type { Language } from "$lib/scheduling/language.ts";

/** Shorter pieces of a text may be a name, or part of something else. */
const MIN_LENGTH = 12;

/** What is stored for a host who signs up, in the language of that day, and an example with the name of a sample guest. */
const apart = /^(dashboard\.(firstType|welcome|emailTemplates\.sample)|landing\.card)\b/;

/** Pieces of English texts that a page in another language must not have: those that no text of that language has. */
export function englishPieces(language: Language): string[] {
  const own = piecesOf(catalogues[language]).map(({ text }) => text).join("\n");
  const english = piecesOf(catalogues.en).filter(({ path }) => !apart.test(path))
    .map(({ text }) => text);
  return [...new Set(english)].filter((piece) => !own.includes(piece));
}

function piecesOf(value: unknown, path = ""): { path: string; text: string }[] {
  if (typeof value === "string") {
    return value.split(/\{\w+\}|\n/).map((text) => text.trim())
      .filter((text) => text.length >= MIN_LENGTH && /\s/.test(text))
      .map((text) => ({ path, text }));
  }
  return Object.entries(value ?? {}).flatMap(([name, each]) =>
    piecesOf(each, path ? `${path}.${name}` : name)
  );
}
