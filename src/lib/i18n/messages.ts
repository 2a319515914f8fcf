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

const made = new Map<string, Messages>();

/**
 * The messages in a language, in English for one that is not offered, made when they are first asked for. Pages get the
 * area they need from their `load`. Where no email can be sent, a text that promises one is the text beside it that does
 * not: `done` is `doneNoMail`.
 */
export function messages(
  language: string,
  { sendMail }: { sendMail: unknown } = { sendMail: true },
): Messages {
  const offered = Object.hasOwn(nested, language) ? language as Language : "en";
  const name = sendMail ? offered : `${offered} without mail`;
  let found = made.get(name);
  if (!found) {
    const all = nested[offered]() as Messages;
    made.set(name, found = sendMail ? all : withoutMail(all));
  }
  return found;
}

function withoutMail<Texts>(texts: Texts): Texts {
  if (typeof texts !== "object" || texts === null || Array.isArray(texts)) return texts;
  const all = texts as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(all).map((key) => [key, withoutMail(all[`${key}NoMail`] ?? all[key])]),
  ) as Texts;
}
