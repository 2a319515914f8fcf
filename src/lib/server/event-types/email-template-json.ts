import { defaultEmailTemplate, type EmailTemplates } from "$lib/scheduling/email-template.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { messages } from "$lib/i18n/messages.ts";
import { customizableEmails, messageOf, placeholdersOf } from "../email/messages/registry.ts";
import { emailKindOf } from "./email-templates.ts";

type Reminded = Pick<EventType, "reminders">;

/** The text of one email as the API returns it to its host; null for an email that the type does not have. */
export function emailTemplateJson(type: Reminded, which: string, { texts }: EmailTemplates) {
  const kind = emailKindOf(type, which);
  if (!kind) return null;
  return {
    id: which,
    kind,
    label: messageOf(kind).label(messages("en").emails),
    ...(texts[which] ?? defaultEmailTemplate),
    isCustom: which in texts,
    placeholders: placeholdersOf(kind),
  };
}

/** The same for every email that the host may word: those of the type, then its reminders and follow-ups. */
export function emailTemplatesJson(type: Reminded, own: EmailTemplates) {
  const all = [...customizableEmails, ...type.reminders.map(({ id }) => id)];
  return all.flatMap((which) => emailTemplateJson(type, which, own) ?? []);
}
