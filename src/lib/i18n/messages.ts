import type { Language } from "$lib/scheduling/language.ts";
import type { PluralForms } from "./format.ts";
import * as de from "./de/index.ts";
import * as ar from "./ar/index.ts";
import * as en from "./en/index.ts";
import * as es from "./es/index.ts";
import * as fr from "./fr/index.ts";

/** Every word of pages, emails and the API’s sentences, as a translation has it: the same names, with the plural forms of its language. */
export type Messages = Translated<typeof en>;

type Translated<T> = T extends string ? string
  : T extends { one: string; other: string } ? PluralForms
  : { readonly [Name in keyof T]: Translated<T[Name]> };

/** The catalogue of each language; a new one has its line here and in `$lib/scheduling/language.ts`. */
export const catalogues: Readonly<Record<Language, Messages>> = {
  en,
  de,
  fr,
  es,
  ar,
};

/** The messages in a language, in English for one that is not offered. Pages get the area they need from their `load`. */
export function messages(language: string): Messages {
  return Object.hasOwn(catalogues, language) ? catalogues[language as Language] : en;
}
