import type { RequestEvent } from "@sveltejs/kit";
import { acceptedLanguage } from "$lib/i18n/accepted-language.ts";
import { addVary } from "./vary.ts";
import { type LegalLink, legalLinks } from "$lib/i18n/legal-links.ts";
import { type Messages, messages } from "$lib/i18n/messages.ts";
import { directionOf, type Language, languageOf, languages } from "$lib/scheduling/language.ts";

/** The language that a visitor asks for: in the address as `lang`, or by the browser; null for none that is offered. */
export function askedLanguage(
  { url, request }: Pick<RequestEvent, "url" | "request">,
): Language | null {
  return languageOf(url.searchParams.get("lang")) ??
    acceptedLanguage(request.headers.get("accept-language"), languages);
}

/** The language of an answer before its page says otherwise: a signed-in host's own on their pages. */
export function languageOfAnswer(
  { locals: { asked, host, route } }: Pick<RequestEvent, "locals">,
): Language {
  const isOwnPage = /^\/(dashboard|settings|v0)(\/|$)/.test(route ?? "");
  return (isOwnPage ? host?.language : null) ?? asked ?? host?.language ?? languages[0];
}

/** What the frame of a page is made of in a language; links only where the operator has set some. */
export interface SpokenFrame {
  language: Language;
  frame: Messages["frame"];
  legal?: LegalLink[];
}

/** Sets the language of a page whose owner or booking names it; returns what its frame is made of. */
export function speak(locals: App.Locals, language: Language): SpokenFrame {
  locals.language = language;
  return spokenFrame(locals, language);
}

/** What the frame of a page is made of in a language. */
export function spokenFrame({ app }: App.Locals, language: Language): SpokenFrame {
  const legal = legalLinks(app.settings.legal, language);
  return { language, frame: messages(language).frame, ...(legal.length > 0 ? { legal } : {}) };
}

/** Says which language a page, or the sentences of a refusal, has, and what that depends on. */
export function sayLanguage(headers: Headers, language: Language): void {
  if (!/^(text\/html|application\/problem\+json)\b/.test(headers.get("content-type") ?? "")) return;
  headers.set("content-language", language);
  addVary(headers, "accept-language");
}

/** Writes the language of a page into its `html` element. */
export function withLanguage(html: string, language: Language): string {
  // It is at the beginning; a replacement in the whole text would copy all of it.
  const end = html.indexOf(">", html.indexOf("%direction%"));
  const start = html.slice(0, end).replace("%language%", language)
    .replace("%direction%", directionOf(language));
  return start + html.slice(end);
}
