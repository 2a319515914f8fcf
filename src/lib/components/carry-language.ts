import { page } from "$app/state";
import { languageOf, withLanguage } from "$lib/scheduling/language.ts";

/** A path of our own with the language that the address of this page names, if it names one. */
export function carryLanguage(path: string): string {
  return withLanguage(path, languageOf(page.url.searchParams.get("lang")));
}
