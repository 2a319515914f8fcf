/** Languages of pages and emails, as BCP 47 tags, in the order of a choice; each has a catalogue in `$lib/i18n`. */
export const languages = [
  "en",
  "de",
  "fr",
  "es",
  "ar",
] as const;

export type Language = (typeof languages)[number];

const rightToLeft: readonly string[] = ["ar"];

/** Each language by its own name. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
};

/** Which way a language is written, as the `dir` attribute says it. */
export function directionOf(language: string): "ltr" | "rtl" {
  return rightToLeft.includes(language) ? "rtl" : "ltr";
}

/** A language by its tag; null for one that is not offered. */
export function languageOf(tag: string | null): Language | null {
  return languages.find((language) => language === tag?.toLowerCase()) ?? null;
}
