import { messages } from "$lib/i18n/messages.ts";
import type { Language } from "$lib/scheduling/language.ts";

/** Shorter pieces of a text may be a name, or part of something else. */
const MIN_LENGTH = 12;

/** What is stored for a host who signs up, in the language of that day, and an example with the name of a sample guest. */
const apart = /^(dashboard\.(firstType|welcome|emailTemplates\.sample)|landing\.card)\b/;

/** Pieces of English texts that a page in another language must not have: those that no text of that language has. */
export function englishPieces(language: Language): string[] {
  const own = piecesOf(messages(language)).map(({ text }) => text).join("\n");
  const english = piecesOf(messages("en")).filter(({ path }) => !apart.test(path))
    .map(({ text }) => text);
  return [...new Set(english)].filter((piece) => !own.includes(piece));
}

/** Whole English texts, however short, that nothing in that language says: no text or label of a page may be one. */
export function englishTexts(language: Language): Set<string> {
  const own = new Set(textsOf(messages(language)).map(({ text }) => text));
  const english = textsOf(messages("en")).filter(({ path, text }) =>
    !apart.test(path) && !text.includes("{") && /\p{L}/u.test(text)
  );
  return new Set(english.map(({ text }) => text).filter((text) => !own.has(text)));
}

function textsOf(value: unknown, path = ""): { path: string; text: string }[] {
  if (typeof value === "string") return [{ path, text: value.trim() }];
  return Object.entries(value ?? {}).flatMap(([name, each]) =>
    textsOf(each, path ? `${path}.${name}` : name)
  );
}

function piecesOf(catalogue: unknown): { path: string; text: string }[] {
  return textsOf(catalogue).flatMap(({ path, text }) =>
    text.split(/\{\w+\}|\n/).map((piece) => piece.trim())
      .filter((piece) => piece.length >= MIN_LENGTH && /\s/.test(piece))
      .map((piece) => ({ path, text: piece }))
  );
}
