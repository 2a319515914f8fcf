// deno-fmt-ignore-file
// Written by `deno task messages` from the folders of src/messages.

/** Languages of pages and emails, as BCP 47 tags, in the order of a choice. */
export const languages = ["en","de","fr","es","ar"] as const;

export type Language = (typeof languages)[number];

/** Each language by its own name. */
export const languageNames: Readonly<Record<Language, string>> = {
  "en": "English",
  "de": "Deutsch",
  "fr": "Français",
  "es": "Español",
  "ar": "العربية",
};

/** Those that are written from right to left. */
export const rightToLeft: readonly string[] = ["ar"];

/** Those in which a host still reads some texts in English. */
export const partlyTranslated: readonly string[] = [];
