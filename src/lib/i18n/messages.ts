import type { Language } from "$lib/scheduling/language.ts";
import type { EnglishMessages } from "../../messages/messages.ts";
import { nested } from "./nested.ts";

type ByCode = Record<string, string>;

/** Every word of pages, emails and the API’s sentences; those by a code have it for any. */
export type Messages = EnglishMessages & {
  calendars: { problems: ByCode };
  frame: { error: { refused: ByCode } };
  identity: { errors: ByCode };
  refusals: { fields: ByCode };
};

const made = new Map<Language, Messages>();

/**
 * The messages in a language, in English for one that is not offered, made when they are first asked for. Pages get the
 * area they need from their `load`.
 */
export function messages(language: string): Messages {
  const offered = Object.hasOwn(nested, language) ? language as Language : "en";
  let found = made.get(offered);
  if (!found) made.set(offered, found = nested[offered]() as unknown as Messages);
  return found;
}
