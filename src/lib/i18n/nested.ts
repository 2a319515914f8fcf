import { product } from "$lib/product.ts";
import { type Language, languages } from "$lib/scheduling/language.ts";
import { type EnglishMessages, texts } from "../../messages/messages.ts";
import type { FlatTexts } from "../../messages/text.ts";
import { nestTexts } from "./nest-texts.ts";

/**
 * What makes the nested messages of each language, with the name of the program for `{product}`. The build writes them
 * out, each in its function (`vite.config.ts`).
 */
export const nested = Object.fromEntries(
  languages.map((language) => [
    language,
    () => nestTexts<EnglishMessages>(flat(language), flat("en")),
  ]),
) as Record<Language, () => EnglishMessages>;

function flat(language: Language): FlatTexts {
  const all: FlatTexts = Object.assign({}, ...texts[language]);
  return Object.fromEntries(
    Object.entries(all).map(([key, text]) => [key, text.replaceAll("{product}", product)]),
  );
}
