import * as v from "valibot";
import type { EmailKind } from "./booking-effects.ts";

/** Letters to a guest that a host can put into words of their own; reminders and follow-ups come beside them, by their id. */
export const customizableEmails = [
  "request-received",
  "guest-confirmed",
  "guest-rescheduled",
  "guest-cancelled",
  "rejected",
  "expired",
  "times-proposed",
  "reschedule-request-received",
  "reschedule-declined",
  "reschedule-expired",
] as const satisfies EmailKind[];
export type CustomizableEmail = typeof customizableEmails[number];

/** What a host says in place of the standard words; empty leaves them. Plain text with `{places}`. */
export interface EmailTemplate {
  subject: string;
  text: string;
}

export const defaultEmailTemplate: EmailTemplate = { subject: "", text: "" };

/** The host's words of one event type, by letter or by the id of a reminder. */
export interface EmailTemplates {
  words: Record<string, EmailTemplate>;
  revision: number;
}

/** What a place in a host's words stands for. */
export type Placeholder =
  | "guest"
  | "host"
  | "type"
  | "time"
  | "place"
  | "deadline"
  | "before"
  | "wished";

const commonPlaceholders: Placeholder[] = ["guest", "host", "type", "time"];
const additionalPlaceholders: Partial<Record<EmailKind, Placeholder[]>> = {
  "request-received": ["deadline"],
  "guest-confirmed": ["place"],
  "guest-rescheduled": ["before", "place"],
  "times-proposed": ["deadline"],
  "reschedule-request-received": ["wished", "deadline"],
  "reminder": ["place"],
  "follow-up": [],
};

/** The places that a letter knows. Where the meeting is, a guest learns once it is confirmed, not before. */
export function placeholdersOf(letter: EmailKind): Placeholder[] {
  return [...commonPlaceholders, ...additionalPlaceholders[letter] ?? []];
}

const requiredPlaceholders: Partial<Record<EmailKind, Placeholder[]>> = {
  "request-received": ["deadline"],
  "guest-rescheduled": ["before"],
  "times-proposed": ["deadline"],
  "reschedule-request-received": ["wished", "deadline"],
};

/** Whether a host's text says by itself what the guest must know; if not, the standard sentences follow it. */
export function hasRequiredPlaceholders(letter: EmailKind, text: string): boolean {
  return (requiredPlaceholders[letter] ?? []).every((place) => text.includes(`{${place}}`));
}

/** What stands in braces and is no place of this letter. */
export function unknownPlaceholders(letter: EmailKind, text: string): string[] {
  const places = new Set<string>(placeholdersOf(letter));
  const found = [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!);
  return [...new Set(found.filter((name) => !places.has(name)))];
}

/** A subject is one line, whatever was sent. */
export const EmailTemplateInput = v.object({
  subject: v.pipe(
    v.string(),
    v.transform((text) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim()),
    v.maxLength(150, "too-long"),
  ),
  text: v.pipe(
    v.string(),
    v.transform((text) => text.replace(/\r\n?/g, "\n").trim()),
    v.maxLength(700, "too-long"),
  ),
});
