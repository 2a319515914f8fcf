import { page } from "$app/state";
import { languageOf } from "$lib/scheduling/language.ts";

/** A path of our own with the language that the address of this page names, if it names one. */
export function carryLanguage(path: string): string {
  return withLanguage(path, languageOf(page.url.searchParams.get("lang")));
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
