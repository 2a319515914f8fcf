import type { LegalLink } from "$lib/i18n/legal-links.ts";
import { withoutDirectionMarks } from "$lib/scheduling/direction-marks.ts";
import type { EmailLook } from "./look.ts";

/** An email's content before it is rendered: plain text, not escaped. */
export interface EmailContent {
  subject: string;
  /** Preview text that mail programs show after the subject. */
  preview: string;
  language: string;
  /** A colour of event types. */
  colour: string;
  /** Whose look it has: the product's, in a guest's email that of host or team. */
  look: EmailLook;
  heading: string;
  paragraphs: string[];
  /** The meeting, in the reader's zone. */
  meeting: { title: string; date: string; time: string } | null;
  /** Label and value; a value with line ends keeps them. */
  details: { label: string; value: string; href?: string }[];
  /** `below` stands in small type under the button: what it leads to. */
  buttons: { label: string; url: string; tone: "main" | "quiet"; below?: string }[];
  /** Paragraphs after the buttons. */
  after: string[];
  /** Why the recipient gets this email. */
  footer: string[];
  /** The operator's privacy policy and legal notice, at the foot. */
  legal: LegalLink[];
  /** Less important links, in rows after the buttons. */
  links: { label: string; url: string }[][];
}

/** One line without control characters and bidirectional formatting characters, for subjects and names. */
export function oneLine(value: string, max = 200): string {
  const flat = withoutDirectionMarks(value.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, " "))
    .replace(/\s+/g, " ").trim();
  return flat.length > max ? [...flat].slice(0, max - 1).join("") + "…" : flat;
}

/** A subject: one line in which only names stand apart in their direction, as `format` puts them. */
export function subjectLine(value: string): string {
  const marks: string[] = [];
  const bare = value.replace(/[\u2068\u2069]/g, (mark) => {
    marks.push(mark);
    return "\ue000";
  });
  const line = oneLine(bare).replace(/\ue000/g, () => marks.shift() ?? "");
  const open = line.split("\u2068").length - line.split("\u2069").length;
  return open > 0 ? line + "\u2069".repeat(open) : line;
}

/** Several lines, without other control characters. */
export function manyLines(value: string): string {
  return withoutDirectionMarks(value.toWellFormed()).replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "").trim();
}
