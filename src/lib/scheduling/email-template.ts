import * as v from "valibot";
import { type Language, languages } from "./language.ts";
import { guestText, withoutCredentials } from "./web-address.ts";

/** A host's own text in place of the standard one, which an empty string keeps; plain text with `{placeholders}`. */
export interface EmailTemplate {
  subject: string;
  text: string;
}

export const defaultEmailTemplate: EmailTemplate = { subject: "", text: "" };

/** Stands where the id of an event type would: the texts for all event types of an owner. */
export const ALL_TYPES = "all-types";

/** The text of an event type, with the owner's text for all types where it leaves the subject or the opening empty. */
export function wordedAs(
  own: EmailTemplate | undefined,
  general: EmailTemplate | undefined,
): EmailTemplate {
  return {
    subject: own?.subject || general?.subject || "",
    text: own?.text || general?.text || "",
  };
}

/** An owner's own texts in one language, for an event type or for all, by kind of email or by the id of a reminder. */
export interface EmailTemplates {
  texts: Record<string, EmailTemplate>;
  revision: number;
}

/** Of a language that nobody has written. */
export const noTemplates: EmailTemplates = { texts: {}, revision: 0 };

/** The texts in every language that has been written. */
export type EmailTemplatesByLanguage = Partial<Record<Language, EmailTemplates>>;

/** The languages in which one email has a text of the owner's own. */
export function languagesWritten(all: EmailTemplatesByLanguage, which: string): Language[] {
  return languages.filter((each) => Object.hasOwn(all[each]?.texts ?? {}, which));
}

/** What a host's own text may name in braces. */
export type Placeholder =
  | "guest"
  | "host"
  | "type"
  | "time"
  | "location"
  | "deadline"
  | "previous"
  | "requested";

/** The placeholders that every email has. */
export const commonPlaceholders: readonly Placeholder[] = ["guest", "host", "type", "time"];

/** Whether a host's text contains all of these. */
export function hasPlaceholders(text: string, required: readonly Placeholder[]): boolean {
  return required.every((name) => text.includes(`{${name}}`));
}

/** The names in braces that are none of the known placeholders, each once. */
export function unknownPlaceholders(text: string, known: readonly Placeholder[]): string[] {
  const names = new Set<string>(known);
  const found = [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!);
  return [...new Set(found.filter((name) => !names.has(name)))];
}

/** A subject is one line, whatever was sent. */
export const EmailTemplateInput = v.object({
  subject: v.pipe(
    v.string(),
    v.transform((text) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim()),
    v.maxLength(150, "too-long"),
    withoutCredentials,
  ),
  text: guestText(700),
});
