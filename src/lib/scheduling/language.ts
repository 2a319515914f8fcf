import { type Language, languages, rightToLeft } from "./language-list.ts";

export { type Language, languageNames, languages, partlyTranslated } from "./language-list.ts";

/** Which way a language is written, as the `dir` attribute says it. */
export function directionOf(language: string): "ltr" | "rtl" {
  return rightToLeft.includes(language) ? "rtl" : "ltr";
}

/** A language by its tag; null for one that is not offered. */
export function languageOf(tag: string | null): Language | null {
  return languages.find((language) => language === tag?.toLowerCase()) ?? null;
}

/** A path in another language; null leaves it as it is. */
export function withLanguage(path: string, language: string | null): string {
  if (language === null) return path;
  const [rest = "", fragment] = path.split("#");
  const [place, query] = rest.split("?");
  // A form's action stays as it is: `?/name`, without a value.
  const kept = (query ?? "").split("&").filter((part) => part && !part.startsWith("lang="));
  const search = [...kept, `lang=${language}`].join("&");
  return `${place}?${search}${fragment === undefined ? "" : `#${fragment}`}`;
}
