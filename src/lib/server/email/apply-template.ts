import { hasPlaceholders, type Placeholder } from "$lib/scheduling/email-template.ts";
import { format } from "$lib/i18n/format.ts";
import { placeOf } from "$lib/i18n/place.ts";
import { manyLines } from "./email-content.ts";
import type { EmailContext } from "./messages/registry.ts";
import type { MessageContent, MessageContext } from "./messages/message.ts";
import { messageOf } from "./messages/registry.ts";

/** Replaces the standard opening by the host's own text; a required fact that it omits is appended. */
export function applyTemplate(
  content: MessageContent,
  { kind, to, booking, template }: EmailContext,
  message: MessageContext,
): MessageContent {
  if (!template) return content;
  const required = messageOf(kind).template?.required ?? [];
  const place = placeOf(booking, to, message.reader.language);
  const placeholders = placeholderValues(place?.text ?? "", message);
  const opening = format(manyLines(template.text), placeholders).trim().split(/\n{2,}/).filter(
    Boolean,
  );
  // An email to a guest begins with a greeting, one to a host does not.
  const [greetings, rest] = to === "guest"
    ? [content.paragraphs.slice(0, 1), content.paragraphs.slice(1)]
    : [[], content.paragraphs];
  const standard = hasPlaceholders(template.text, required) ? rest.slice(1) : rest;
  return {
    ...content,
    subject: format(template.subject, placeholders) || content.subject,
    paragraphs: opening.length > 0 ? [...greetings, ...opening, ...standard] : content.paragraphs,
  };
}

function placeholderValues(
  place: string,
  { placeholders }: MessageContext,
): Record<Placeholder, string> {
  return {
    guest: placeholders.guest,
    host: placeholders.host,
    type: placeholders.title,
    time: placeholders.when,
    location: manyLines(place),
    deadline: placeholders.deadline,
    previous: placeholders.was,
    requested: placeholders.to,
  };
}
