import { hasRequiredPlaceholders, type Placeholder } from "$lib/scheduling/email-template.ts";
import { format } from "$lib/i18n/format.ts";
import { manyLines } from "./email-content.ts";
import type { EmailContext } from "./email.ts";
import type { MessageContent, MessageContext } from "./messages/message.ts";

/** What is told in the host's own words where there are any; what a guest must know and they leave out is added to them. */
export function applyTemplate(
  content: MessageContent,
  { kind, to, booking, template }: EmailContext,
  message: MessageContext,
): MessageContent {
  if (!template) return content;
  const placeholders = placeholderValues(booking.type.location, message);
  const opening = manyLines(format(template.text, placeholders)).split(/\n{2,}/).filter(Boolean);
  // A guest is greeted first, a host is not.
  const [greetings, rest] = to === "guest"
    ? [content.paragraphs.slice(0, 1), content.paragraphs.slice(1)]
    : [[], content.paragraphs];
  const standard = hasRequiredPlaceholders(kind, template.text) ? rest.slice(1) : rest;
  return {
    ...content,
    subject: format(template.subject, placeholders) || content.subject,
    paragraphs: opening.length > 0 ? [...greetings, ...opening, ...standard] : content.paragraphs,
  };
}

function placeholderValues(
  location: EmailContext["booking"]["type"]["location"],
  { placeholders }: MessageContext,
): Record<Placeholder, string> {
  return {
    guest: placeholders.guest,
    host: placeholders.host,
    type: placeholders.title,
    time: placeholders.when,
    place: location.kind === "none" ? "" : location.value,
    deadline: placeholders.deadline,
    before: placeholders.was,
    wished: placeholders.to,
  };
}
